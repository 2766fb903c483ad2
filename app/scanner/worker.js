// Reads the QR code of one photo: the browser's own detector first, ours behind it, at several
// sizes, because a code can be too fine for one and too coarse for another.
import init, { decode } from "./__SCANNER_JS__";

const MAX_PIXELS = 100_000_000;
const SIDES = [1000, 1800, 640, 2800];

onmessage = async ({ data: file }) => {
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    postMessage({ problem: "unreadable" });
    return;
  }
  if (picture.width * picture.height > MAX_PIXELS) {
    postMessage({ problem: "too-large" });
    return;
  }
  try {
    const text = (await native(picture)) ?? (await ours(picture));
    postMessage(text === undefined ? { problem: "none" } : { text });
  } catch {
    postMessage({ problem: "failed" });
  }
};

async function native(picture) {
  if (!("BarcodeDetector" in self)) return undefined;
  try {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    const [found] = await detector.detect(picture);
    return found?.rawValue;
  } catch {
    return undefined;
  }
}

async function ours(picture) {
  await init({ module_or_path: new URL("./__SCANNER_WASM__", import.meta.url) });
  const largest = Math.max(picture.width, picture.height);
  const tried = new Set();
  for (const side of SIDES) {
    const scale = Math.min(1, side / largest);
    const width = Math.max(1, Math.round(picture.width * scale));
    const height = Math.max(1, Math.round(picture.height * scale));
    if (tried.has(width)) continue;
    tried.add(width);
    const text = decode(grey(picture, width, height), width, height);
    if (text !== undefined) return text;
  }
  return undefined;
}

function grey(picture, width, height) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const luma = new Uint8Array(width * height);
  for (let at = 0; at < luma.length; at += 1) {
    const from = at * 4;
    luma[at] = (data[from] * 77 + data[from + 1] * 150 + data[from + 2] * 29) >> 8;
  }
  return luma;
}
