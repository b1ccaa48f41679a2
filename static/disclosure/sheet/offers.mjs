// What last year's report lets one offer for blank cells: never entered by itself, each by a press, or all by one.
import { button } from "../pages/boxes.mjs";
import { add, cellAs, cellKey, formatFigure, isFigure, negated, parseFigure } from "../rules/figures.mjs";

/** @import { Cell } from "../rules/figures.mjs" */
/** @import { Tables } from "../rules/judging.mjs" */
/** @import { ActLine } from "./act_line.mjs" */
/** @import { Sheet } from "./sheet.mjs" */
/** @typedef {{ name: string, text: string, label: string, about: "carried_in" | "stock" }} Offer */

// Pure.
/** @param {Echo} echo @param {Tables} tables @returns {Offer[]} */
export function offersFor(echo, tables) {
  return echo.last ? [...carriedIn(echo, echo.last, tables), ...stock(echo, echo.last, tables)] : [];
}

// 上年结转 is last year's 结转下年度.
/** @param {Echo} echo @param {LastYearEcho} last @param {Tables} tables @returns {Offer[]} */
function carriedIn(echo, last, tables) {
  /** @type {Offer[]} */
  const offers = [];
  for (const [column, text] of Object.entries(last.carried_over)) {
    const cell = cellAs(echo.tables, "requests", "carried_in", column);
    if (cell === null || valueIn(tables, cell) !== null) continue;

    const label = tableOf(echo, cell)?.columns.find(({ key }) => key === cell.column)?.name ?? "";
    offers.push({ name: nameOf(cell), text, label, about: "carried_in" });
  }

  return offers;
}

// 现行有效 is last year's, and what was made, without what was repealed.
/** @param {Echo} echo @param {LastYearEcho} last @param {Tables} tables @returns {Offer[]} */
function stock(echo, last, tables) {
  /** @type {Offer[]} */
  const offers = [];
  for (const [row, text] of Object.entries(last.stock)) {
    const [inForce, ...changes] = ["in_force", "made", "repealed"].map((column) =>
      cellAs(echo.tables, "documents", row, column),
    );
    const [made, repealed] = changes.map((cell) => cell && valueIn(tables, cell));
    if (inForce === null || valueIn(tables, inForce) !== null || !isFigure(made) || !isFigure(repealed)) continue;

    const figure = add([parseFigure(text, "count"), made, negated(repealed)]);
    if (!isFigure(figure) || figure.units < 0n) continue;

    const label = tableOf(echo, inForce)?.rows.find(({ key }) => key === inForce.row)?.name ?? "";
    offers.push({ name: nameOf(inForce), text: formatFigure(figure), label, about: "stock" });
  }

  return offers;
}

/** @param {Tables} tables @param {Cell} cell */
const valueIn = (tables, { table, row, column }) => tables.get(table)?.get(cellKey(row, column));
/** @param {Cell} cell */
const nameOf = ({ table, row, column }) => `${table}.${row}.${column}`;
/** @param {Echo} echo @param {Cell} cell */
const tableOf = (echo, cell) => echo.tables.find(({ key }) => key === cell.table);

const WORDS = {
  carried_in: (/** @type {number} */ year) => `上年结转，采用 ${year} 年结转下年度：`,
  stock: () => "现行有效，采用上年现行有效 + 本年制发 − 本年废止：",
};

// Draws into the line that the page keeps for them; `tables` comes with every judgement.
export class Offers {
  /** @param {HTMLElement | null} line @param {{ sheet: Sheet, echo: Echo, actLine: ActLine }} of */
  constructor(line, { sheet, echo, actLine }) {
    this.line = line;
    this.sheet = sheet;
    this.echo = echo;
    this.actLine = actLine;
    this.drawn = "";
  }

  /** @param {Tables} tables */
  show(tables) {
    if (!this.line) return;

    const offers = offersFor(this.echo, tables).filter(({ name }) => this.sheet.input(name));
    const key = JSON.stringify(offers);
    if (key === this.drawn) return;

    this.drawn = key;
    this.line.classList.toggle("spent", offers.length === 0);
    this.line.replaceChildren(...(offers.length ? this.pieces(offers) : [this.line.dataset.spent ?? ""]));
  }

  /** @param {Offer[]} offers */
  pieces(offers) {
    const words = document.createElement("span");
    words.textContent = WORDS[offers[0].about](this.echo.last?.year ?? 0);
    const single = offers.map((offer) => button(`${offer.label} ${offer.text}`, () => this.take([offer]), "offer"));
    return [words, ...single, button("全部采用", () => this.take(offers))];
  }

  /** @param {Offer[]} offers */
  take(offers) {
    this.sheet.write(
      offers.map(({ name, text }) => [name, text]),
      "offered",
    );
    this.sheet.input(offers[0].name)?.focus();
    this.actLine.done(`已采用 ${offers.length} 个上年数。`);
  }
}
