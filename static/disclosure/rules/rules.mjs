// The rules that can be judged while somebody types; their words come from the catalogue, as `echo.rules`.
import {
  add,
  apart,
  cellAs,
  cellKey,
  cellsOf,
  compare,
  Figure,
  formatFigure,
  isFigure,
  isZero,
  once,
  parseFigure,
  times,
  Unreadable,
} from "./figures.mjs";

/** @import { Cell, EntryCell, Value } from "./figures.mjs" */
/** @import { Tables } from "./judging.mjs" */
/** @typedef {Figure | string | null} Side a value of a relation: a figure, or a text that is none */
/**
 * What a judge finds: the cells, the values on both sides, which of the rule's sentences is said, and its names.
 * @typedef {object} Spot
 * @property {Cell[]} cells
 * @property {Side} left
 * @property {Side} [right]
 * @property {Record<string, string | number>} names
 * @property {string} [says]
 * @property {string} [passage]
 */
/** @typedef {{ cell: Cell, key: string, kind: FigureKind, last: Value }} LastEntry a cell with last year's figure */
/** @typedef {{ cell: Cell, kind: FigureKind, last: Value, value: Value }} Entry */
/** @typedef {{ cell: Cell, kind: FigureKind, last: Figure, value: Figure }} BothYears */
/** @typedef {ReturnType<Report["finding"]>} Finding */
/** @typedef {(report: Report) => Generator<Spot, void>} Judge */

const NOTHING = new Figure(0n);
const LEVELS = ["error", "query", "hint"];
// biome-ignore lint/suspicious/noControlCharactersInRegex: to Python, by which the server shortens what it quotes, these are blanks
const BLANK_RUN = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

/** @type {Record<string, Judge>} */
const JUDGES = {
  "V-2": readable,
  "V-3": inTenThousands,
  "T2-1": regulationsOnlyWhereAllowed,
  "T4-2": disputesNeedRequests,
  "T3-1": columnsBalance,
  "T3-4": unpaidFeeNeedsAFee,
  "Y-1": carriedInContinues,
  "Y-2": stockContinues,
  "Y-3": notLastYearsFigures,
  "Y-4": noLeaps,
};

// All findings on a report being typed, errors first, then in paper order.
/** @param {Echo} echo @param {Tables} tables @returns {Finding[]} */
export function examine(echo, tables) {
  const report = new Report(echo, tables);
  /** @type {Finding[]} */
  const found = [];
  for (const code of Object.keys(echo.rules)) {
    const isSwitchedOff = echo.levels[code] === null;
    if (isSwitchedOff) continue;
    for (const spot of JUDGES[code](report)) found.push(report.finding(code, spot));
  }

  const order = (/** @type {Finding} */ finding) =>
    LEVELS.indexOf(finding.level) * 100 + echo.parts.indexOf(finding.part);
  return found.sort((one, other) => order(one) - order(other));
}

// Every cell that is typed into, in paper order, with last year's figure: the same at every key.
const entryCells = once((/** @type {Echo} */ echo) => {
  const lastEntry = (/** @type {TableEcho} */ table, /** @type {EntryCell} */ { name, key, row, column, kind }) => {
    const last = echo.last?.figures[name];
    const cell = { table: table.key, row, column };
    return { cell, key, kind, last: last ? parseFigure(last, kind) : null };
  };
  return echo.tables.flatMap((table) => cellsOf(table).entry.map((cell) => lastEntry(table, cell)));
});

class Report {
  /** @param {Echo} echo @param {Tables} tables */
  constructor(echo, tables) {
    this.echo = echo;
    this.tables = tables;
    /** @type {Entry[] | undefined} */
    this.read = undefined;
    /** @type {BothYears[] | undefined} */
    this.pairs = undefined;
  }

  // Every cell that is typed into.
  get entries() {
    this.read ??= entryCells(this.echo).map(({ cell, key, kind, last }) => {
      const value = this.tables.get(cell.table)?.get(key) ?? null;
      return { cell, kind, last, value };
    });
    return this.read;
  }

