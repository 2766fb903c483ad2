// With scripts off the portal is whole: figures, the state of a case, and a verdict for those who
// choose to have the server check.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, reader } from "./harness/browser.js";
import { checker } from "./harness/checker.js";
import { altered, certificate, dimensions, languages, month, signed } from "./harness/portal.js";
import { startServer } from "./harness/server.js";

let server, browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const { code } of languages) {
  describe(`without scripts in ${code}`, () => {
    test("figures are read", async () => {
      const { page, faults, close } = await open(`/${code}/figures`);
      await page.locator(`main a[href$="/${code}/figures/${month}"]`).first().click();
      const table = page.locator(`main a[href$="/figures/${month}/${dimensions[0]}"]`).first();
      await table.click();
      assert.equal(new URL(page.url()).pathname, `/${code}/figures/${month}/${dimensions[0]}`);
      assert.ok(await page.locator("main table").first().isVisible());
      assert.ok(await page.locator("main svg").first().isVisible());
      assert.deepEqual(faults, []);
      await close();
    });

    test("the form asks the server, and the address keeps nothing", async () => {
      const good = certificate();
      for (const [digits, wanted] of [[good, signed], [altered(good, 300), "refused"]]) {
        const { page, close } = await open(`/${code}/verify`);
        const form = page.locator(checker.plain);
        await form.locator("textarea").fill(digits);
        await form.locator("[type=submit]").first().click();
        const verdict = page.locator("[data-verdict]").first();
        assert.equal(await verdict.getAttribute("data-verdict"), wanted);
        assert.ok(await verdict.isVisible());
        assert.doesNotMatch(page.url(), /[0-9]{20}/);
        assert.equal(await page.locator("html").getAttribute("lang"), code);
        await close();
      }
    });

    test("the form says so when there is nothing to check, or no certificate", async () => {
      const texts = [["", "unknown"], ["hello", "refused"], ["<script>alert(1)</script>", "refused"]];
      for (const [text, wanted] of texts) {
        const { page, faults, close } = await open(`/${code}/verify`);
        const form = page.locator(checker.plain);
        // The browser's own check would hold the empty form back.
        await form.locator("textarea").evaluate((area) => (area.required = false));
        await form.locator("textarea").fill(text);
        await form.locator("[type=submit]").first().click();
        const verdicts = page.locator("[data-verdict]");
        const values = await verdicts.evaluateAll((all) => all.map((one) => one.dataset.verdict));
        assert.deepEqual(values, [wanted], text);
        assert.ok((await page.locator("main").innerText()).length > 100);
        assert.equal(await page.locator("h1").count(), 1);
        assert.deepEqual(faults, []);
        await close();
      }
    });
  });
}

test("the address of the QR code shows a way on", async () => {
  const { page, close } = await open(`/v#${certificate()}`);
  const form = page.locator(checker.plain);
  const link = page.locator('main a[href$="/verify"]');
  assert.ok((await form.count()) + (await link.count()) > 0, "neither a form nor a link to one");
  await close();
});

async function open(address) {
  const opened = await reader(browser, server.origin, { javaScriptEnabled: false });
  await opened.page.goto(server.origin + address);
  return opened;
}
