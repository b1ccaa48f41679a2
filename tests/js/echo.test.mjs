// Key after key through one judgement: what is kept from before must never differ from what is worked out from nothing.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { formatFigure } from "../../static/disclosure/rules/figures.mjs";
import { judge } from "../../static/disclosure/rules/judging.mjs";

const CASES = new URL("../cases/", import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, CASES), "utf-8"));
const TEXTS = ["", "0", "7", "１２", "三", "12.50", "-4", "999999999999", "60"];

const plain = ({ tables, findings }) => ({
  cells: Array.from(tables, ([table, cells]) => [
    table,
    Array.from(cells, ([key, value]) => [key, value?.problem ?? formatFigure(value)]),
  ]),
  findings,
});

for (const edition of readdirSync(CASES)) {
  const form = JSON.parse(readFileSync(new URL(`./editions/${edition}.json`, import.meta.url), "utf-8"));
  test(`${edition}: a cell typed anew is judged as if all were`, () => {
    const { echo } = read(
      `${edition}/${readdirSync(new URL(`${edition}/`, CASES)).find((name) => name.startsWith("carry-over-breaks"))}`,
    );
    const about = () => ({ ...form, ...echo, entered: { disputes: { "cases.reconsideration_upheld": "1" } } });
    const kept = about();
    const names = form.tables.flatMap((table) =>
      table.rows.flatMap((row) => table.columns.map(({ key }) => `${table.key}.${row.key}.${key}`)),
    );
    const typed = new Map(names.filter((name) => !name.startsWith("disputes.")).map((name) => [name, "1"]));
    const seen = new Set();
    for (let turn = 0; turn < 200; turn += 1) {
      typed.set(names[(turn * 101) % names.length], TEXTS[(turn * 5) % TEXTS.length]);
      const [now, fresh] = [judge(kept, typed), judge(about(), typed)].map(plain);
      assert.deepEqual(now, fresh, `turn ${turn}`);
      seen.add(JSON.stringify(now));
    }
    assert.ok(seen.size > 150, `${seen.size} different judgements`);
  });
}

test("a cell whose text stays has the same value, and so has a sum of such cells", () => {
  const form = JSON.parse(readFileSync(new URL("./editions/2021.json", import.meta.url), "utf-8"));
  const echo = { ...form, ...read("2021/balanced-column.json").echo, entered: {} };
  const typed = new Map([
    ["requests.new.person", "3"],
    ["requests.granted.person", "2"],
  ]);
  const before = judge(echo, typed).tables.get("requests");
  typed.set("requests.new.person", "4");
  const after = judge(echo, typed).tables.get("requests");
  for (const key of ["granted.person", "granted.total", "outcome_total.person"])
    assert.equal(after.get(key), before.get(key), key);
  for (const key of ["new.person", "new.total"]) assert.notEqual(after.get(key), before.get(key), key);
});
