// The state of a case: for those who have its code, and for nobody else.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, reader } from "./harness/browser.js";
import { caseToTry, fold, languages } from "./harness/portal.js";
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

for (const { code: language } of languages) {
  describe(`a case in ${language}`, () => {
    test("is told to the one who has its code", async () => {
      const { number, code } = caseToTry();
      const { page, faults, close } = await ask(language, number, code);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      const text = fold(await page.locator("main").innerText());
      assert.ok(text.includes(fold(number)), "the answer does not name its case");
      assert.ok((await page.locator("main time").count()) > 0, "the answer has no dates");
      assert.ok(!(await page.content()).includes(code), "the answer repeats the code");
      assert.doesNotMatch(page.url(), /\?/);
      assert.deepEqual(faults, []);
      await close();
    });

    test("takes the code in any case, with and without its groups", async () => {
      const { number, code } = caseToTry();
      const forms = [` ${code} `, code.toLowerCase(), code.toUpperCase(), code.replace(/[-\s]/g, "")];
      for (const form of forms) {
        const { page, close } = await ask(language, number, form);
        assert.ok((await page.locator("main time").count()) > 0, form);
        await close();
      }
    });
  });
}

test("a wrong code and a case that does not exist get the same answer", async () => {
  const { number, code } = caseToTry();
  const other = number.replace(/[0-9]+$/, (digits) => "9".repeat(digits.length));
  assert.notEqual(other, number);
  // Its check sign fits, so that it is looked up and not sent back as mistyped.
  const wrong = "0000-0000-0000";
  assert.notEqual(wrong, code);
  const [one, two] = [await post(number, wrong), await post(other, wrong)];
  assert.deepEqual([one.status, two.status], [404, 404]);
  const plain = (answer, asked) => answer.body.toString("utf8").replaceAll(asked, "NUMBER");
  assert.equal(plain(one, number), plain(two, other));
  for (const name of ["date", "content-length"]) {
    delete one.headers[name];
    delete two.headers[name];
  }
  assert.deepEqual(one.headers, two.headers);
  assert.match(one.headers["cache-control"] ?? "", /no-store/);
});

test("an empty field is named, linked to, and nothing typed is lost but the code", async () => {
  const { number } = caseToTry();
  const { page, close } = await ask("en", number, "");
  assert.equal(await page.locator("main input[name=number]").inputValue(), number);
  assert.equal(await page.locator("main input[name=code]").inputValue(), "");
  const link = page.locator('main [role=alert] a[href^="#"]').first();
  const target = await link.getAttribute("href");
  assert.equal(await page.locator(`main input[name=code]${target}`).count(), 1);
  await close();
});

test("what is typed is shown as text and never as a page", async () => {
  const { page, faults, close } = await ask("fa", `"><img src=x onerror=alert(1)>`, "ABCD");
  assert.equal(await page.locator("main img").count(), 0);
  assert.deepEqual(faults, []);
  await close();
});

async function ask(language, number, code) {
  const opened = await reader(browser, server.origin);
  const { page } = opened;
  await page.goto(`${server.origin}/${language}/case`);
  const form = page.locator("main form:has(input[name=code])");
  assert.equal((await form.getAttribute("method"))?.toLowerCase(), "post");
  await form.evaluate((element) => (element.noValidate = true));
  await form.locator("input[name=number]").fill(number);
  await form.locator("input[name=code]").fill(code);
  await Promise.all([
    page.waitForEvent("load"),
    form.locator("[type=submit]").first().click(),
  ]);
  return opened;
}

function post(number, code) {
  const body = new URLSearchParams({ number, code }).toString();
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
    origin: server.origin,
    "sec-fetch-site": "same-origin",
  };
  return raw(server.origin, "/en/case", { method: "POST", headers, body });
}