  // This year's figure and last year's of every cell in which both are known.
  /** @returns {BothYears[]} */
  get bothYears() {
    this.pairs ??= this.echo.last ? this.entries.filter(hasBothYears) : [];
    return this.pairs;
  }

  // Keys come from this edition's own cells: there is no table without one.
  /** @param {string} key */
  table(key) {
    return found(this.echo.tables, (table) => table.key === key);
  }

  /** @param {string} role */
  tableAs(role) {
    return this.echo.tables.find((table) => table.role === role);
  }

  /** @param {string} table @param {string} row @param {string} column */
  cellAs(table, row, column) {
    return cellAs(this.echo.tables, table, row, column);
  }

  /** @param {Cell | null} cell */
  value(cell) {
    if (cell === null) return null;
    return this.tables.get(cell.table)?.get(cellKey(cell.row, cell.column)) ?? null;
  }

  /** @param {Cell | null} cell */
  figure(cell) {
    const value = this.value(cell);
    return isFigure(value) ? value : null;
  }

  /** @param {Cell} cell */
  place({ table, row, column }) {
    const labels = this.table(table);
    const line = found(labels.rows, ({ key }) => key === row);
    const slot = found(labels.columns, ({ key }) => key === column);
    return `${line.place}「${slot.name}」列`;
  }

  /** @param {string} code @param {Spot} spot */
  finding(code, spot) {
    const rule = this.echo.rules[code];
    const level = this.echo.levels[code] ?? rule;
    const { cells, left, right = null, names, says = "", passage = "" } = spot;
    const sentence = rule.says[says].replace(/\{(\w+)\}/g, (_, name) => String(names[name]));
    const sides = [left, right].map(plain);
    const places = cells.map((cell) => `${cell.table}.${cell.row}.${cell.column}=${formatFigure(this.value(cell))}`);
    return {
      code,
      level: level.level,
      label: level.label,
      message: `${sentence}[${code}]`,
      cells,
      left: sides[0],
      right: sides[1],
      difference: left instanceof Figure && right instanceof Figure ? plain(apart(left, right)) : null,
      part: this.table(cells[0].table).part,
      passage,
      fingerprint: [code, places.join(","), ...sides.map((side) => (side === null ? "" : String(side)))].join("|"),
    };
  }
}

// The one that is looked for, where there must be one.
/** @template Item @param {Item[]} list @param {(item: Item) => boolean} wanted @returns {Item} */
function found(list, wanted) {
  const item = list.find(wanted);
  if (item === undefined) throw new Error("the edition has no such key");
  return item;
}

/** @param {Entry} entry @returns {entry is BothYears} */
const hasBothYears = (entry) => isFigure(entry.value) && isFigure(entry.last);

/** @param {Side} side */
const plain = (side) => (side instanceof Figure ? formatFigure(side) : side);

/** @param {string} text */
function short(text) {
  const letters = Array.from(text.replace(BLANK_RUN, " ").replace(/^ | $/g, ""));
  return letters.length <= 30 ? letters.join("") : `${letters.slice(0, 30).join("")}…`;
}

/** @type {Judge} */
function* readable(report) {
  for (const { cell, value } of report.entries) {
    if (value instanceof Unreadable) {
      yield {
        cells: [cell],
        left: value.text,
        says: value.problem,
        names: { place: report.place(cell), text: short(value.text) },
      };
    }
  }
}

/** @type {Judge} */
function* inTenThousands(report) {
  const { echo } = report;
  const [limit, ratio] = [echo.yuan_amount, echo.yuan_ratio].map((text) => new Figure(BigInt(text)));
  for (const { cell, kind, value: amount, last } of report.entries) {
    if (kind !== "amount" || !isFigure(amount) || isZero(amount)) continue;
    const before = isFigure(last) ? last : NOTHING;
    const names = { place: report.place(cell), left: formatFigure(amount), kind: echo.kind.label };
    if (!isZero(before) && times(amount, before) >= ratio.units) {
      const grown = { right: formatFigure(before), ratio: String(times(amount, before)) };
      yield { cells: [cell], left: amount, right: before, names: { ...names, ...grown }, says: "ratio" };
    } else if (compare(amount, limit) > 0 && echo.kind.below_county) {
      yield { cells: [cell], left: amount, right: limit, names, says: "size" };
    }
  }
}

