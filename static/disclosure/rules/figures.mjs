// Reading one figure, completing one table: exactly as disclosure/statutory/figures.py does.
// A value is null (blank), a Figure, or an Unreadable; digits are BigInt, so nothing is rounded.

const MAX_DIGITS = 12;
const MAX_DECIMALS = 6;
const BLANKS = " \\t\\r\\n\\u00a0\\u2002\\u2003\\u2009\\u200b\\u3000\\ufeff";
const AROUND = new RegExp(`^[${BLANKS}]+|[${BLANKS}]+$`, "g");
const NUMBER = /^([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?$/;
const FULL_WIDTH = { "，": ",", "．": ".", "－": "-", "﹣": "-", "−": "-", "＋": "+" };

export class Figure {
  // `units` is the figure times 10 ** `scale`.
  constructor(units, scale = 0) {
    this.units = units;
    this.scale = scale;
  }
}

export class Unreadable {
  constructor(text, problem) {
    this.text = text;
    this.problem = problem;
  }
}

export const UNREADABLE_PART = new Unreadable("", "unreadable_part");

export function parseFigure(text, kind) {
  const plain = text
    .replace(AROUND, "")
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[，．－﹣−＋]/g, (sign) => FULL_WIDTH[sign]);
  if (plain === "") return null;
  const match = NUMBER.exec(plain);
  if (match === null) return new Unreadable(text, "not_a_number");
  const [, sign, typed, decimals] = match;
  const digits = typed.replace(/,/g, "").replace(/^0+/, "") || "0";
  const problem = problemOf(sign, digits, decimals, kind);
  if (problem) return new Unreadable(text, problem);
  if (kind === "amount") return new Figure(BigInt(digits + (decimals || "")), (decimals || "").length);
  return new Figure(sign === "-" ? -BigInt(digits) : BigInt(digits));
}

function problemOf(sign, digits, decimals, kind) {
  const zero = digits === "0" && /^0*$/.test(decimals || "");
  if (sign === "-" && kind !== "signed_count" && !zero) return "negative";
  if (decimals !== undefined && kind !== "amount") return "fraction";
  if (digits.length > MAX_DIGITS) return "too_large";
  if (decimals !== undefined && decimals.length > MAX_DECIMALS) return "too_fine";
  return null;
}

export function formatFigure(value) {
  if (value === null) return "";
  if (value instanceof Unreadable) return value.text;
  const { units, scale } = value;
  if (scale === 0) return String(units);
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

// `work` on the units of both, at the scale of the finer one. Most figures are counts, and counts need no aligning.
function together(one, other, work) {
  if (one.scale === other.scale) return new Figure(work(one.units, other.units), one.scale);
  const scale = Math.max(one.scale, other.scale);
  return new Figure(work(align(one, scale), align(other, scale)), scale);
}

const align = (figure, scale) => figure.units * 10n ** BigInt(scale - figure.scale);
const plus = (a, b) => a + b;
const minus = (a, b) => a - b;

// The sum of what is there: null when all are blank, UNREADABLE_PART when one cannot be read.
export function add(values) {
  let total = null;
  for (const value of values) {
    if (value instanceof Unreadable) return UNREADABLE_PART;
    if (value !== null) total = total === null ? value : together(total, value, plus);
  }
  return total;
}

export const negated = ({ units, scale }) => new Figure(-units, scale);

export function compare(one, other) {
  const { units } = together(one, other, minus);
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

export function apart(one, other) {
  return together(one, other, (a, b) => (a > b ? a - b : b - a));
}

// How many whole times `other` goes into `one`.
export function times(one, other) {
  return together(one, other, (a, b) => a / b).units;
}

export const isFigure = (value) => value instanceof Figure;
export const isZero = (value) => isFigure(value) && value.units === 0n;
export const cellKey = (row, column) => `${row}.${column}`;

// Every cell of a table, totals computed. `entered` and the answer are Maps from "row.column" to a value.
// `before` is an earlier answer: a sum whose parts are still the same objects is taken over from it.
export function complete(table, entered, before = new Map()) {
  const { entry, sums } = cellsOf(table);
  const cells = new Map();
  for (const { key } of entry) cells.set(key, entered.get(key) ?? null);
  for (const [key, parts] of sums) {
    const same = before.has(key) && parts.every((part) => cells.get(part) === before.get(part));
    cells.set(key, same ? before.get(key) : add(parts.map((part) => cells.get(part))));
  }
  return cells;
}

// The keys of the cell whose table, line and column have these roles, whatever the form calls them; null where it has none.
export function cellAs(tables, table, row, column) {
  const found = tables.find(({ role }) => role === table);
  const keyOf = (list, wanted) => list?.find(({ role }) => role === wanted)?.key;
  const [line, slot] = [keyOf(found?.rows, row), keyOf(found?.columns, column)];
  return line && slot ? { table: found.key, row: line, column: slot } : null;
}

// What is worked out of an object that does not change, only once.
export function once(make) {
  const made = new WeakMap();
  return (from) => {
    if (!made.has(from)) made.set(from, make(from));
    return made.get(from);
  };
}

// The cells of a table that are typed into, {name, key, row, column, kind}, and its sums as [key, keys of the parts], in
// an order in which every part comes before its sum.
export const cellsOf = once((table) => {
  const sumRows = table.totals.filter((total) => total.row);
  const sumColumns = table.totals.filter((total) => total.column);
  const rows = table.rows.map(({ key }) => key).filter((key) => !sumRows.some((total) => total.row === key));
  const columns = table.columns.filter(({ key }) => !sumColumns.some((total) => total.column === key));
  return {
    entry: rows.flatMap((row) =>
      columns.map(({ key: column, kind }) => {
        const key = cellKey(row, column);
        return { name: `${table.key}.${key}`, key, row, column, kind };
      }),
    ),
    sums: [
      ...rows.flatMap((row) =>
        sumColumns.map(({ column, is_sum_of_columns: parts }) => [
          cellKey(row, column),
          parts.map((part) => cellKey(row, part)),
        ]),
      ),
      ...sumRows.flatMap(({ row, is_sum_of_rows: parts }) =>
        table.columns.map(({ key }) => [cellKey(row, key), parts.map((part) => cellKey(part, key))]),
      ),
    ],
  };
});

// The two sums of every relation printed in the form, per column, as they stand; `whole` once no term is blank.
export function balances(table, cells) {
  return table.checks.map((check) =>
    table.columns.map(({ key }) => {
      const sum = (rows) => add(rows.map((row) => cells.get(cellKey(row, key))));
      const whole = [...check.left, ...check.right].every((row) => cells.get(cellKey(row, key)) !== null);
      return { column: key, left: sum(check.left), right: sum(check.right), whole };
    }),
  );
}
