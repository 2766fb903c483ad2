// axe finds nothing, on any page, in any language, light or dark, on a phone or a desk.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { launch, reader } from "./harness/browser.js";
import { altered, caseToTry, certificate, checker, languages, pages } from "./harness/portal.js";
import { startServer } from "./harness/server.js";

const schemes = ["light", "dark"];
const widths = [320, 1280];

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
  describe(`accessibility in ${code}`, () => {
    for (const path of [...pages, "nothing-here"]) {
      test(`/${code}/${path}`, () => look(`/${code}/${path}`, async () => {}));
    }

    test("a verdict that is good and one that is not", async () => {
      const good = certificate();
      for (const digits of [good, altered(good, good.length - 4)]) {
        await look(`/${code}/verify`, async (page) => {
          await page.locator(checker.paste).fill(digits);
          await page.locator(checker.button).click();
          await page.locator("[data-verdict]").first().waitFor();
        });
      }
    });

    test("where a case stands, and a case that is not found", async () => {
      const { number, code: secret } = caseToTry();
      for (const word of [secret, [...secret].reverse().join("")]) {
        await look(`/${code}/case`, async (page) => {
          await page.locator("main input[name=number]").fill(number);
          await page.locator("main input[name=code]").fill(word);
          await page.locator("main form:has(input[name=code]) [type=submit]").click();
          await page.waitForLoadState("networkidle");
        });
      }
    });
  });
}

async function look(address, act) {
  const { page, close } = await reader(browser, server.origin, { reducedMotion: "reduce" });
  await page.goto(server.origin + address, { waitUntil: "networkidle" });
  await act(page);
  for (const colorScheme of schemes) {
    for (const width of widths) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)]);
      assert.deepEqual(found, [], `${address}, ${colorScheme}, ${width} px`);
    }
  }
  await close();
}
