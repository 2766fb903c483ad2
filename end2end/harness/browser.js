// Debian's Chromium, and readers of several kinds in it.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Starts the browser, silent but for what a test asks of it. */
export function launch(extra = []) {
  const executablePath = process.env.CHROMIUM ?? paths.find((path) => existsSync(path));
  if (!executablePath) throw new Error("there is no Chromium: apt-get install chromium");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-domain-reliability",
      "--disable-sync",
      "--no-first-run",
      ...extra,
    ],
  });
}

/**
 * A fresh reader: no cache, no cookies. What goes wrong around the page is kept in `faults`:
 * messages of the console, errors of scripts, requests that failed or went to another host.
 */
export async function reader(browser, origin, options = {}) {
  const context = await browser.newContext({ locale: "fa-IR", ...options });
  // What a page does not show within this time, it does not show.
  context.setDefaultTimeout(15_000);
  const faults = [];
  context.on("console", (message) => {
    // The browser reports a page that answers 404 here too; the tests of errors look at those.
    const missing = message.text().startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !missing) faults.push(message.text());
  });
  context.on("weberror", (error) => faults.push(String(error.error())));
  context.on("requestfailed", (request) => {
    // A page that is left before it has loaded everything cuts its own requests off.
    const why = request.failure()?.errorText;
    if (why === "net::ERR_ABORTED") return;
    // Where scripts are off, the browser does not fetch the one that the page would preload.
    if (options.javaScriptEnabled === false && why === "csp") return;
    faults.push(`failed: ${request.url()}`);
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (["http:", "https:", "ws:", "wss:"].includes(url.protocol) && url.origin !== origin) {
      faults.push(`another host: ${request.url()}`);
    }
  });
  context.on("response", (response) => {
    if (response.headers()["set-cookie"]) faults.push(`cookie: ${response.url()}`);
    const page = response.request().isNavigationRequest();
    if (response.status() >= 400 && !page) faults.push(`${response.status()}: ${response.url()}`);
  });
  const page = await context.newPage();
  return { context, page, faults, close: () => context.close() };
}
