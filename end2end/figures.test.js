// A figure is the same in the table, the chart, the CSV file and the JSON file, and the files are
// the ones that the release sums.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { launch, reader } from "./harness/browser.js";
import { dimensions, fold, languages, month, numbers } from "./harness/portal.js";
import { raw, startServer } from "./harness/server.js";

const HEADER = "month,dimension,code,name_fa,name_azb,name_en,count,status,lower,upper";

let server, browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const dimension of dimensions) {
  describe(`figures by ${dimension}`, () => {
    test("the CSV file says what the JSON file says", async () => {
      const rows = await csv(dimension);
      const table = JSON.parse(await file(`${dimension}.json`));
      assert.equal(table.month, month);
      assert.equal(table.dimension, dimension);
      const cells = [...table.rows, { code: "total", ...table.total }];
      assert.deepEqual(rows.map(figure), cells.map(figure));
      for (const [row, cell] of rows.slice(0, -1).map((row, index) => [row, table.rows[index]])) {
        assert.deepEqual([row.name_fa, row.name_azb, row.name_en], Object.values(cell.name));
      }
    });

    test("the visible figures add up, or lie around the total", async () => {
      const rows = (await csv(dimension)).map(figure);
      const total = rows.pop();
      assert.equal(total.code, "total");
      assert.ok(rows.length > 1);
      const lower = rows.reduce((sum, row) => sum + (row.count ?? row.lower), 0);
      const upper = rows.reduce((sum, row) => sum + (row.count ?? row.upper ?? Infinity), 0);
      if (total.count === null) return assert.ok(total.lower <= upper);
      assert.ok(lower <= total.count && total.count <= upper, `${lower} ${total.count} ${upper}`);
      if (rows.every((row) => row.count !== null)) assert.equal(lower, total.count);
    });

    for (const { code: language } of languages) {
      test(`the page in ${language} says what the file says`, async () => {
        const { page, faults, close } = await reader(browser, server.origin);
        await page.goto(`${server.origin}/${language}/figures/${month}/${dimension}`);
        const rows = await csv(dimension);
        const total = figure(rows.pop());
        const heads = await page.locator("main .table-region tbody th").allInnerTexts();
        const cells = await page.locator("main .table-region tbody td").allInnerTexts();
        const values = await page.locator("main .chart-bar .bar-value").allTextContents();
        assert.deepEqual([heads.length, cells.length, values.length], Array(3).fill(rows.length));
        for (const [index, row] of rows.entries()) {
          assert.ok(fold(heads[index]).startsWith(fold(row[`name_${language}`])), heads[index]);
          agrees(cells[index], figure(row));
          agrees(values[index], figure(row));
        }
        agrees(await page.locator("main .table-region tfoot td").innerText(), total);
        assert.deepEqual(faults, []);
        await close();
      });
    }

    test("a bar is as long as its figure, and hidden ones are all of one length", async () => {
      const { page, close } = await reader(browser, server.origin);
      await page.goto(`${server.origin}/en/figures/${month}/${dimension}`);
      const rows = (await csv(dimension)).map(figure).slice(0, -1);
      const bars = page.locator("main .chart-bar rect.bar");
      const lengths = await bars.evaluateAll((all) => all.map((bar) => bar.getBBox().width));
      assert.equal(lengths.length, rows.length);
      const full = await page.locator("main .chart-bar").evaluate((chart) => chart.clientWidth);
      const largest = Math.max(1, ...rows.map((row) => row.count ?? 0));
      for (const [index, { code, count }] of rows.entries()) {
        if (count === null) continue;
        // A figure above zero is seen, however small it is: two thousandths are the least.
        const wanted = full * (count === 0 ? 0 : Math.max(count / largest, 0.002));
        const off = Math.abs(lengths[index] - wanted);
        assert.ok(off <= full * 0.002, `${code}: ${lengths[index]} px, not ${wanted}`);
      }
      const hidden = lengths.filter((_, index) => rows[index].count === null);
      assert.ok(hidden.every((length) => length === hidden[0] && length > 0), hidden.join(" "));
      await close();
    });
  });
}

test("every file of the release has the sum that the release says", async () => {
  const list = (await file("SHA256SUMS")).trimEnd().split("\n");
  assert.ok(list.length >= 2 * dimensions.length);
  for (const line of list) {
    const [, sum, path] = /^([0-9a-f]{64}) {2}([a-z0-9._/-]+)$/.exec(line) ?? assert.fail(line);
    const { status, body, headers } = await raw(server.origin, `/releases/${month}/${path}`);
    assert.equal(status, 200, path);
    assert.equal(createHash("sha256").update(body).digest("hex"), sum, path);
    assert.match(headers["cache-control"] ?? "", /immutable/, path);
  }
  for (const dimension of dimensions) {
    assert.ok(list.some((line) => line.endsWith(`  ${dimension}.csv`)));
    assert.ok(list.some((line) => line.endsWith(`  ${dimension}.json`)));
  }
});

test("the pages of a release name its files", async () => {
  const { page, close } = await reader(browser, server.origin);
  await page.goto(`${server.origin}/fa/figures/${month}`);
  for (const dimension of dimensions) {
    for (const kind of ["csv", "json"]) {
      const link = page.locator(`main a[href$="/releases/${month}/${dimension}.${kind}"]`);
      assert.ok((await link.count()) > 0, `${dimension}.${kind}`);
    }
  }
  await close();
});

async function file(path) {
  const { status, body } = await raw(server.origin, `/releases/${month}/${path}`);
  assert.equal(status, 200, path);
  return body.toString("utf8");
}

/** The rows of a CSV file of the release, by the names of their columns. */
async function csv(dimension) {
  const lines = (await file(`${dimension}.csv`)).split("\r\n");
  assert.equal(lines.shift(), HEADER);
  assert.equal(lines.pop(), "");
  const columns = HEADER.split(",");
  return lines.map((line) => {
    const fields = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
    );
    assert.equal(fields.length, columns.length, line);
    const row = Object.fromEntries(columns.map((column, index) => [column, fields[index]]));
    assert.deepEqual([row.month, row.dimension], [month, dimension]);
    return row;
  });
}

/** A text shows a figure, or for a withheld one the interval that anyone could infer. */
function agrees(text, { code, count, lower, upper }) {
  const wanted = count === null ? [lower, upper].filter((bound) => bound !== null) : [count];
  assert.deepEqual(numbers(text), wanted, `${code}: ${text}`);
}

/** A figure in one form, whether it was read from text or from JSON. */
function figure({ code, count, status, lower, upper }) {
  const number = (value) => (value === undefined || value === null || value === "" ? null : Number(value));
  const withheld = status === "c";
  if (!withheld) assert.ok(number(count) !== null, code);
  return {
    code,
    count: withheld ? null : number(count),
    lower: withheld ? number(lower) : null,
    upper: withheld ? number(upper) : null,
  };
}
