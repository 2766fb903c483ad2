// Bundles and minifies a stylesheet: style.mjs <main.css> <fonts.json> <public folder> <output>.
// A font is named by its bare file name and gets its hashed address; every other address must be
// a public file, a fragment or data, so that no stylesheet asks another host for anything.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { bundle, Features } from "lightningcss";

const [, , main, fontList, publicFolder, output] = process.argv;
const fonts = JSON.parse(readFileSync(fontList, "utf8"));

function address(url) {
  const font = fonts[basename(url)];
  if (font) return font;
  if (url.startsWith("data:") || url.startsWith("#")) return url;
  if (url.startsWith("/") && !url.startsWith("//")) {
    if (existsSync(join(publicFolder, url))) return url;
  }
  throw new Error(`the address ${url} is neither a font nor a public file`);
}

const version = (major, minor = 0) => (major << 16) | (minor << 8);
const { code, warnings } = bundle({
  filename: main,
  minify: true,
  targets: {
    chrome: version(99),
    edge: version(99),
    firefox: version(102),
    safari: version(15, 4),
    ios_saf: version(15, 4),
  },
  // The direction of a page is its `dir`, never guessed from a list of languages, which is what
  // these would be rewritten to; the list does not have every language of the portal.
  exclude: Features.DirSelector | Features.LangSelectorList | Features.LogicalProperties,
  visitor: {
    Url: (url) => ({ ...url, url: address(url.url) }),
  },
});
if (warnings.length > 0) {
  throw new Error(warnings.map((warning) => `${warning.loc?.filename}: ${warning.message}`).join("\n"));
}
writeFileSync(output, code);
