// A camera that reads a code on the page where the browser can. Without this file photographs,
// numbers and lists still do.

/**
 * Asked for by a press, never by itself. A code in whose text `data-mark` stands is ours: the page
 * goes to `data-leads` with the text, or hears it as the event «camera:code».
 * @param {HTMLElement} box
 */
export function begin(box) {
  const [button, told, video] = [box.querySelector("button"), box.querySelector("p"), box.querySelector("video")];
  let stream = null;
  box.hidden = false;
  if (!isSecureContext || !navigator.mediaDevices) return refuse(box.dataset.insecure);
  if (!("BarcodeDetector" in window)) return refuse(box.dataset.unable);
  button.addEventListener("click", () => (stream ? stop() : start()));
  addEventListener("pagehide", stop);

  function refuse(words) { button.hidden = true; told.textContent = words; }
  function stop() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
    button.textContent = box.dataset.open;
  }
  async function start() {
    let detector;
    try {
      if (!(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) return refuse(box.dataset.unable);
      detector = new BarcodeDetector({ formats: ["qr_code"] });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    } catch { told.textContent = box.dataset.denied; return; }
    video.srcObject = stream;
    video.hidden = false;
    button.textContent = box.dataset.close;
    told.textContent = box.dataset.looking;
    await video.play();
    look(detector);
  }
  async function look(detector) {
    if (!stream) return;
    const found = await detector.detect(video).catch(() => []);
    const ours = found.find((code) => code.rawValue.includes(box.dataset.mark));
    if (ours && stream) { stop(); told.textContent = ""; hand(ours.rawValue); return; }
    if (found.length) told.textContent = box.dataset.foreign;
    setTimeout(() => look(detector), 150);
  }
  function hand(text) {
    if (box.dataset.leads) location.assign(box.dataset.leads + encodeURIComponent(text));
    else box.dispatchEvent(new CustomEvent("camera:code", { detail: text, bubbles: true }));
  }
}

/** A photograph that was just taken is sent at once. @param {HTMLFormElement} form */
export function photo(form) {
  form.querySelector("[type=file]").addEventListener("change", (event) => { if (event.target.files.length) form.requestSubmit(); });
}
