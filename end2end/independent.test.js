// Programs that share no code with the portal come to the same answer from the same paper.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { altered, certificate, certificates, python } from "./harness/portal.js";
import { places } from "./harness/server.js";

const address = (digits) => `https://gavah.example/v#${digits}`;
const keys = join(places.demo, "keys.txt");
const verify = (text) => {
  const { code, output } = python("verify.py", keys, text);
  return { code, facts: JSON.parse(output) };
};

test("another verifier finds every certificate signed by the issuer", () => {
  for (const digits of certificates()) {
    const { code, facts } = verify(address(digits));
    assert.equal(code, 0, JSON.stringify(facts));
    assert.equal(facts.force, "demonstration");
    assert.match(facts.case, /\S/);
    assert.ok(facts.violations.length > 0);
  }
});

test("another verifier refuses an altered digit", () => {
  const digits = certificate();
  for (const place of [9, 40, 150, digits.length - 60, digits.length - 1]) {
    const { code, facts } = verify(address(altered(digits, place)));
    assert.equal(code, 1, `digit ${place}`);
    assert.equal(facts.result, "refused");
  }
});

test("another decoder reads the same text from the picture", () => {
  const { code, output } = python("decode_qr.py", join(places.demo, "certificate.png"));
  assert.equal(code, 0);
  assert.match(output.trim(), new RegExp(`^https?://[^/#]+/v#${certificate()}$`));
});
