// Signing in or out may hand the device to somebody else: from then on the service worker shows
// nothing kept, until the jury's page has come from the network and knows whose it is (desk.js).
// What the desk of the day keeps (live/kept.js) goes at once.

/** @param {HTMLFormElement} form that changes who is signed in */
export function begin(form) {
  form.addEventListener("submit", () => {
    globalThis.caches?.delete("eventkit-live-page");
    const request = indexedDB.open("eventkit-jury");
    // A device that no juror has used has nothing to shut.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => request.result.transaction("meta", "readwrite").objectStore("meta").put({ key: "locked", value: true });
  });
}
