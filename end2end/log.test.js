// The public log: its page, what the verifier says of it, and what it says when the log is away,
// late, altered or not confirmed.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { launch, reader } from "./harness/browser.js";
import { checker, openChecker, paste, verdict } from "./harness/checker.js";
import { certificate, certificates, demo, languages, numbers, signed } from "./harness/portal.js";
import { raw, startRecorder, startServer } from "./harness/server.js";

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
  describe(`the log in ${code}`, () => {
    test("its page says what its checkpoint says", async () => {
      const { page, faults, close } = await reader(browser, server.origin);
      await page.goto(`${server.origin}/${code}/log`);
      const [origin, size, root] = (await checkpoint()).split("\n");
      const words = await page.locator(".log-state").innerText();
      assert.ok(words.includes(origin) && words.includes(root), words);
      assert.equal(numbers(await page.locator(".log-size").innerText())[0], Number(size));
      const names = demo("policy.txt").toString("utf8").match(/^witness \S+/gm);
      assert.ok(names.length > 0);
      const rows = page.locator(".witnesses tbody tr");
      assert.equal(await rows.count(), names.length);
      assert.equal(await rows.locator("time").count(), names.length, "all have cosigned");
      assert.ok((await page.locator(".counts tbody tr").count()) >= 1);
      const commands = await page.locator("main pre").allInnerTexts();
      assert.ok(commands.some((text) => text.includes(`gavah log monitor ${server.origin}/log`)));
      assert.ok(commands.some((text) => text.includes("gavah witness")));
      assert.deepEqual(faults, []);
      await close();
    });

    test("every page leads to it, with its size", async () => {
      const { page, close } = await reader(browser, server.origin);
      const [, size] = (await checkpoint()).split("\n");
      for (const path of ["", "verify", "about", "log"]) {
        await page.goto(`${server.origin}/${code}/${path}`);
        const link = page.locator(`.footer a[href="/${code}/log"]`);
        assert.equal(numbers(await link.innerText())[0], Number(size), path);
      }
      await close();
    });

    test("a certificate is in it", async () => {
      const { page, faults, close } = await open(`/${code}/verify`);
      await paste(page, certificate());
      assert.equal(await verdict(page), signed);
      assert.equal(await answer(page), "included");
      const time = page.locator(".verdict-log time");
      assert.match(await time.getAttribute("datetime"), /^20\d\d-\d\d-\d\dT\d\d:\d\dZ$/);
      const [, size] = (await checkpoint()).split("\n");
      await page.locator(".checks summary").click();
      const detail = numbers(await page.locator("[data-check=log] dd").innerText());
      assert.deepEqual(detail.slice(-2), [place(certificate()), Number(size)]);
      assert.deepEqual(faults, []);
      await close();
    });

    test("a certificate at another place is not in it, and that is not green", async () => {
      const { page, faults, close } = await open(`/${code}/verify`);
      for (const other of [place(certificate()) - 1, 0]) {
        await paste(page, placed(certificate(), other));
        const wanted = other === 0 ? "no-place" : "not-found";
        await page.locator(`.verdict-log [data-log="${wanted}"]`).waitFor();
        assert.equal(await verdict(page), "caution");
        const words = await page.locator(".verdict-text").innerText();
        assert.ok(words.length > 60, words);
      }
      assert.deepEqual(faults, []);
      await close();
    });

    test("a place that the log has not reached is not checked", async () => {
      const { page, faults, close } = await open(`/${code}/verify`);
      await paste(page, placed(certificate(), 99_999_999));
      assert.equal(await verdict(page), signed);
      assert.equal(await answer(page), "not-checked");
      assert.deepEqual(faults, []);
      await close();
    });

    test("without scripts the server looks there", async () => {
      const { page, close } = await reader(browser, server.origin, { javaScriptEnabled: false });
      const good = certificate();
      for (const [digits, wanted] of [
        [good, "included"],
        [placed(good, 1), "not-found"],
        [placed(good, 99_999_999), "not-checked"],
      ]) {
        await page.goto(`${server.origin}/${code}/verify`);
        const form = page.locator(checker.plain);
        await form.locator("textarea").fill(digits);
        await form.locator("[type=submit]").click();
        assert.equal(await verdict(page), "caution");
        assert.equal(await page.locator(".verdict-log [data-log]").getAttribute("data-log"), wanted);
      }
      await close();
    });

    test("every reason for not looking is said, and the verdict stands", async () => {
      const said = new Set();
      for (const [name, change] of Object.entries(hindrances)) {
        const { page, context, close } = await open(`/${code}/verify`);
        await context.route("**/log/**", change);
        await paste(page, certificate());
        assert.equal(await verdict(page), signed, name);
        assert.equal(await answer(page), "not-checked", name);
        said.add(await page.locator(".verdict-log").innerText());
        await close();
      }
      assert.equal(said.size, Object.keys(hindrances).length, [...said].join("\n"));
    });
  });
}

