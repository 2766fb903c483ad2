// What the tests know of the portal: its languages, its pages and the demonstration data.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { places } from "./server.js";

export const languages = [
  { code: "fa", dir: "rtl" },
  { code: "azb", dir: "rtl" },
  { code: "en", dir: "ltr" },
];
export const month = "1404-06";
export const dimensions = ["district", "commission", "violation", "outcome"];

/** The pages of a language without an island: whole HTML and no script. */
export const plainPages = [
  "",
  "figures",
  `figures/${month}`,
  ...dimensions.map((dimension) => `figures/${month}/${dimension}`),
  "case",
  "about",
  "log",
];

/** Every page of a language. */
export const pages = [...plainPages, "verify"];

/**
 * The verdict on a certificate that is signed and unaltered. It is never the first of the four
 * while no status list is read: whether the ruling still stands is not known.
 */
export const signed = "caution";

/** A file that `gavah demo` left for its user. */
export function demo(name) {
  return readFileSync(join(places.demo, name));
}

const lines = (name) => demo(name).toString("utf8").split("\n").filter((line) => line !== "");

/** The digits after the `#` of the certificate to try first, which is genuine and in force. */
export function certificate() {
  return fragment(lines("certificate.txt")[0]);
}

/** The digits of every certificate of the demonstration. */
export function certificates() {
  return lines("certificates.txt").map(fragment);
}

/** The number and the code of the case to try. */
export function caseToTry() {
  const [number, code] = lines("case.txt");
  return { number, code };
}

function fragment(address) {
  const [, digits] = /^https?:\/\/[^/#]+\/v#([0-9]+)$/.exec(address) ?? [];
  if (!digits) throw new Error(`${address} is no address of a certificate`);
  return digits;
}

/** The digits with the one at this place changed. */
export function altered(digits, place) {
  const digit = (Number(digits[place]) + 1) % 10;
  return digits.slice(0, place) + digit + digits.slice(place + 1);
}

/** Persian and Arabic digits as ASCII ones, and their grouping marks dropped. */
export function fold(text) {
  return text
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/(?<=\d)[,٬\u{202f}\u{2009}](?=\d{3}(?!\d))/gu, "");
}

/** The numbers of a text, in whatever digits. */
export function numbers(text) {
  return (fold(text).match(/\d+/g) ?? []).map(Number);
}

/** Runs one of the Python programs of the tests: its exit code and what it printed. */
export function python(program, ...words) {
  const file = join(places.root, "tests/python", program);
  try {
    const output = execFileSync(places.python, ["-B", file, ...words], { encoding: "utf8" });
    return { code: 0, output };
  } catch (error) {
    if (typeof error.status !== "number") throw error;
    return { code: error.status, output: error.stdout };
  }
}
