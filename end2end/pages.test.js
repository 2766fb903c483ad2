// Every page in every language: whole, light, silent towards others, the same every time.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, reader } from "./harness/browser.js";
import { languages, pages, plainPages } from "./harness/portal.js";
import { raw, startServer } from "./harness/server.js";

const FIRST_VIEW = 60 * 1024;

let server, browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const { code, dir } of languages) {
  describe(`pages in ${code}`, () => {
    for (const path of pages) {
      const address = `/${code}/${path}`;

      test(`${address} is whole and keeps to itself`, async () => {
        const { context, page, faults, close } = await reader(browser, server.origin);
        const response = await page.goto(server.origin + address, { waitUntil: "networkidle" });
        assert.equal(response.status(), 200);
        assert.match(response.headers()["content-type"], /^text\/html; charset=utf-8$/i);
        const html = page.locator("html");
        assert.equal(await html.getAttribute("lang"), code);
        assert.equal(await html.getAttribute("dir"), dir);
        assert.equal(await page.locator("h1").count(), 1);
        assert.ok((await page.title()).trim().length > 3);
        assert.deepEqual(await context.cookies(), []);
        assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [
          0, 0,
        ]);
        assert.deepEqual(faults, []);
        await close();
      });

      test(`${address} needs no sideways scrolling at 320 px`, async () => {
        const viewport = { width: 320, height: 640 };
        const { page, close } = await reader(browser, server.origin, { viewport });
        await page.goto(server.origin + address, { waitUntil: "networkidle" });
        const { inner, scroll } = await page.evaluate(() => ({
          inner: window.innerWidth,
          scroll: document.documentElement.scrollWidth,
        }));
        assert.ok(scroll <= inner, `${scroll} px in ${inner}`);
        await close();
      });

      test(`${address} is the same every time`, async () => {
        const [one, two] = [await raw(server.origin, address), await raw(server.origin, address)];
        assert.equal(one.status, 200);
        assert.ok(one.body.equals(two.body));
        assert.equal(one.headers["set-cookie"], undefined);
      });
    }

    for (const path of plainPages) {
      test(`/${code}/${path} is light and has no script`, async () => {
        const { page, close } = await reader(browser, server.origin);
        const sizes = [];
        page.on("requestfinished", (request) => {
          if (request.resourceType() !== "font") sizes.push(request.sizes());
        });
        await page.goto(`${server.origin}/${code}/${path}`, { waitUntil: "networkidle" });
        assert.equal(await page.locator("script").count(), 0);
        const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size.responseBodySize, 0);
        assert.ok(bytes > 0 && bytes <= FIRST_VIEW, `${bytes} bytes`);
        await close();
      });
    }

    test(`every link from /${code}/ on leads somewhere`, async () => {
      const seen = new Map([[`/${code}/`, "the start"]]);
      for (const [address, source] of seen) {
        const answer = await raw(server.origin, address);
        assert.equal(answer.status, 200, `${address}, linked from ${source}`);
        if (!/^text\/html/.test(answer.headers["content-type"])) continue;
        for (const link of links(answer.body.toString("utf8"))) {
          const { origin, pathname, search } = new URL(link, server.origin + address);
          if (origin === server.origin && !seen.has(pathname + search)) {
            seen.set(pathname + search, address);
          }
        }
        assert.ok(seen.size < 2_000, "the links do not end");
      }
      assert.ok(seen.size >= pages.length, `only ${seen.size} addresses were found`);
    });
  });
}

test("pages say what a browser may do with them", async () => {
  for (const address of ["/fa/", "/fa/verify", "/v", "/fa/figures"]) {
    const { headers } = await raw(server.origin, address);
    const policy = headers["content-security-policy"];
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*|http:/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["x-content-type-options"], "nosniff");
  }
});

test("the front door leads to a language", async () => {
  const { page, close } = await reader(browser, server.origin);
  const response = await page.goto(`${server.origin}/`);
  assert.equal(response.status(), 200);
  const language = await page.locator("html").getAttribute("lang");
  assert.ok(languages.some(({ code }) => code === language), language);
  await close();
});

function links(html) {
  return [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)]
    .map(([, link]) => link.replaceAll("&amp;", "&"))
    .filter((link) => !/^(mailto|tel|data):/.test(link));
}