/** What can stand between a reader and the log, each with words of its own. */
const hindrances = {
  "the network is cut": (route) => route.abort("internetdisconnected"),
  "there is no log": (route) => route.fulfill({ status: 404, body: "" }),
  "a tile is altered": async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    if (route.request().url().includes("/tile/")) body[body.length - 5] ^= 1;
    await route.fulfill({ response, body });
  },
  "the checkpoint is altered": changed((note) => note.replace(/\n(\d+)\n/, "\n1$1\n")),
  "an old checkpoint is shown": async (route) => {
    if (!route.request().url().endsWith("/log/checkpoint")) return route.continue();
    const { body } = await raw(server.origin, "/log/checkpoints/1");
    return route.fulfill({ body });
  },
  "too few witnesses have signed": changed((note) => note.split("\n").slice(0, 5).join("\n") + "\n"),
};

function changed(change) {
  return async (route) => {
    if (!route.request().url().endsWith("/log/checkpoint")) return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, body: change(await response.text()) });
  };
}

test("an endless, a cut and a false answer end as 'not checked'", async () => {
  const bodies = {
    "an endless note": (route) => route.fulfill({ body: "x".repeat(1_000_000) }),
    "a note that is not UTF-8": (route) => route.fulfill({ body: Buffer.from([0xff, 0xfe, 10]) }),
    "an empty note": (route) => route.fulfill({ body: "" }),
    "an error": (route) => route.fulfill({ status: 503, body: "later" }),
    "a redirect": (route) =>
      route.fulfill({ status: 302, headers: { location: "/keys.txt" }, body: "" }),
    "tiles too long": async (route) => {
      if (!route.request().url().includes("/tile/")) return route.continue();
      return route.fulfill({ body: Buffer.alloc(9_000) });
    },
    "tiles too short": async (route) => {
      if (!route.request().url().includes("/tile/")) return route.continue();
      return route.fulfill({ body: Buffer.alloc(31) });
    },
    "no tiles": async (route) => {
      if (!route.request().url().includes("/tile/")) return route.continue();
      return route.fulfill({ status: 404, body: "" });
    },
  };
  for (const [name, change] of Object.entries(bodies)) {
    const { page, context, close } = await open("/en/verify");
    await context.route("**/log/**", change);
    await paste(page, certificate());
    assert.equal(await verdict(page), signed, name);
    assert.equal(await answer(page), "not-checked", name);
    await close();
  }
});

test("a partial tile that is gone is read from the full one", async () => {
  const { page, context, close } = await open("/en/verify");
  const asked = [];
  await context.route("**/log/tile/**", async (route) => {
    const url = route.request().url();
    asked.push(url);
    if (url.includes(".p/")) return route.fulfill({ status: 404, body: "" });
    if (asked.some((other) => other.startsWith(`${url}.p/`))) {
      // As a log that has grown since would have it: wider, and the same at its beginning.
      const partial = asked.find((other) => other.startsWith(`${url}.p/`));
      const { body } = await raw(server.origin, new URL(partial).pathname);
      return route.fulfill({ body: Buffer.concat([body, Buffer.alloc(8_192 - body.length, 7)]) });
    }
    return route.continue();
  });
  await paste(page, certificate());
  assert.equal(await answer(page), "included");
  assert.ok(asked.some((url) => url.includes(".p/")), asked.join("\n"));
  await close();
});

test("the verdict does not wait for a slow log, and is told once it comes", async () => {
  const { page, context, close } = await open("/en/verify");
  let answered;
  const held = new Promise((resolve) => (answered = resolve));
  await context.route("**/log/checkpoint", async (route) => {
    await held;
    await route.continue();
  });
  await paste(page, certificate());
  assert.equal(await verdict(page), signed);
  assert.equal(await page.locator(".verdict-log [data-log]").getAttribute("data-log"), "asked");
  // What the reader does meanwhile stays, and nothing moves.
  await page.locator(".fact-tick").first().check();
  const title = page.locator(".verdict-title");
  await title.evaluate((element) => (element.dataset.mark = "seen"));
  const before = await page.locator(".facts").boundingBox();
  answered();
  await page.locator('.verdict-log [data-log="included"]').waitFor();
  assert.ok(await page.locator(".fact-tick").first().isChecked());
  assert.equal(await title.getAttribute("data-mark"), "seen", "the verdict was not made anew");
  assert.equal((await page.locator(".facts").boundingBox()).y, before.y, "the facts moved");
  const live = page.locator(".result[aria-live=polite][aria-atomic=false] .verdict-log");
  assert.equal(await live.count(), 1);
  await close();
});

