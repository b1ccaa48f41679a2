// What last year's report lets one offer for blank cells: never entered by itself, each by a press, or all by one.
import { add, cellKey, formatFigure, isFigure, negated, parseFigure } from "./figures.mjs";

// [{name, text, label, about}]: `about` is "carried_in" or "stock". Pure.
export function offersFor({ last, tables: forms }, tables) {
  if (!last) return [];
  const isBlank = (table, key) => tables.get(table)?.get(key) === null;
  const named = (table, list, key) => forms.find((form) => form.key === table)[list].find((item) => item.key === key)?.name;
  const carried = Object.entries(last.carried_over)
    .filter(([column]) => isBlank("requests", cellKey("carried_in", column)))
    .map(([column, text]) => ({ name: `requests.carried_in.${column}`, text, label: named("requests", "columns", column), about: "carried_in" }));
  const stock = Object.entries(last.stock).flatMap(([row, text]) => {
    const [made, repealed] = ["made", "repealed"].map((column) => tables.get("documents")?.get(cellKey(row, column)));
    if (!isBlank("documents", cellKey(row, "in_force")) || !isFigure(made) || !isFigure(repealed)) return [];
    const figure = add([parseFigure(text, "count"), made, negated(repealed)]);
    return figure.units < 0n ? [] : [{ name: `documents.${row}.in_force`, text: formatFigure(figure), label: named("documents", "rows", row), about: "stock" }];
  });
  return [...carried, ...stock];
}

const WORDS = {
  carried_in: (year) => `上年结转，采用 ${year} 年结转下年度：`,
  stock: () => "现行有效，采用上年现行有效 + 本年制发 − 本年废止：",
};

// Draws into the line that the page keeps for them; `tables` comes with every judgement.
export class Offers {
  constructor(line, { sheet, echo, deeds }) {
    Object.assign(this, { line, sheet, echo, deeds, drawn: "" });
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
    this.sheet.write(offers.map(({ name, text }) => [name, text]), "offered");
    this.sheet.input(offers[0].name).focus();
    this.deeds.done(`已采用 ${offers.length} 个上年数。`);
  }
}
