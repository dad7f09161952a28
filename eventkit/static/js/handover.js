// The code on a juror's screen opens this page on the secretary's phone with the marks behind «#»,
// which no server sees: put them into the form and show what is inside.

/** @param {HTMLFormElement} form */
export function begin(form) {
  const handed = () => {
    if (!location.hash.startsWith("#h=")) return;
    form.elements.handover.value = location.hash.slice(3);
    history.replaceState(null, "", location.pathname + location.search);
    form.requestSubmit();
  };
  addEventListener("hashchange", handed);
  handed();
}
