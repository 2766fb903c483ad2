// An address that leads nowhere says so in a language and shows a way on; nothing outside the
// published files is ever served.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, reader } from "./harness/browser.js";
import { languages, month } from "./harness/portal.js";
import { raw, startServer } from "./harness/server.js";

let server, browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const inLanguage = ["nothing", "figures/1399-01", `figures/${month}/nothing`, "figures/1404-13"];
const nowhere = ["/xx/", "/nothing", "/FA/", "/fa/figures/../../..", "/fa/%00", "/fa/%ff"];

for (const { code } of languages) {
  describe(`errors in ${code}`, () => {
    for (const path of inLanguage) {
      test(`/${code}/${path}`, async () => {
        const { page, faults, close } = await reader(browser, server.origin);
        const response = await page.goto(`${server.origin}/${code}/${path}`);
        assert.equal(response.status(), 404);
        assert.equal(await page.locator("html").getAttribute("lang"), code);
        await wayOn(page);
        assert.deepEqual(faults, []);
        await close();
      });
    }
  });
}

test("outside the languages too there is a page with a way on", async () => {
  for (const path of nowhere) {
    const { page, close } = await reader(browser, server.origin);
    const response = await page.goto(server.origin + path);
    // A browser takes the dots out of a path before it asks.
    if (response.status() === 200) {
      assert.equal(path, "/fa/figures/../../..");
    } else {
      assert.ok([400, 404].includes(response.status()), `${path}: ${response.status()}`);
      const language = await page.locator("html").getAttribute("lang");
      assert.ok(languages.some(({ code }) => code === language), path);
      await wayOn(page);
    }
    await close();
  }
});

test("a file that is not there is no page of success", async () => {
  const paths = [
    `/releases/${month}/nothing.csv`,
    "/releases/1399-01/district.csv",
    "/releases/",
    "/pkg/nothing.js",
    "/pkg/",
  ];
  for (const path of paths) assert.equal((await raw(server.origin, path)).status, 404, path);
});

test("no path leads out of the published files", async () => {
  const climbs = ["..", "%2e%2e", "..%2f..", "%2e%2e%2f", "..%5c", "..;", ".%2e", "%c0%ae%c0%ae"];
  const doors = ["/pkg/", `/releases/${month}/`, "/releases/", "/fa/", "/", "//", "/.well-known/"];
  const goals = ["assets.json", "inputs.txt", "etc/passwd", "root/icon.svg", "Cargo.toml"];
  for (const door of doors) {
    for (const climb of climbs) {
      for (const depth of [1, 2, 8]) {
        for (const goal of goals) {
          const path = `${door}${`${climb}/`.repeat(depth)}${goal}`;
          const { status, body } = await raw(server.origin, path);
          assert.ok(status >= 300 && status < 500, `${path}: ${status}`);
          assert.doesNotMatch(body.toString("latin1"), /root:x?:0|"scanner_wasm"|\[workspace\]/, path);
        }
      }
    }
  }
});

test("odd requests are refused and the portal lives on", async () => {
  const long = "a".repeat(100_000);
  const asked = [
    ["/fa/", { method: "DELETE" }],
    ["/fa/", { method: "POST", body: "x=1" }],
    [`/fa/${long}`, {}],
    [`/fa/?${long}`, {}],
    ["/fa/case", { method: "POST", body: long, headers: { "content-type": "text/plain" } }],
    ["/fa/verify", form(`text=${"1".repeat(5_000_000)}`)],
    ["/fa/case", form("number=%ff&code=%00")],
    ["/fa/case", form("number=1&number=2&code=3&other=4")],
    ["*", { method: "OPTIONS" }],
  ];
  for (const [path, options] of asked) {
    const status = await raw(server.origin, path, options).then(
      (answer) => answer.status,
      // Closing the connection is an answer to a body that is far too large.
      () => 413,
    );
    assert.ok(status < 500, `${options.method ?? "GET"} ${path.slice(0, 40)}: ${status}`);
  }
  assert.equal((await raw(server.origin, "/fa/")).status, 200);
  assert.doesNotMatch(server.said(), /panicked/);
});

async function wayOn(page) {
  assert.equal(await page.locator("h1").count(), 1);
  const links = await page.locator("main a[href^='/']").evaluateAll((all) => all.map((a) => a.href));
  assert.ok(links.length > 0, `${page.url()} is a dead end`);
  for (const link of links) {
    assert.equal((await raw(server.origin, new URL(link).pathname)).status, 200, link);
  }
}

function form(body) {
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
  };
  return { method: "POST", headers, body };
}
