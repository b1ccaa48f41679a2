// Runs case files through the browser's modules: node tests/js/compare.mjs FILE [EDITION_DATA]
// A file holds {"echo": {edition key: edition data}, "cases": [case, …]}; prints what differs, exit 1 when anything does.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { formatFigure, Unreadable } from "../../static/disclosure/rules/figures.mjs";
import { judge } from "../../static/disclosure/rules/judging.mjs";

// What the browser makes of a case, in the shape in which case files state it.
export function play(edition, testCase) {
  const typed = new Map();
  for (const [table, rows] of Object.entries(testCase.typed)) {
    for (const [row, line] of Object.entries(rows)) {
      for (const [column, text] of Object.entries(line)) typed.set(`${table}.${row}.${column}`, text);
    }
  }
  const { tables, findings } = judge({ ...edition, ...testCase.echo, entered: {} }, typed);
  return { completed: totals(edition, tables), findings: findings.map(stated) };
}

function totals(edition, tables) {
  const found = {};
  for (const table of edition.tables) {
    const lines = totalsOf(table, tables.get(table.key));
    if (Object.keys(lines).length) found[table.key] = lines;
  }
  return found;
}

// {row: {column: text}} of the sums that are not blank.
function totalsOf(table, cells) {
  const sums = new Set(table.totals.map((total) => total.row || total.column));
  const lines = {};
  for (const [key, value] of cells) {
    const [row, column] = key.split(".");
    const isSum = sums.has(row) || sums.has(column);
    const text = value instanceof Unreadable ? "?" : formatFigure(value);
    if (!isSum || text === "") continue;
    lines[row] ??= {};
    lines[row][column] = text;
  }
  return lines;
}

function stated({ code, level, message, cells, left, right, difference, fingerprint }) {
  const side = (value) => (value === null ? null : String(value));
  return {
    code,
    level,
    message,
    cells,
    left: side(left),
    right: side(right),
    difference: side(difference),
    fingerprint,
  };
}

// Deep equality that does not mind the order of keys; answers the first differing path, or "".
export function differs(one, other, path = "") {
  if (one === other) return "";
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return `${path}: ${JSON.stringify(one)} in the browser, ${JSON.stringify(other)} on the server`;
  }
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = differs(one[key], other[key], `${path}.${key}`);
    if (found) return found;
  }
  return "";
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { echo, cases } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
  const wrong = cases
    .map((testCase) => [
      testCase.name,
      differs(play(echo[testCase.edition], testCase), { completed: testCase.completed, findings: testCase.findings }),
    ])
    .filter(([, found]) => found);
  for (const [name, found] of wrong) console.log(`${name}${found}`);
  console.log(`${cases.length} cases, ${wrong.length} differ`);
  process.exit(wrong.length ? 1 : 0);
}
