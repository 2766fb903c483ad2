// Asks the log about one certificate. What is fetched is the same for 2 048 certificates, and the
// answer is a line: what the log says, or why it says nothing.
import init, { Question } from "./__LOOKUP_JS__";

// Bytes of an answer, at most: those of a note, and those of a full tile.
const MAX_NOTE = 131_072;
const MAX_TILE = 8_192;

onmessage = async ({ data }) => {
  let said = "no-network";
  try {
    said = await ask(data);
  } catch (problem) {
    if (typeof problem === "string") said = problem;
  }
  postMessage(said);
};

async function ask(text) {
  const [log, size, place, sum, day, ...policy] = text.split("\n");
  const sha256 = Uint8Array.from(sum.match(/../g), (byte) => parseInt(byte, 16));
  const path = size === "0" ? "checkpoint" : `checkpoints/${size}`;
  const [note] = await Promise.all([
    read(`${log}/${path}`, MAX_NOTE, "refused"),
    init({ module_or_path: new URL("./__LOOKUP_WASM__", import.meta.url) }),
  ]);
  if (note === undefined) return "no-log";
  const question = Question.put(
    policy.join("\n"), decoded(note), Number(size), Number(place), sha256, Number(day),
  );
  const tile = (path) => read(`${log}/${path}`, MAX_TILE, "altered");
  const tiles = question.paths().map(async (path, number) => {
    const bytes = await tile(path);
    if (bytes !== undefined) return question.take(number, false, bytes);
    // A partial tile may be gone once the full one is there.
    const full = question.full_path(number);
    const whole = full && (await tile(full));
    if (whole !== undefined) question.take(number, true, whole);
  });
  await Promise.all(tiles);
  return question.answer();
}

function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw "refused";
  }
}

// The bytes at an address, or undefined where there is nothing.
async function read(address, limit, tooLong) {
  const answer = await fetch(address, {
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "no-referrer",
  });
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw "no-network";
  const parts = [];
  let length = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      reader.cancel();
      throw tooLong;
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
