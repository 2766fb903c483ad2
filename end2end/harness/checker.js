// How a reader gives the checker something to check, and sees what it says.
import assert from "node:assert/strict";

const VERDICTS = ["genuine", "caution", "refused", "unknown"];

/** The parts of the page that checks documents. */
export const checker = {
  paste: ".tool #paste",
  photo: ".tool #photo",
  button: ".tool .button-primary",
  plain: '.plain-form form[method="post"]',
};

/** Opens the page that checks documents, and waits for its tool. */
export async function openChecker(page, url) {
  await page.goto(url);
  await page.locator(".tool[data-ready]").waitFor({ state: "attached" });
}

/** The verdict that the page shows, once it shows one. */
export async function verdict(page) {
  const section = page.locator("[data-verdict]").first();
  await section.waitFor();
  const value = await section.getAttribute("data-verdict");
  assert.ok(VERDICTS.includes(value), value);
  return value;
}

/** Gives the tool a text. */
export async function paste(page, text) {
  await page.locator(checker.paste).fill(text);
  await page.locator(checker.button).click();
}
