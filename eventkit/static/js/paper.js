// Sheets from paper: Enter goes on to the next field, the sum follows the typing, and a camera
// reads the code where the browser can. Without this file numbers, photographs and forms still do.

/** A typed number as whole units of 10⁻⁹, exact for every mark: 4,5 and 4½ are the same. */
function units(text) {
  const typed = text.replace(/\s/g, "").replace(",", ".").replace(/½$/, ".5").replace(/^\./, "0.");
  const found = typed.match(/^(\d{1,7})(?:\.(\d{1,9}))?$/);
  return found ? BigInt(found[1] + (found[2] ?? "").padEnd(9, "0")) : null;
}

const ONE = 10n ** 9n;

function shown(value, comma) {
  const parts = (value % (ONE * ONE)).toString().padStart(18, "0").replace(/0+$/, "");
  return `${value / (ONE * ONE)}${parts ? comma + parts : ""}`;
}

/** @param {HTMLFormElement} form */
export function begin(form) {
  const marks = [...form.querySelectorAll("[data-max]")];
  const sum = form.querySelector("[data-paper-sum]");
  const comma = form.dataset.language === "en" ? "." : ",";

  const isRight = (field) => {
    if (!field.value.trim()) return true;
    const value = units(field.value);
    return value !== null && value <= units(field.dataset.max) && value % units(field.dataset.step) === 0n;
  };
  const add = () => {
    let total = 0n;
    for (const field of marks) if (field.value.trim() && isRight(field)) total += units(field.value) * units(field.dataset.weight);
    sum.textContent = shown(total, comma);
  };
  const judge = (field, only) => {
    const right = isRight(field);
    if (only && !right) return;
    const said = document.getElementById(`${field.id}-error`);
    said.hidden = right;
    said.textContent = right ? "" : said.dataset.wrong;
    if (right) field.removeAttribute("aria-invalid"); else field.setAttribute("aria-invalid", "true");
  };
  form.addEventListener("input", (event) => {
    if (!marks.includes(event.target)) return;
    judge(event.target, true);
    add();
  });
  form.addEventListener("focusout", (event) => { if (marks.includes(event.target)) judge(event.target, false); });
  form.addEventListener("focusin", (event) => { if (marks.includes(event.target)) event.target.select(); });
  form.addEventListener("keydown", (event) => {
    const at = marks.indexOf(event.target);
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    (marks[at + step] ?? (step > 0 ? form.querySelector("[value=finish]") : marks[0])).focus();
  });
  add();
}

/** The live camera: asked for by a press, never by itself. @param {HTMLElement} box */
export function camera(box) {
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
    const ours = found.find((code) => code.rawValue.includes("/paper/"));
    if (ours && stream) { stop(); location.assign(`?number=${encodeURIComponent(ours.rawValue)}`); return; }
    if (found.length) told.textContent = box.dataset.foreign;
    setTimeout(() => look(detector), 150);
  }
}

/** A photograph that was just taken is sent at once. @param {HTMLFormElement} form */
export function photo(form) {
  form.querySelector("[type=file]").addEventListener("change", (event) => { if (event.target.files.length) form.requestSubmit(); });
}
