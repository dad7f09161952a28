// Finds the team before a host: the live camera reads its code where the browser can, a photograph is
// read by the server. The phone knows the digests of the teams' secrets, so no network is needed.

const box = document.querySelector("[data-host-camera]"), form = document.querySelector("[data-host-photo]");
const [button, video] = [box.querySelector("button"), box.querySelector("video")];
const told = document.querySelector("[data-host-found]");
const team = document.querySelector("#team");
let stream = null;

const hex = (buffer) => [...new Uint8Array(buffer)].map((one) => one.toString(16).padStart(2, "0")).join("");

/** The option of the team whose door a text leads to. */
async function optionOf(text) {
  const secret = text.replace(/\/+$/, "").split("/").pop();
  const digest = hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret)));
  return [...team.options].find((one) => one.dataset.door === digest);
}

function stop() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  video.hidden = true;
  button.textContent = box.dataset.open;
}

async function start() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
  } catch { told.textContent = box.dataset.denied; return; }
  video.srcObject = stream;
  video.hidden = false;
  button.textContent = box.dataset.close;
  told.textContent = box.dataset.looking;
  await video.play();
  look(new BarcodeDetector({ formats: ["qr_code"] }));
}

async function look(detector) {
  if (!stream) return;
  const found = await detector.detect(video).catch(() => []);
  const options = await Promise.all(found.map(({ rawValue }) => optionOf(rawValue)));
  const ours = options.find(Boolean);
  if (ours && stream) { stop(); choose(ours); return; }
  if (found.length) told.textContent = box.dataset.foreign;
  setTimeout(() => look(detector), 150);
}

function choose(option) {
  team.value = option.value;
  team.dispatchEvent(new Event("change", { bubbles: true }));
  told.textContent = option.textContent;
  team.focus();
}

/** A photograph goes by itself: leaving the page would lose the marks that are typed. */
async function send(event) {
  if (!event.target.files.length) return;
  told.textContent = form.dataset.looking;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    const { team: id, message } = await answer.json();
    if (id) choose([...team.options].find((one) => one.value === String(id)));
    else told.textContent = message;
  } catch { told.textContent = form.dataset.offline; }
  event.target.value = "";
}

form.querySelector("[data-send]").hidden = true;
form.querySelector("[type=file]").addEventListener("change", send);

const canRead = "BarcodeDetector" in window && isSecureContext && navigator.mediaDevices;
if (canRead && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
  box.hidden = false;
  button.addEventListener("click", () => (stream ? stop() : start()));
  addEventListener("pagehide", stop);
}
