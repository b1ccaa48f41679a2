// Reading one figure, completing one table: exactly as disclosure/figures.py does.
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

const align = (figure, scale) => figure.units * 10n ** BigInt(scale - figure.scale);

function together(one, other, work) {
  const scale = Math.max(one.scale, other.scale);
  return new Figure(work(align(one, scale), align(other, scale)), scale);
}

// The sum of what is there: null when all are blank, UNREADABLE_PART when one cannot be read.
export function add(values) {
  let total = null;
  for (const value of values) {
    if (value instanceof Unreadable) return UNREADABLE_PART;
    if (value !== null) total = total === null ? value : together(total, value, (a, b) => a + b);
  }
  return total;
}

export const negated = ({ units, scale }) => new Figure(-units, scale);

export function compare(one, other) {
  const { units } = together(one, other, (a, b) => a - b);
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
export function complete(table, entered) {
  const cells = new Map();
  const sumRows = table.totals.filter((total) => total.row);
  const sumColumns = table.totals.filter((total) => total.column);
  const totalRows = new Set(sumRows.map((total) => total.row));
  const totalColumns = new Set(sumColumns.map((total) => total.column));
  const entryRows = table.rows.map((row) => row.key).filter((key) => !totalRows.has(key));
  for (const row of entryRows) {
    for (const { key } of table.columns) {
      if (!totalColumns.has(key)) cells.set(cellKey(row, key), entered.get(cellKey(row, key)) ?? null);
    }
    for (const { column, is_sum_of_columns: parts } of sumColumns) {
      cells.set(cellKey(row, column), add(parts.map((part) => cells.get(cellKey(row, part)))));
    }
  }
  for (const { row, is_sum_of_rows: parts } of sumRows) {
    for (const { key } of table.columns) {
      cells.set(cellKey(row, key), add(parts.map((part) => cells.get(cellKey(part, key)))));
    }
  }
  return cells;
}

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
