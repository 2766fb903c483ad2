// Reads the QR code of one photo: the browser's own detector first, ours behind it, at several
// sizes, because a code can be too fine for one and too coarse for another.
import init, { decode } from "./__SCANNER_JS__";

const MAX_PIXELS = 100_000_000;
const SIDES = [1000, 1800, 640, 2800];

onmessage = async ({ data: file }) => {
  let picture;
  try {
    // A small file can hold a picture that takes gigabytes, so its header is asked before it is
    // decoded.
    const stated = await size(file);
    if (stated !== undefined && stated.width * stated.height > MAX_PIXELS) {
      postMessage({ problem: "too-large" });
      return;
    }
    picture = await createImageBitmap(file);
  } catch {
    postMessage({ problem: "unreadable" });
    return;
  }
  // Formats whose header is not read here say their size only now.
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

// The width and height that the header states, or undefined where none of ours is found: whether
// the file is a picture at all is for the browser to say.
async function size(file) {
  const head = await bytes(file, 0, 30);
  if (head.byteLength < 30) return undefined;
  // PNG: the signature, and "IHDR", which is always the first chunk.
  if (head.getUint32(0) === 0x89504e47 && head.getUint32(12) === 0x49484452) {
    return { width: head.getUint32(16), height: head.getUint32(20) };
  }
  if (head.getUint16(0) === 0xffd8) return jpeg(file);
  // "RIFF", the length, and "WEBP".
  if (head.getUint32(0) === 0x52494646 && head.getUint32(8) === 0x57454250) return webp(head);
  return undefined;
}

// JPEG: segments one after another, and the frame header among them after any number of others.
async function jpeg(file) {
  for (let at = 2; ; ) {
    const segment = await bytes(file, at, 9);
    if (segment.byteLength < 9 || segment.getUint8(0) !== 0xff) return undefined;
    const marker = segment.getUint8(1);
    if (marker === 0xff) {
      // Any marker may be preceded by fill bytes.
      at += 1;
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      // These stand alone, without a length.
      at += 2;
    } else if (marker === 0xda || marker === 0xd9) {
      // The picture itself, or its end, and no frame header before it.
      return undefined;
    } else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: segment.getUint16(7), height: segment.getUint16(5) };
    } else {
      at += 2 + segment.getUint16(2);
    }
  }
}

// WebP: the first chunk is "VP8X" (extended), "VP8L" (lossless) or "VP8 " (lossy).
function webp(head) {
  const little = true;
  switch (head.getUint32(12)) {
    case 0x56503858:
      return {
        width: 1 + (head.getUint32(24, little) & 0xffffff),
        height: 1 + (head.getUint32(26, little) >>> 8),
      };
    case 0x5650384c: {
      const sides = head.getUint32(21, little);
      return { width: 1 + (sides & 0x3fff), height: 1 + ((sides >>> 14) & 0x3fff) };
    }
    case 0x56503820:
      return {
        width: head.getUint16(26, little) & 0x3fff,
        height: head.getUint16(28, little) & 0x3fff,
      };
    default:
      return undefined;
  }
}

async function bytes(file, from, count) {
  return new DataView(await file.slice(from, from + count).arrayBuffer());
}

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
