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

const NOTHING = parseFigure("0", "count");
const LEVELS = ["error", "query", "hint"];
const BLANK_RUN = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

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

// All findings on a report being typed, errors first, then in paper order. `tables`: Map of table key to its cells.
export function examine(echo, tables) {
  const report = new Report(echo, tables);
  const codes = Object.keys(echo.rules).filter((code) => echo.levels[code] !== null); // null: switched off by a jurisdiction
  const found = codes.flatMap((code) => [...JUDGES[code](report)].map((spot) => report.finding(code, spot)));
  const order = (finding) => LEVELS.indexOf(finding.level) * 100 + echo.parts.indexOf(finding.part);
  return found.sort((one, other) => order(one) - order(other));
}

// Every cell that is typed into, in paper order, with last year's figure: the same at every key.
const entryCells = once((echo) =>
  echo.tables.flatMap((table) =>
    cellsOf(table).entry.map(({ name, key, row, column, kind }) => {
      const last = echo.last?.figures[name];
      return { cell: { table: table.key, row, column }, key, kind, last: last ? parseFigure(last, kind) : null };
    }),
  ),
);

class Report {
  constructor(echo, tables) {
    this.echo = echo;
    this.tables = tables;
  }

  // [{cell, kind, last, value}] of every cell that is typed into.
  get entries() {
    this.read ??= entryCells(this.echo).map(({ cell, key, kind, last }) => ({
      cell,
      kind,
      last,
      value: this.tables.get(cell.table).get(key),
    }));
    return this.read;
  }

  // This year's figure and last year's of every cell in which both are known.
  get bothYears() {
    this.pairs ??= this.echo.last ? this.entries.filter(({ value, last }) => isFigure(value) && last !== null) : [];
    return this.pairs;
  }

  table(key) {
    return this.echo.tables.find((table) => table.key === key);
  }

  tableAs(role) {
    return this.echo.tables.find((table) => table.role === role);
  }

  cellAs(table, row, column) {
    return cellAs(this.echo.tables, table, row, column);
  }

  value(cell) {
    if (cell === null) return null;
    return this.tables.get(cell.table)?.get(cellKey(cell.row, cell.column)) ?? null;
  }

  figure(cell) {
    const value = this.value(cell);
    return isFigure(value) ? value : null;
  }

  place({ table, row, column }) {
    const labels = this.table(table);
    const of = (list, key) => list.find((item) => item.key === key);
    return `${of(labels.rows, row).place}「${of(labels.columns, column).name}」列`;
  }

  finding(code, spot) {
    const rule = this.echo.rules[code];
    const level = this.echo.levels[code] ?? rule;
    const { cells, left, right = null, names, says = "", passage = "" } = spot;
    const message = rule.says[says].replace(/\{(\w+)\}/g, (_, name) => names[name]) + `[${code}]`;
    const sides = [left, right].map(plain);
    const places = cells.map((cell) => `${cell.table}.${cell.row}.${cell.column}=${formatFigure(this.value(cell))}`);
    return {
      code,
      level: level.level,
      label: level.label,
      message,
      cells,
      left: sides[0],
      right: sides[1],
      difference: isFigure(left) && isFigure(right) ? plain(apart(left, right)) : null,
      part: this.table(cells[0].table).part,
      passage,
      fingerprint: [code, places.join(","), ...sides.map((side) => (side === null ? "" : String(side)))].join("|"),
    };
  }
}

const plain = (side) => (isFigure(side) ? formatFigure(side) : side);

function short(text) {
  const letters = Array.from(text.replace(BLANK_RUN, " ").replace(/^ | $/g, ""));
  return letters.length <= 30 ? letters.join("") : `${letters.slice(0, 30).join("")}…`;
}

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

function* inTenThousands(report) {
  const { echo } = report;
  const [limit, ratio] = [echo.yuan_amount, echo.yuan_ratio].map((text) => parseFigure(text, "count"));
  for (const { cell, kind, value: amount, last } of report.entries) {
    if (kind !== "amount" || !isFigure(amount) || isZero(amount)) continue;
    const before = last ?? NOTHING;
    const names = { place: report.place(cell), left: formatFigure(amount), kind: echo.kind.label };
    if (!isZero(before) && times(amount, before) >= ratio.units) {
      Object.assign(names, { right: formatFigure(before), ratio: String(times(amount, before)) });
      yield { cells: [cell], left: amount, right: before, names, says: "ratio" };
    } else if (compare(amount, limit) > 0 && echo.kind.below_county) {
      yield { cells: [cell], left: amount, right: limit, names, says: "size" };
    }
  }
}

function* regulationsOnlyWhereAllowed(report) {
  if (report.echo.kind.makes_regulations) return;
  for (const { role } of report.tableAs("documents").columns) {
    const cell = report.cellAs("documents", "regulations", role);
    const value = report.figure(cell);
    if (value !== null && !isZero(value)) {
      const names = { place: report.place(cell), left: formatFigure(value), kind: report.echo.kind.label };
      yield { cells: [cell], left: value, right: NOTHING, names };
    }
  }
}

