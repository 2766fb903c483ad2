// Pictures that say they are far larger than their files.
import { crc32, deflateSync } from "node:zlib";

/** A whole PNG, black from edge to edge: a bit per pixel, and a thousandth of that when packed. */
export function png(width, height) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The start of a JPEG, with as much before the frame header as a camera may put there. */
export function jpegHeader(width, height) {
  const remarks = Buffer.alloc(65_535 + 2);
  remarks.writeUInt16BE(0xffe1, 0);
  remarks.writeUInt16BE(65_535, 2);
  // A picture within the picture, as cameras keep one, is none of the frame's business.
  frame(16, 16).copy(remarks, 100);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]), remarks, remarks, Buffer.from([0xff]), frame(width, height),
  ]);
}

/** The start of a WebP in the form that the largest ones have. */
export function webpHeader(width, height) {
  const file = Buffer.alloc(64);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WEBPVP8X", 8, "latin1");
  file.writeUInt32LE(10, 16);
  file.writeUIntLE(width - 1, 24, 3);
  file.writeUIntLE(height - 1, 27, 3);
  return file;
}

function chunk(name, data) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function frame(width, height) {
  const segment = Buffer.from([0xff, 0xc2, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  segment.writeUInt16BE(height, 5);
  segment.writeUInt16BE(width, 7);
  return segment;
}