/** @type {Judge} */
function* regulationsOnlyWhereAllowed(report) {
  if (report.echo.kind.makes_regulations) return;
  for (const { role } of report.tableAs("documents")?.columns ?? []) {
    const cell = report.cellAs("documents", "regulations", role);
    const value = report.figure(cell);
    if (cell !== null && value !== null && !isZero(value)) {
      const names = { place: report.place(cell), left: formatFigure(value), kind: report.echo.kind.label };
      yield { cells: [cell], left: value, right: NOTHING, names };
    }
  }
}

/** @type {Judge} */
function* disputesNeedRequests(report) {
  const table = report.tableAs("disputes");
  const cases = table?.rows.find(({ role }) => role === "cases");
  if (!table || !cases) return;

  const sums = table.totals.filter((total) => "column" in total);
  const totals = sums.map(({ column }) => ({ table: table.key, row: cases.key, column }));
  const disputes = add(totals.map((cell) => report.value(cell)));
  if (!isFigure(disputes) || isZero(disputes)) return;
  const requests = ["new", "carried_in"].map((line) => report.figure(report.cellAs("requests", line, "total")));
  const hasNone = requests.every((value) => value !== null && value.units <= 0n);
  if (!hasNone || report.echo.last?.had_requests) return;

  const cells = totals.filter((cell) => {
    const value = report.figure(cell);
    return value !== null && !isZero(value);
  });
  const names = { table: table.name, left: formatFigure(disputes) };
  yield { cells, left: disputes, right: NOTHING, names, says: report.echo.last ? "both" : "this" };
}

/** @type {Judge} */
function* columnsBalance(report) {
  for (const table of report.echo.tables) {
    const sums = new Set(table.totals.map((total) => ("column" in total ? total.column : "")));
    const columns = table.columns.filter(({ key }) => !sums.has(key));
    for (const check of table.checks) {
      for (const column of columns) yield* unbalanced(report, table, check, column);
    }
  }
}

/** @param {Report} report @param {TableEcho} table @param {CheckEcho} check @param {ColumnEcho} column @returns {Generator<Spot, void>} */
function* unbalanced(report, table, check, column) {
  const cell = (/** @type {string} */ row) => ({ table: table.key, row, column: column.key });
  const cells = [...check.left, ...check.right].map(cell);
  if (!cells.every((one) => isFigure(report.value(one)))) return;

  const sum = (/** @type {string[]} */ rows) => add(rows.map((row) => report.value(cell(row))));
  const [left, right] = [sum(check.left), sum(check.right)];
  if (!isFigure(left) || !isFigure(right) || compare(left, right) === 0) return;

  const term = (/** @type {string} */ row) => {
    const { name } = found(table.rows, ({ key }) => key === row);
    return `${name} ${formatFigure(report.value(cell(row)))}`;
  };
  const words = (/** @type {string[]} */ rows) => rows.map(term).join(" + ");
  const names = {
    table: table.name,
    column: column.name,
    left_sum: words(check.left),
    right_sum: words(check.right),
    left: formatFigure(left),
    right: formatFigure(right),
    difference: formatFigure(apart(left, right)),
  };
  yield { cells, left, right, names };
}

/** @type {Judge} */
function* unpaidFeeNeedsAFee(report) {
  const cell = report.cellAs("requests", "other_fee_unpaid", "total");
  const unpaid = report.figure(cell);
  if (cell !== null && unpaid !== null && !isZero(unpaid) && report.echo.denies_fees) {
    const names = { place: report.place(cell), left: formatFigure(unpaid) };
    yield { cells: [cell], left: unpaid, right: NOTHING, names, passage: report.echo.passages.other_matters };
  }
}

