// A certificate is checked in the reader's own browser, by every way in, and nobody is told.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, reader } from "./harness/browser.js";
import {
  altered, certificate, certificates, checker, demo, languages, openChecker, signed,
} from "./harness/portal.js";
import { startRecorder, startServer } from "./harness/server.js";

const VERDICTS = ["genuine", "caution", "refused", "unknown"];

let server, browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

describe("the address of the QR code", () => {
  test("shows the verdict, and drops the certificate from the address bar", async () => {
    const { page, faults, close } = await open(`/v#${certificate()}`);
    assert.equal(await verdict(page), signed);
    assert.equal(await page.evaluate(() => location.hash), "");
    assert.doesNotMatch(page.url(), /#|[0-9]{20}/);
    // Nor does the way back lead to it.
    await page.goto(`${server.origin}/fa/about`);
    await page.goBack({ waitUntil: "networkidle" });
    assert.doesNotMatch(page.url(), /#|[0-9]{20}/);
    assert.deepEqual(faults, []);
    await close();
  });

  test("gives every certificate of the demonstration a verdict that stands", async () => {
    const all = certificates();
    assert.ok(all.length > 1, "one certificate proves little");
    for (const digits of all) {
      const { page, close } = await open(`/v#${digits}`);
      assert.equal(await verdict(page), signed, digits);
      await close();
    }
  });

  test("says the signed facts", async () => {
    const { page, close } = await open(`/v#${certificate()}`);
    await verdict(page);
    assert.ok((await page.locator("main dl dt").count()) >= 5);
    assert.ok((await page.locator("main time").count()) >= 1);
    await close();
  });

  test("with one digit altered is refused, wherever the digit stands", async () => {
    const digits = certificate();
    const step = Math.floor(digits.length / 12);
    for (let place = 0; place < digits.length; place += step) {
      const { page, close } = await open(`/v#${altered(digits, place)}`);
      assert.equal(await verdict(page), "refused", `digit ${place}`);
      await close();
    }
  });

  test("cut short, lengthened or of an unknown profile is never taken for good", async () => {
    const digits = certificate();
    const texts = [digits.slice(0, -1), digits.slice(0, 40), `${digits}0`, `9${digits.slice(1)}`, "1"];
    for (const text of texts) {
      const { page, close } = await open(`/v#${text}`);
      assert.ok(["refused", "unknown"].includes(await verdict(page)), text.slice(0, 40));
      await close();
    }
  });

  test("opened after another one gives its own verdict", async () => {
    const { page, close } = await open(`/v#${certificate()}`);
    assert.equal(await verdict(page), signed);
    await page.evaluate((digits) => (location.hash = digits), altered(certificate(), 200));
    await page.locator('[data-verdict="refused"]').waitFor();
    assert.equal(await page.evaluate(() => location.hash), "");
    await close();
  });
});

describe("nobody learns what was checked", () => {
  test("two certificates cause the same requests, byte for byte", async (t) => {
    const recorder = await startRecorder(server.origin);
    t.after(() => recorder.stop());
    const all = certificates();
    const [one, two] = [all[0], all[all.length - 1]];
    assert.notEqual(one, two);
    const traffic = [];
    for (const digits of [one, two]) {
      const { page, close } = await open(`/v#${digits}`, recorder.origin);
      await verdict(page);
      await page.waitForLoadState("networkidle");
      await close();
      traffic.push(recorder.take());
    }
    assert.ok(traffic[0].length >= 3, "the page loads at least itself, a script and a module");
    assert.deepEqual(sorted(traffic[0]), sorted(traffic[1]));
    for (const [index, digits] of [one, two].entries()) silent(traffic[index], digits);
  });

  test("pasting and photographing send nothing at all", async (t) => {
    const recorder = await startRecorder(server.origin);
    t.after(() => recorder.stop());
    const { page, close } = await open("/fa/verify", recorder.origin);
    await page.locator(checker.paste).fill(certificate());
    await submit(page);
    assert.equal(await verdict(page), signed);
    await page.locator(checker.photo).setInputFiles(file("certificate.png"));
    assert.equal(await verdict(page), signed);
    const traffic = recorder.take();
    silent(traffic, certificate());
    assert.ok(traffic.every(({ method, body }) => method === "GET" && body === ""));
    await close();
  });
});

for (const { code } of languages) {
  describe(`the page in ${code}`, () => {
    test("takes what is pasted, as people paste it", async () => {
      const digits = certificate();
      const persian = [...digits].map((digit) => String.fromCharCode(0x6f0 + Number(digit))).join("");
      const forms = [
        digits,
        `https://gavah.example/v#${digits}`,
        `\u200f${digits.replace(/(.{17})/g, "$1 \n")}\u200e`,
        persian,
      ];
      for (const text of forms) {
        const { page, faults, close } = await open(`/${code}/verify`);
        await page.locator(checker.paste).fill(text);
        await submit(page);
        assert.equal(await verdict(page), signed, text.slice(0, 40));
        assert.doesNotMatch(page.url(), /[0-9]{20}/);
        assert.deepEqual(faults, []);
        await close();
      }
    });

    test("says so when the text is no certificate", async () => {
      for (const text of ["hello", "https://example.org/", "12345"]) {
        const { page, close } = await open(`/${code}/verify`);
        await page.locator(checker.paste).fill(text);
        await submit(page);
        assert.ok(["refused", "unknown"].includes(await verdict(page)), text);
        await close();
      }
    });

    test("reads the picture of a certificate", async () => {
      const { page, faults, close } = await open(`/${code}/verify`);
      await page.locator(checker.photo).setInputFiles(file("certificate.png"));
      assert.equal(await verdict(page), signed);
      assert.deepEqual(faults, []);
      await close();
    });

    test("says so when a picture has no code, or is none", async () => {
      const blank = await photo("<p>Only words, and no code.</p>");
      const broken = Buffer.from("this is not a picture");
      for (const buffer of [blank, broken]) {
        const { page, close } = await open(`/${code}/verify`);
        const upload = { name: "photo.jpg", mimeType: "image/jpeg", buffer };
        await page.locator(checker.photo).setInputFiles(upload);
        const said = page.locator(".result [data-verdict]");
        await said.waitFor();
        assert.ok((await said.innerText()).length > 40, await said.innerText());
        assert.equal(await verdict(page), "unknown");
        await close();
      }
    });
  });
}

test("a photo that is turned, blurred and badly compressed is read too", async () => {
  const source = `data:image/png;base64,${demo("certificate.png").toString("base64")}`;
  const buffer = await photo(
    `<img src="${source}" style="inline-size: 560px; margin: 60px; rotate: 8deg;
       filter: blur(0.7px) contrast(0.8)">`,
  );
  const { page, close } = await open("/fa/verify");
  const upload = { name: "photo.jpg", mimeType: "image/jpeg", buffer };
  await page.locator(checker.photo).setInputFiles(upload);
  assert.equal(await verdict(page), signed);
  await close();
});

test("the verdict is announced, and can be reached by keyboard alone", async () => {
  const { page, close } = await open("/en/verify");
  await page.locator(checker.paste).focus();
  await page.keyboard.insertText(certificate());
  const button = page.locator(checker.button);
  for (let count = 0; count < 10; count += 1) {
    if (await button.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  assert.equal(await verdict(page), signed);
  const announced = await page.locator("[data-verdict]").first().evaluate((element) => {
    const live = element.closest("[role=status],[role=alert],[aria-live]");
    return live !== null || element.contains(document.activeElement);
  });
  assert.ok(announced, "neither a live region nor the focus says that there is a verdict");
  await close();
});

test("the printed certificate opens by itself", async () => {
  const { page, close } = await reader(browser, server.origin);
  const html = demo("certificate.html").toString("utf8");
  assert.match(html, /<html[^>]*\slang="fa"/);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.setContent(html, { waitUntil: "networkidle" });
  const foreign = asked.filter((url) => /^https?:/.test(url) && !url.startsWith(server.origin));
  assert.deepEqual(foreign, []);
  assert.ok((await page.locator("svg").count()) > 0, "the code is drawn in the page");
  await close();
});

async function open(address, origin = server.origin) {
  const opened = await reader(browser, origin);
  await openChecker(opened.page, origin + address);
  return opened;
}

/** The verdict that the page shows, once it shows one. */
async function verdict(page) {
  const section = page.locator("[data-verdict]").first();
  await section.waitFor();
  const value = await section.getAttribute("data-verdict");
  assert.ok(VERDICTS.includes(value), value);
  return value;
}

function submit(page) {
  return page.locator(checker.button).click();
}

function file(name) {
  return { name, mimeType: "image/png", buffer: demo(name) };
}

/** What a camera would make of a page: a compressed picture. */
async function photo(html) {
  const context = await browser.newContext({ viewport: { width: 720, height: 900 } });
  const page = await context.newPage();
  await page.setContent(`<body style="background: #ddd">${html}</body>`);
  await page.waitForLoadState("load");
  const picture = await page.screenshot({ type: "jpeg", quality: 60 });
  await context.close();
  return picture;
}

/** Requests in an order of their own: browsers load in parallel. */
function sorted(requests) {
  return requests.map((request) => JSON.stringify(request)).sort();
}

/** No part of a certificate long enough to tell it from another stands in any request. */
function silent(requests, digits) {
  const sent = JSON.stringify(requests);
  for (let place = 0; place + 12 <= digits.length; place += 1) {
    const part = digits.slice(place, place + 12);
    assert.ok(!sent.includes(part), `digits ${place} to ${place + 12} were sent`);
  }
}