test("the log decides what a compromised key's certificate is worth", async (t) => {
  const recorder = await startRecorder(server.origin);
  t.after(() => recorder.stop());
  const size = Number((await checkpoint()).split("\n")[1]);
  const later = 9_999_999_999;
  const rows = [
    // In the tree of the bound, which enough witnesses had confirmed before its time.
    [`${size}@${later}`, "caution", "included"],
    // The same tree, but nobody confirmed it before that time.
    [`${size}@1000`, "unknown", "included"],
    // The tree of the bound ends before the certificate.
    [`1@${later}`, "refused", "not-found"],
    // There never was a public checkpoint of this size.
    [`${size + 1}@${later}`, "unknown", "not-checked"],
    ["-", "refused", "not-checked"],
  ];
  for (const [bound, wanted, said] of rows) {
    const { page, context, close } = await reader(browser, recorder.origin);
    await context.route("**/en/verify", async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll(" active -", ` compromised ${bound}`);
      assert.ok(body.includes(`compromised ${bound}`), "the page carries its keys");
      await route.fulfill({ response, body });
    });
    await openChecker(page, `${recorder.origin}/en/verify`);
    recorder.take();
    await paste(page, certificate());
    assert.equal(await answer(page), said, bound);
    assert.equal(await verdict(page), wanted, bound);
    const asked = recorder.take().map(({ url }) => url).filter((url) => url.includes("checkpoint"));
    const [index] = bound.split("@");
    assert.deepEqual(asked, bound === "-" ? [] : [`/log/checkpoints/${index}`]);
    await close();
  }
});

test("a log that never answers is given up", async () => {
  const { page, context, close } = await open("/en/verify");
  await context.route("**/log/checkpoint", () => {});
  await paste(page, certificate());
  assert.equal(await verdict(page), signed);
  await page.locator('[data-log="not-checked"]').waitFor({ timeout: 30_000 });
  assert.match(await page.locator(".verdict-log").innerText(), /in time/);
  await close();
});

test("the log's answer for one certificate never lands on the next", async () => {
  const { page, context, close } = await open("/en/verify");
  let answered;
  const held = new Promise((resolve) => (answered = resolve));
  let count = 0;
  await context.route("**/log/checkpoint", async (route) => {
    count += 1;
    if (count === 1) await held;
    await route.continue();
  });
  // The first would be "not found"; the second is in the log.
  await paste(page, placed(certificate(), 1));
  assert.equal(await answer(page, "asked"), "asked");
  await paste(page, certificate());
  await page.locator('.verdict-log [data-log="included"]').waitFor();
  answered();
  await page.waitForLoadState("networkidle");
  await pause(300);
  assert.equal(await page.locator(".verdict-log [data-log]").getAttribute("data-log"), "included");
  await close();
});

test("two certificates are looked up with the same requests, byte for byte", async (t) => {
  const recorder = await startRecorder(server.origin);
  t.after(() => recorder.stop());
  const all = certificates();
  const traffic = [];
  for (const digits of [all[0], all[all.length - 1], placed(all[0], 0)]) {
    const { page, close } = await open(`/v#${digits}`, recorder.origin);
    await answer(page);
    await page.waitForLoadState("networkidle");
    await close();
    traffic.push(recorder.take().map((request) => JSON.stringify(request)).sort());
  }
  const paths = traffic[0].map((request) => JSON.parse(request).url);
  assert.ok(paths.includes("/log/checkpoint"), paths.join(" "));
  assert.ok(paths.some((path) => path.startsWith("/log/tile/0/")), paths.join(" "));
  assert.deepEqual(traffic[1], traffic[0]);
  assert.deepEqual(traffic[2], traffic[0], "one without a place tells no more");
  for (const request of traffic[0]) {
    const { headers } = JSON.parse(request);
    const names = headers.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
    assert.ok(!names.includes("cookie") && !names.includes("referer"), request);
  }
});

test("a certificate that is not signed asks the log nothing", async (t) => {
  const recorder = await startRecorder(server.origin);
  t.after(() => recorder.stop());
  const { page, close } = await open("/en/verify", recorder.origin);
  const digits = certificate();
  await paste(page, digits.slice(0, -1) + ((Number(digits.at(-1)) + 1) % 10));
  assert.equal(await verdict(page), "refused");
  await page.waitForLoadState("networkidle");
  await close();
  assert.deepEqual(recorder.take().filter(({ url }) => url.startsWith("/log")), []);
});

/** The text of the public checkpoint. */
async function checkpoint() {
  const { status, body } = await raw(server.origin, "/log/checkpoint");
  assert.equal(status, 200);
  return body.toString("utf8");
}

/** What the log answered, once it has. */
async function answer(page, wanted) {
  const line = page.locator(wanted ? `[data-log="${wanted}"]` : ".verdict-log [data-log]:not([data-log=asked])");
  await line.waitFor();
  return line.getAttribute("data-log");
}

/** The place in the log that the digits state. */
function place(digits) {
  return Number(digits.slice(1, 9));
}

/** The digits with another place in the log. */
function placed(digits, index) {
  return digits.slice(0, 1) + String(index).padStart(8, "0") + digits.slice(9);
}

async function open(address, origin = server.origin) {
  const opened = await reader(browser, origin);
  await openChecker(opened.page, origin + address);
  return opened;
}
