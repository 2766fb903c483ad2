// A certificate is checked as people give it: pasted, or as a photo of whatever kind.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { launch, reader } from "./harness/browser.js";
import { checker, openChecker, paste, verdict } from "./harness/checker.js";
import { jpegHeader, png, webpHeader } from "./harness/picture.js";
import { certificate, demo, languages, numbers, signed } from "./harness/portal.js";
import { startServer } from "./harness/server.js";

/** When the island ends the worker that reads a photo, in milliseconds. */
const KILL_TIME = 15_000;

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
  describe(`the page in ${code}`, () => {
    let page, faults, close;
    before(async () => ({ page, faults, close } = await reader(browser, server.origin)));
    beforeEach(() => openChecker(page, `${server.origin}/${code}/verify`));
    after(() => close?.());

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
        // Nothing given takes the verdict before away.
        await paste(page, "");
        await page.locator('[data-verdict="unknown"]').waitFor();
        await paste(page, text);
        await page.locator(`[data-verdict="${signed}"]`).waitFor();
        assert.doesNotMatch(page.url(), /[0-9]{20}/);
      }
      assert.deepEqual(faults, []);
    });

    test("refuses a text that is no certificate", async () => {
      for (const text of ["hello", "https://example.org/", "12345", "<script>alert(1)</script>"]) {
        await paste(page, certificate());
        await page.locator(`[data-verdict="${signed}"]`).waitFor();
        await paste(page, text);
        await page.locator('[data-verdict="refused"]').waitFor();
      }
      assert.deepEqual(faults, []);
    });

    test("does not know what to say of nothing", async () => {
      for (const text of ["", "  \n", "\u200f"]) {
        await paste(page, certificate());
        await page.locator(`[data-verdict="${signed}"]`).waitFor();
        await paste(page, text);
        await page.locator('[data-verdict="unknown"]').waitFor();
      }
      assert.deepEqual(faults, []);
    });

    test("reads the picture of a certificate", async () => {
      await page.locator(checker.photo).setInputFiles(file("certificate.png"));
      assert.equal(await verdict(page), signed);
      assert.deepEqual(faults, []);
    });

    test("says so when a picture has no code, or is none", async () => {
      const blank = await photo("<p>Only words, and no code.</p>");
      const broken = Buffer.from("this is not a picture");
      const said = new Set();
      for (const buffer of [blank, broken]) {
        await openChecker(page, `${server.origin}/${code}/verify`);
        const words = await reason(page, { name: "photo.jpg", mimeType: "image/jpeg", buffer });
        assert.ok(words.length > 40, words);
        said.add(words);
      }
      assert.equal(said.size, 2, "two reasons, one word for both");
    });

    test("says so when a picture is too large, without unpacking it", async () => {
      const buffer = enormous();
      assert.ok(buffer.length < 200_000, `${buffer.length} bytes`);
      const start = performance.now();
      const words = await reason(page, { name: "photo.png", mimeType: "image/png", buffer });
      assert.ok(performance.now() - start < KILL_TIME);
      // The limits, in megabytes and megapixels: no other reason names them.
      assert.deepEqual(numbers(words), [40, 100]);
      assert.deepEqual(faults, []);
    });
  });
}

test("every format's header is asked for the size of the picture", async () => {
  const { page, close } = await open("/en/verify");
  const pictures = [
    ["image/jpeg", jpegHeader(30_000, 30_000), true],
    ["image/jpeg", jpegHeader(300, 300), false],
    ["image/webp", webpHeader(30_000, 30_000), true],
    ["image/webp", webpHeader(300, 300), false],
  ];
  for (const [mimeType, buffer, tooLarge] of pictures) {
    await openChecker(page, `${server.origin}/en/verify`);
    const words = await reason(page, { name: "photo", mimeType, buffer });
    // A header alone is no picture: one that is small enough goes to the browser, which says so.
    assert.deepEqual(numbers(words), tooLarge ? [40, 100] : [], `${mimeType}: ${words}`);
  }
  await close();
});

test("the latest of what is given has the last word", async () => {
  const { page, faults, close } = await open("/en/verify");
  const blank = await photo("<p>Only words, and no code.</p>");
  const started = page.waitForEvent("worker");
  // In one go, so that nothing of the photo can have been read when the text comes.
  await page.evaluate(
    ({ checker, bytes, digits }) => {
      const given = new DataTransfer();
      given.items.add(new File([Uint8Array.from(bytes)], "photo.jpg", { type: "image/jpeg" }));
      const photo = document.querySelector(checker.photo);
      photo.files = given.files;
      photo.dispatchEvent(new Event("change", { bubbles: true }));
      const paste = document.querySelector(checker.paste);
      paste.value = digits;
      paste.dispatchEvent(new Event("input", { bubbles: true }));
      document.querySelector(checker.button).click();
    },
    { checker, bytes: [...blank], digits: certificate() },
  );
  const worker = await started;
  assert.equal(await verdict(page), signed);
  // The photo has been read, or given up, when its worker is gone.
  if (page.workers().includes(worker)) await worker.waitForEvent("close");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  assert.equal(await verdict(page), signed);
  assert.deepEqual(faults, []);
  await close();
});

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

/** Why nothing can be said of this photo. */
async function reason(page, upload) {
  await page.locator(checker.photo).setInputFiles(upload);
  const said = page.locator(".result .verdict-reason");
  await said.first().waitFor();
  assert.equal(await verdict(page), "unknown");
  return said.first().innerText();
}

let largest;
/** 900 megapixels in a tenth of a megabyte. */
function enormous() {
  largest ??= png(30_000, 30_000);
  return largest;
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