function* disputesNeedRequests(report) {
  const table = report.tableAs("disputes");
  const { key: row } = table.rows.find(({ role }) => role === "cases");
  const totals = table.totals.map(({ column }) => ({ table: table.key, row, column }));
  const disputes = add(totals.map((cell) => report.value(cell)));
  if (!isFigure(disputes) || isZero(disputes)) return;
  const requests = ["new", "carried_in"].map((line) => report.figure(report.cellAs("requests", line, "total")));
  if (!requests.every((value) => value !== null && value.units <= 0n)) return;
  if (report.echo.last?.had_requests) return;
  const cells = totals.filter((cell) => report.figure(cell) !== null && !isZero(report.figure(cell)));
  const names = { table: table.name, left: formatFigure(disputes) };
  yield { cells, left: disputes, right: NOTHING, names, says: report.echo.last ? "both" : "this" };
}

function* columnsBalance(report) {
  for (const table of report.echo.tables) {
    const sums = new Set(table.totals.map((total) => total.column));
    for (const check of table.checks) {
      for (const column of table.columns.filter(({ key }) => !sums.has(key))) {
        yield* unbalanced(report, table, check, column);
      }
    }
  }
}

function* unbalanced(report, table, check, column) {
  const cell = (row) => ({ table: table.key, row, column: column.key });
  const cells = [...check.left, ...check.right].map(cell);
  if (!cells.every((one) => isFigure(report.value(one)))) return;
  const [left, right] = [check.left, check.right].map((rows) => add(rows.map((row) => report.value(cell(row)))));
  if (compare(left, right) === 0) return;
  const name = (row) => table.rows.find((line) => line.key === row).name;
  const words = (rows) => rows.map((row) => `${name(row)} ${formatFigure(report.value(cell(row)))}`).join(" + ");
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

function* unpaidFeeNeedsAFee(report) {
  const cell = report.cellAs("requests", "other_fee_unpaid", "total");
  const unpaid = report.figure(cell);
  if (unpaid !== null && !isZero(unpaid) && report.echo.denies_fees) {
    const names = { place: report.place(cell), left: formatFigure(unpaid) };
    yield { cells: [cell], left: unpaid, right: NOTHING, names, passage: report.echo.passages.other_matters };
  }
}

function* carriedInContinues(report) {
  const table = report.tableAs("requests");
  for (const [role, text] of Object.entries(report.echo.last?.carried_over ?? {})) {
    const cell = report.cellAs("requests", "carried_in", role);
    const [left, right] = [report.figure(cell), parseFigure(text, "count")];
    if (left !== null && compare(left, right) !== 0) {
      const { name } = table.columns.find(({ key }) => key === cell.column);
      yield {
        cells: [cell],
        left,
        right,
        names: { table: table.name, column: name, last_year: report.echo.last.year, ...both(left, right) },
      };
    }
  }
}

function* stockContinues(report) {
  for (const [row, text] of Object.entries(report.echo.last?.stock ?? {})) {
    const cells = ["in_force", "made", "repealed"].map((column) => report.cellAs("documents", row, column));
    const [inForce, made, repealed] = cells.map((cell) => report.figure(cell));
    if (inForce === null || made === null || repealed === null) continue;
    const stock = parseFigure(text, "count");
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

function* notLastYearsFigures(report) {
  const pairs = report.bothYears;
  const first = pairs.find(({ value }) => !isZero(value));
  if (pairs.length < report.echo.entry_cells || !first) return;
  if (pairs.every(({ value, last }) => compare(value, last) === 0)) {
    const all = new Figure(BigInt(pairs.length));
    yield {
      cells: [first.cell],
      left: all,
      right: all,
      names: { left: pairs.length, last_year: report.echo.last.year },
    };
  }
}

function* noLeaps(report) {
  const pairs = report.bothYears;
  const { entry_cells: all, last: lastYear } = report.echo;
  const [notable, leap, yuan] = ["notable", "leap", "yuan_ratio"].map((name) => new Figure(BigInt(report.echo[name])));
  if (pairs.length === all && pairs.every(({ value }) => isZero(value))) {
    const before = pairs.filter(({ last }) => !isZero(last));
    const count = new Figure(BigInt(before.length));
    const names = { right: before.length, last_year: lastYear.year };
    if (before.length) yield { cells: [before[0].cell], left: NOTHING, right: count, names, says: "zero" };
    return;
  }
  for (const { cell, kind, value: left, last: right } of pairs) {
    const [small, large] = compare(left, right) < 0 ? [left, right] : [right, left];
    if (compare(large, notable) < 0) continue;
    if (compare(large, new Figure(small.units * leap.units, small.scale)) <= 0) continue;
    if (kind === "amount" && !isZero(right) && times(left, right) >= yuan.units) continue; // V-3 speaks of it
    yield {
      cells: [cell],
      left,
      right,
      names: { place: report.place(cell), left: formatFigure(left), right: formatFigure(right) },
      says: "leap",
    };
  }
}

function both(left, right) {
  return { left: formatFigure(left), right: formatFigure(right), difference: formatFigure(apart(left, right)) };
}
