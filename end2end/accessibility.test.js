// axe finds nothing, on any page and in any state of one, in any language, light or dark, on a
// phone or a desk; and nothing is so wide that a phone must scroll sideways.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { launch, reader } from "./harness/browser.js";
import { checker, openChecker, paste } from "./harness/checker.js";
import { altered, caseToTry, certificate, languages, pages, signed } from "./harness/portal.js";
import { places, startServer } from "./harness/server.js";

const schemes = ["light", "dark"];
const PHONE = 320;
const widths = [PHONE, 1280];
const calm = { reducedMotion: "reduce" };

let server, browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const { code: language } of languages) {
  describe(`accessibility in ${language}`, () => {
    let opened, page;
    before(async () => {
      opened = await reader(browser, server.origin, calm);
      page = opened.page;
    });
    after(() => opened?.close());

    for (const path of pages) {
      test(`/${language}/${path}`, async () => {
        await page.goto(`${server.origin}/${language}/${path}`);
        await look(page);
      });
    }

    test("an address that leads nowhere", async () => {
      const response = await page.goto(`${server.origin}/${language}/nothing-here`);
      assert.equal(response.status(), 404);
      await look(page);
    });

    for (const [digits, verdict] of checks()) {
      test(`the verdict ${verdict}`, async () => {
        await openChecker(page, `${server.origin}/${language}/verify`);
        await paste(page, digits);
        await page.locator(`.result [data-verdict="${verdict}"]`).waitFor();
        await look(page);
      });
    }

    test("the verdict on what is not in the log", async () => {
      await openChecker(page, `${server.origin}/${language}/verify`);
      const digits = certificate();
      await paste(page, `${digits[0]}00000001${digits.slice(9)}`);
      await page.locator('.verdict-log [data-log="not-found"]').waitFor();
      await page.locator(".checks summary").click();
      await look(page);
    });

    test("where a case stands", async () => {
      const { number, code } = caseToTry();
      assert.equal(await ask(page, language, number, code), 200);
      await look(page);
    });

    test("a case that is not found", async () => {
      const { number, code } = caseToTry();
      const other = number.replace(/[0-9]+$/, (digits) => "9".repeat(digits.length));
      assert.equal(await ask(page, language, other, code), 404);
      await look(page);
    });

    test("fields that are empty or do not read", async () => {
      for (const number of ["", "no number"]) {
        assert.equal(await ask(page, language, number, ""), 422);
        assert.ok((await page.locator("main [aria-invalid=true]").count()) >= 1);
        await look(page);
      }
    });

    for (const [digits, verdict] of checks()) {
      // Scripts stay on: axe is one, and the answer is the same page for everybody.
      test(`the verdict ${verdict} as the server's answer`, async () => {
        await page.goto(`${server.origin}/${language}/verify`);
        const form = page.locator(checker.plain);
        await form.evaluate((element) => (element.noValidate = true));
        await form.locator("textarea").fill(digits);
        await form.locator("[type=submit]").click();
        await page.locator(`main > .result [data-verdict="${verdict}"]`).waitFor();
        assert.equal(await page.locator(".tool").count(), 0);
        await look(page);
      });
    }
  });
}

test("/v without a certificate", async () => {
  const { page, close } = await reader(browser, server.origin, calm);
  await openChecker(page, `${server.origin}/v`);
  assert.equal(await page.locator("[data-verdict]").count(), 0);
  await look(page);
  await close();
});

test("the certificate as it is printed", async () => {
  const { page, close } = await reader(browser, server.origin, calm);
  await page.goto(pathToFileURL(join(places.demo, "certificate.html")).href);
  await look(page);
  await close();
});

/** Something to check for every verdict that the demonstration can come to. */
function checks() {
  const good = certificate();
  return [[good, signed], [altered(good, good.length - 4), "refused"], ["", "unknown"]];
}

/** Asks where a case stands; the status of the answer. */
async function ask(page, language, number, code) {
  await page.goto(`${server.origin}/${language}/case`);
  const form = page.locator("main form:has(input[name=code])");
  await form.evaluate((element) => (element.noValidate = true));
  await form.locator("input[name=number]").fill(number);
  await form.locator("input[name=code]").fill(code);
  const [response] = await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === "POST"),
    page.waitForEvent("load"),
    form.locator("[type=submit]").first().click(),
  ]);
  return response.status();
}

async function look(page) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const where = `${page.url()}, ${colorScheme}, ${width} px`;
      // The other mode reports through a page of its own for every look, for frames of other
      // hosts; there are none here.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const found = violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.html)]);
      assert.deepEqual(found, [], where);
      if (width === PHONE) assert.deepEqual(await tooWide(page), [], where);
    }
  }
}

/** What reaches past the edge of the window, when the page can be scrolled sideways. */
function tooWide(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const beyond = [...document.querySelectorAll("body *")].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < 0 || right > clientWidth;
    });
    return [`${scrollWidth} px in ${clientWidth}`, ...beyond.slice(0, 5).map((one) => one.outerHTML.slice(0, 80))];
  });
}
