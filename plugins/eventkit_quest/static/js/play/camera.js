// Pictures that a team takes: a code to read where the browser can, a photo made small enough to be
// sent over a bad network.

const LONGEST = 1600;

/** Whether this browser reads codes by itself; others type what stands beside the code. */
export const hasCamera = () => typeof BarcodeDetector === "function";

/** The text of the code on a picture, or "". */
export async function textIn(file) {
  try {
    const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(file));
    return found[0]?.rawValue.slice(0, 300) ?? "";
  } catch {
    return "";
  }
}

/** The photo as a JPEG of at most 1600 points a side; as it is where that cannot be done here. */
export async function small(file) {
  try {
    const bitmap = await createImageBitmap(file), share = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(bitmap.width * share), height: Math.round(bitmap.height * share) });
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
    return made ?? file;
  } catch {
    return file;
  }
}
