// The address in a QR code is checked in the reader's own browser, and nobody is told.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, reader } from "./harness/browser.js";
import { checker, openChecker, paste, verdict } from "./harness/checker.js";
import { altered, certificate, certificates, demo, signed } from "./harness/portal.js";
import { startRecorder, startServer } from "./harness/server.js";

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
    const { page, faults, close } = await open("/v");
    for (const digits of all) {
      await arrive(page, digits);
      assert.equal(await verdict(page), signed, digits);
    }
    assert.deepEqual(faults, []);
    await close();
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
    const { page, close } = await open("/v");
    for (let place = 0; place < digits.length; place += step) {
      await arrive(page, altered(digits, place));
      assert.equal(await verdict(page), "refused", `digit ${place}`);
    }
    await close();
  });

  test("damaged in any way is never taken for good, and leaves the address bar", async () => {
    const digits = certificate();
    const texts = [
      digits.slice(0, -1),
      digits.slice(0, 40),
      digits.slice(0, digits.length / 2),
      `${digits}0`,
      `9${digits.slice(1)}`,
      "1",
      "10x00000",
      `10x00000${digits.slice(8)}`,
      `${digits.slice(0, 2)}x${digits.slice(3)}`,
      "abc",
      "%31%30",
      `${[...digits].map((digit) => `%3${digit}`).join("")}x`,
      "%",
      "%ff",
      `x${digits}`,
    ];
    const { page, faults, close } = await open("/v");
    for (const text of texts) {
      await arrive(page, text);
      assert.ok(["refused", "unknown"].includes(await verdict(page)), text.slice(0, 40));
      assert.equal(page.url(), `${server.origin}/v`, text.slice(0, 40));
    }
    assert.deepEqual(faults, []);
    await close();
  });

  test("is not to be confused with a place on the page", async () => {
    const { page, close } = await open("/v");
    const places = await page.locator("a[href^='#']").evaluateAll((all) => all.map((a) => a.hash));
    assert.ok(places.length > 0, "the page has no link to a place of its own");
    for (const place of places) {
      await arrive(page, place.slice(1));
      assert.equal(await page.evaluate(() => location.hash), place);
      assert.equal(await page.locator("[data-verdict]").count(), 0, place);
    }
    await close();
  });

  test("opened after another one gives its own verdict", async () => {
    const { page, close } = await open(`/v#${certificate()}`);
    assert.equal(await verdict(page), signed);
    for (const fragment of [altered(certificate(), 200), "abc"]) {
      await page.evaluate((text) => (location.hash = text), fragment);
      await page.locator('[data-verdict="refused"]').waitFor();
      await page.waitForFunction(() => location.hash === "");
    }
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
    await paste(page, certificate());
    assert.equal(await verdict(page), signed);
    await page.locator(checker.photo).setInputFiles(file("certificate.png"));
    assert.equal(await verdict(page), signed);
    const traffic = recorder.take();
    silent(traffic, certificate());
    assert.ok(traffic.every(({ method, body }) => method === "GET" && body === ""));
    await close();
  });
});

async function open(address, origin = server.origin) {
  const opened = await reader(browser, origin);
  await openChecker(opened.page, origin + address);
  return opened;
}

/** Comes to the page anew, with this after the `#` of its address. */
async function arrive(page, fragment) {
  // From `/v` to `/v#…` the browser would not load anything.
  await page.goto("about:blank");
  await openChecker(page, `${server.origin}/v#${fragment}`);
}

function file(name) {
  return { name, mimeType: "image/png", buffer: demo(name) };
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
