// Where the cells of a page's tables lie: lines of fields in paper order, totals among them.

/** @typedef {HTMLInputElement | HTMLOutputElement} CellField what is typed into, or a total */
/** @typedef {{ key: string, body: HTMLElement, lines: CellField[][], names: string[] }} GridOfFields */
/** @typedef {{ grid: GridOfFields, x: number, y: number }} Spot */

export class Lattice {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.grids = Array.from(form.querySelectorAll(".grid"))
      .filter((body) => body instanceof HTMLElement)
      .map(gridOf);
    /** @type {Map<unknown, Spot>} */
    this.spots = new Map();
    for (const grid of this.grids) {
      for (const [y, line] of grid.lines.entries()) {
        for (const [x, field] of line.entries()) this.spots.set(field, { grid, x, y });
      }
    }

    // The lines that are typed into, over all tables of the page: what arrows and Enter move over.
    const lines = this.grids.flatMap((grid) => grid.lines.map((line) => line.filter(isEntry)));
    this.entry = lines.filter((line) => line.length);
    /** @type {Map<unknown, { x: number, y: number }>} */
    this.entrySpots = new Map();
    for (const [y, line] of this.entry.entries()) {
      for (const [x, field] of line.entries()) this.entrySpots.set(field, { x, y });
    }
  }

  get fields() {
    return this.grids.flatMap(({ lines }) => lines.flat());
  }

  // Undefined where the field is in no table.
  /** @param {unknown} field */
  spot(field) {
    return this.spots.get(field);
  }

  /** @param {string} key */
  grid(key) {
    return this.grids.find((grid) => grid.key === key);
  }
}

/** @param {unknown} field @returns {field is HTMLInputElement} */
export const isEntry = (field) => field instanceof HTMLInputElement;
/** @param {CellField} field */
export const textOf = (field) => (isEntry(field) ? field.value : field.textContent);

/** @param {Element} cell @returns {cell is CellField} */
const isCell = (cell) => cell instanceof HTMLInputElement || cell instanceof HTMLOutputElement;

/** @param {HTMLElement} body @returns {GridOfFields} */
function gridOf(body) {
  const rows = Array.from(body.querySelectorAll("tbody tr"));
  const lines = rows.map((row) => Array.from(row.querySelectorAll(".slot > input, .slot > output")).filter(isCell));
  const names = rows.map((row) => row.querySelector("th.name")?.textContent?.trim() ?? "");
  return { key: body.dataset.table ?? "", body, lines, names };
}