/** @type {Judge} */
function* carriedInContinues(report) {
  const { last } = report.echo;
  const table = report.tableAs("requests");
  if (!last || !table) return;

  for (const [role, text] of Object.entries(last.carried_over)) {
    const cell = report.cellAs("requests", "carried_in", role);
    const [left, right] = [report.figure(cell), parseFigure(text, "count")];
    if (cell === null || left === null || !isFigure(right) || compare(left, right) === 0) continue;

    const { name } = found(table.columns, ({ key }) => key === cell.column);
    const names = { table: table.name, column: name, last_year: last.year, ...both(left, right) };
    yield { cells: [cell], left, right, names };
  }
}

/** @type {Judge} */
function* stockContinues(report) {
  for (const [row, text] of Object.entries(report.echo.last?.stock ?? {})) {
    const columns = ["in_force", "made", "repealed"];
    const cells = columns.map((column) => report.cellAs("documents", row, column)).filter((cell) => cell !== null);
    const [inForce, made, repealed] = cells.map((cell) => report.figure(cell));
    const stock = parseFigure(text, "count");
    const isKnown = cells.length === columns.length && isFigure(stock);
    if (!isKnown || !inForce || !made || !repealed) continue;

    const right = new Figure(stock.units + made.units - repealed.units);
    if (compare(inForce, right) === 0) continue;

    const names = {
      place: report.place(cells[0]),
      stock: text,
      made: formatFigure(made),
      repealed: formatFigure(repealed),
    };
    yield { cells, left: inForce, right, names: { ...names, ...both(inForce, right) } };
  }
}

/** @type {Judge} */
function* notLastYearsFigures(report) {
  const { last: lastYear, entry_cells: most } = report.echo;
  const pairs = report.bothYears;
  const first = pairs.find(({ value }) => !isZero(value));
  if (!lastYear || !first || pairs.length < most) return;

  const isTheSame = pairs.every(({ value, last }) => compare(value, last) === 0);
  if (isTheSame) {
    const all = new Figure(BigInt(pairs.length));
    const names = { left: pairs.length, last_year: lastYear.year };
    yield { cells: [first.cell], left: all, right: all, names };
  }
}

/** @type {Judge} */
function* noLeaps(report) {
  const pairs = report.bothYears;
  const { entry_cells: all, last: lastYear } = report.echo;
  const isAllZero = pairs.length === all && pairs.every(({ value }) => isZero(value));
  if (isAllZero && lastYear) {
    const before = pairs.filter(({ last }) => !isZero(last));
    const names = { right: before.length, last_year: lastYear.year };
    const right = new Figure(BigInt(before.length));
    if (before.length) yield { cells: [before[0].cell], left: NOTHING, right, names, says: "zero" };
    return;
  }

  for (const { cell, kind, value: left, last: right } of pairs) {
    if (!leaps(report.echo, left, right)) continue;
    if (kind === "amount" && isOfAnotherUnit(report.echo, left, right)) continue; // V-3 speaks of it

    const names = { place: report.place(cell), left: formatFigure(left), right: formatFigure(right) };
    yield { cells: [cell], left, right, names, says: "leap" };
  }
}

// Whether the larger of two years' figures is worth a word, and so many times the smaller.
/** @param {Echo} echo @param {Figure} left @param {Figure} right */
function leaps({ notable, leap }, left, right) {
  const [small, large] = compare(left, right) < 0 ? [left, right] : [right, left];
  if (compare(large, new Figure(BigInt(notable))) < 0) return false;

  const most = new Figure(small.units * BigInt(leap), small.scale);
  return compare(large, most) > 0;
}

// Whether 元 may have been typed where 万元 is meant.
/** @param {Echo} echo @param {Figure} left @param {Figure} right */
function isOfAnotherUnit({ yuan_ratio: ratio }, left, right) {
  return !isZero(right) && times(left, right) >= BigInt(ratio);
}

/** @param {Figure} left @param {Figure} right */
function both(left, right) {
  return { left: formatFigure(left), right: formatFigure(right), difference: formatFigure(apart(left, right)) };
}
