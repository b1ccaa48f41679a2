// What last year's report lets one offer for blank cells: never entered by itself, each by a press, or all by one.
import { add, cellAs, cellKey, formatFigure, isFigure, negated, parseFigure } from "../rules/figures.mjs";

// [{name, text, label, about}]: `about` is "carried_in" or "stock". Pure.
export function offersFor({ last, tables: forms }, tables) {
  if (!last) return [];
  const value = (cell) => cell && tables.get(cell.table)?.get(cellKey(cell.row, cell.column));
  const isBlank = (cell) => cell !== null && value(cell) === null;
  const nameOf = ({ table, row, column }) => `${table}.${row}.${column}`;
  const label = (cell, list, key) =>
    forms.find((form) => form.key === cell.table)[list].find((item) => item.key === key).name;
  const carried = Object.entries(last.carried_over)
    .map(([column, text]) => ({ cell: cellAs(forms, "requests", "carried_in", column), text }))
    .filter(({ cell }) => isBlank(cell))
    .map(({ cell, text }) => ({
      name: nameOf(cell),
      text,
      label: label(cell, "columns", cell.column),
      about: "carried_in",
    }));
  const stock = Object.entries(last.stock).flatMap(([row, text]) => {
    const [inForce, ...changes] = ["in_force", "made", "repealed"].map((column) =>
      cellAs(forms, "documents", row, column),
    );
    const [made, repealed] = changes.map(value);
    if (!isBlank(inForce) || !isFigure(made) || !isFigure(repealed)) return [];
    const figure = add([parseFigure(text, "count"), made, negated(repealed)]);
    return figure.units < 0n
      ? []
      : [
          {
            name: nameOf(inForce),
            text: formatFigure(figure),
            label: label(inForce, "rows", inForce.row),
            about: "stock",
          },
        ];
  });
  return [...carried, ...stock];
}

const WORDS = {
  carried_in: (year) => `上年结转，采用 ${year} 年结转下年度：`,
  stock: () => "现行有效，采用上年现行有效 + 本年制发 − 本年废止：",
};

// Draws into the line that the page keeps for them; `tables` comes with every judgement.
export class Offers {
  constructor(line, { sheet, echo, actLine }) {
    Object.assign(this, { line, sheet, echo, actLine, drawn: "" });
  }

  show(tables) {
    if (!this.line) return;
    const offers = offersFor(this.echo, tables).filter(({ name }) => this.sheet.input(name));
    const key = JSON.stringify(offers);
    if (key === this.drawn) return;
    this.drawn = key;
    this.line.classList.toggle("spent", offers.length === 0);
    this.line.replaceChildren(...(offers.length ? this.pieces(offers) : [this.line.dataset.spent]));
  }

  pieces(offers) {
    const press = (words, chosen, className) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className, textContent: words });
      button.addEventListener("click", () => this.take(chosen));
      return button;
    };
    const words = document.createElement("span");
    words.textContent = WORDS[offers[0].about](this.echo.last.year);
    const single = offers.map((offer) => press(`${offer.label} ${offer.text}`, [offer], "offer"));
    return [words, ...single, press("全部采用", offers, "btn btn-quiet")];
  }

  take(offers) {
    this.sheet.write(
      offers.map(({ name, text }) => [name, text]),
      "offered",
    );
    this.sheet.input(offers[0].name).focus();
    this.actLine.done(`已采用 ${offers.length} 个上年数。`);
  }
}
