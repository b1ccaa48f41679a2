// Reading one figure, completing one table: exactly as disclosure/statutory/figures.py does.
// A value is null (blank), a Figure, or an Unreadable; digits are BigInt, so nothing is rounded.

const MAX_DIGITS = 12;
const MAX_DECIMALS = 6;
const BLANKS = " \\t\\r\\n\\u00a0\\u2002\\u2003\\u2009\\u200b\\u3000\\ufeff";
const AROUND = new RegExp(`^[${BLANKS}]+|[${BLANKS}]+$`, "g");
const NUMBER = /^([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?$/;
/** @type {Record<string, string>} */
const FULL_WIDTH = { "，": ",", "．": ".", "－": "-", "﹣": "-", "−": "-", "＋": "+" };

export class Figure {
  // `units` is the figure times 10 ** `scale`.
  /** @param {bigint} units @param {number} scale */
  constructor(units, scale = 0) {
    this.units = units;
    this.scale = scale;
  }
}

export class Unreadable {
  /** @param {string} text @param {string} problem which sentence of rule V-2 is said of it */
  constructor(text, problem) {
    this.text = text;
    this.problem = problem;
  }
}

/** @typedef {null | Figure | Unreadable} Value */
/** @typedef {Map<string, Value>} Cells by "row.column" */
/** @typedef {{ name: string, key: string, row: string, column: string, kind: FigureKind }} EntryCell */
/** @typedef {{ table: string, row: string, column: string }} Cell */
/** @typedef {{ column: string, left: Value, right: Value, whole: boolean }} Balance */

export const UNREADABLE_PART = new Unreadable("", "unreadable_part");

/** @param {string} text @param {FigureKind} kind @returns {Value} */
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

/** @param {string} sign @param {string} digits @param {string | undefined} decimals @param {FigureKind} kind */
function problemOf(sign, digits, decimals, kind) {
  const isZero = digits === "0" && /^0*$/.test(decimals || "");
  if (sign === "-" && kind !== "signed_count" && !isZero) return "negative";
  if (decimals !== undefined && kind !== "amount") return "fraction";
  if (digits.length > MAX_DIGITS) return "too_large";
  if (decimals !== undefined && decimals.length > MAX_DECIMALS) return "too_fine";
  return null;
}

/** @param {Value} value */
export function formatFigure(value) {
  if (value === null) return "";
  if (value instanceof Unreadable) return value.text;
  const { units, scale } = value;
  if (scale === 0) return String(units);
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

// `work` on the units of both, at the scale of the finer one. Most figures are counts, and counts need no aligning.
/** @param {Figure} one @param {Figure} other @param {(a: bigint, b: bigint) => bigint} work */
function together(one, other, work) {
  if (one.scale === other.scale) return new Figure(work(one.units, other.units), one.scale);
  const scale = Math.max(one.scale, other.scale);
  return new Figure(work(align(one, scale), align(other, scale)), scale);
}

/** @param {Figure} figure @param {number} scale */
const align = (figure, scale) => figure.units * 10n ** BigInt(scale - figure.scale);
/** @param {bigint} a @param {bigint} b */
const plus = (a, b) => a + b;
/** @param {bigint} a @param {bigint} b */
const minus = (a, b) => a - b;

// The sum of what is there: null when all are blank, UNREADABLE_PART when one cannot be read.
/** @param {Value[]} values @returns {Value} */
export function add(values) {
  /** @type {Figure | null} */
  let total = null;
  for (const value of values) {
    if (value instanceof Unreadable) return UNREADABLE_PART;
    if (value !== null) total = total === null ? value : together(total, value, plus);
  }
  return total;
}

/** @param {Figure} figure */
export const negated = ({ units, scale }) => new Figure(-units, scale);

/** @param {Figure} one @param {Figure} other @returns {-1 | 0 | 1} */
export function compare(one, other) {
  const { units } = together(one, other, minus);
  if (units === 0n) return 0;
  return units < 0n ? -1 : 1;
}

/** @param {Figure} one @param {Figure} other the difference, never below zero */
export function apart(one, other) {
  return together(one, other, (a, b) => (a > b ? a - b : b - a));
}

// How many whole times `other` goes into `one`.
/** @param {Figure} one @param {Figure} other */
export function times(one, other) {
  return together(one, other, (a, b) => a / b).units;
}

/** @param {Value | undefined} value @returns {value is Figure} */
export const isFigure = (value) => value instanceof Figure;
/** @param {Value} value */
export const isZero = (value) => isFigure(value) && value.units === 0n;
/** @param {string} row @param {string} column */
export const cellKey = (row, column) => `${row}.${column}`;

// Every cell of a table, totals computed. `entered` and the answer are Maps from "row.column" to a value.
// `before` is an earlier answer: a sum whose parts are still the same objects is taken over from it.
/** @param {TableEcho} table @param {Cells} entered @param {Cells} before @returns {Cells} */
export function complete(table, entered, before = new Map()) {
  const { entry, sums } = cellsOf(table);
  /** @type {Cells} */
  const cells = new Map();
  for (const { key } of entry) cells.set(key, entered.get(key) ?? null);

  for (const { key, parts } of sums) {
    const earlier = before.get(key);
    const isSame = earlier !== undefined && parts.every((part) => cells.get(part) === before.get(part));
    cells.set(key, isSame ? earlier : add(parts.map((part) => cells.get(part) ?? null)));
  }

  return cells;
}

// The keys of the cell whose table, line and column have these roles, whatever the form calls them; null where it has none.
/** @param {TableEcho[]} tables @param {string} table @param {string} row @param {string} column @returns {Cell | null} */
export function cellAs(tables, table, row, column) {
  const found = tables.find(({ role }) => role === table);
  const line = found?.rows.find(({ role }) => role === row);
  const slot = found?.columns.find(({ role }) => role === column);
  if (!found || !line || !slot) return null;

  return { table: found.key, row: line.key, column: slot.key };
}

// What is worked out of an object that does not change, only once.
/** @template {object} From @template Made @param {(from: From) => Made} make @returns {(from: From) => Made} */
export function once(make) {
  /** @type {WeakMap<From, { of: Made }>} */
  const kept = new WeakMap();
  return (from) => {
    const made = kept.get(from) ?? { of: make(from) };
    kept.set(from, made);
    return made.of;
  };
}

// The cells of a table that are typed into, and its sums, in an order in which every part comes before its sum.
export const cellsOf = once((/** @type {TableEcho} */ table) => {
  const sumRows = table.totals.filter((total) => "row" in total);
  const sumColumns = table.totals.filter((total) => "column" in total);
  const rows = table.rows.filter(({ key }) => !sumRows.some(({ row }) => row === key));
  const columns = table.columns.filter(({ key }) => !sumColumns.some(({ column }) => column === key));

  /** @type {EntryCell[]} */
  const entry = [];
  /** @type {{ key: string, parts: string[] }[]} */
  const sums = [];
  for (const { key: row } of rows) {
    for (const { key: column, kind } of columns) {
      const key = cellKey(row, column);
      entry.push({ name: `${table.key}.${key}`, key, row, column, kind });
    }
  }

  for (const { key: row } of rows) {
    for (const { column, is_sum_of_columns: parts } of sumColumns) {
      sums.push({ key: cellKey(row, column), parts: parts.map((part) => cellKey(row, part)) });
    }
  }

  for (const { row, is_sum_of_rows: parts } of sumRows) {
    for (const { key: column } of table.columns) {
      sums.push({ key: cellKey(row, column), parts: parts.map((part) => cellKey(part, column)) });
    }
  }

  return { entry, sums };
});

// The two sums of every relation printed in the form, per column, as they stand; `whole` once no term is blank.
/** @param {TableEcho} table @param {Cells} cells @returns {Balance[][]} */
export function balances(table, cells) {
  return table.checks.map((check) => table.columns.map(({ key }) => balanceOf(check, key, cells)));
}

/** @param {CheckEcho} check @param {string} column @param {Cells} cells @returns {Balance} */
function balanceOf(check, column, cells) {
  const terms = (/** @type {string[]} */ rows) => rows.map((row) => cells.get(cellKey(row, column)) ?? null);
  const [left, right] = [terms(check.left), terms(check.right)];
  const whole = ![...left, ...right].includes(null);
  return { column, left: add(left), right: add(right), whole };
}
