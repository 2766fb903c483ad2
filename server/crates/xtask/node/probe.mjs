// Proves that an optimised module still starts: probe.mjs <script.js> <bound.wasm> <small.wasm>.
// It must export and import what the module did before, start with its own script, and let the
// table of external references grow, which is the first thing that breaks.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , script, bound, small] = process.argv;

function shape(module) {
  const entry = ({ module, name, kind }) => [module ?? "", name, kind].join(" ");
  return {
    exports: WebAssembly.Module.exports(module).map(entry).sort(),
    imports: new Set(WebAssembly.Module.imports(module).map(entry)),
  };
}

const before = shape(await WebAssembly.compile(readFileSync(bound)));
const module = await WebAssembly.compile(readFileSync(small));
const after = shape(module);
if (after.exports.join("\n") !== before.exports.join("\n")) {
  throw new Error(`the exports changed:\n${before.exports.join("\n")}\n--\n${after.exports.join("\n")}`);
}
for (const entry of after.imports) {
  if (!before.imports.has(entry)) throw new Error(`a new import: ${entry}`);
}

const { initSync } = await import(pathToFileURL(script));
const exports = initSync({ module });
if (!(exports.memory instanceof WebAssembly.Memory)) throw new Error("there is no memory");
for (const [name, value] of Object.entries(exports)) {
  if (!(value instanceof WebAssembly.Table) || !name.includes("externref")) continue;
  const size = value.length;
  if (value.grow(4) !== size) throw new Error(`the table ${name} did not grow as it should`);
  value.set(size, { any: "value" });
}
