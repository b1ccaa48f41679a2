// Where the cells of a page's tables lie: lines of fields in paper order, totals among them.

export class Lattice {
  constructor(form) {
    this.grids = Array.from(form.querySelectorAll(".grid"), gridOf);
    this.spots = new Map();
    for (const grid of this.grids) {
      grid.lines.forEach((line, y) => line.forEach((field, x) => this.spots.set(field, { grid, x, y })));
    }
    // The lines that are typed into, over all tables of the page: what arrows and Enter move over.
    this.entry = this.grids
      .flatMap(({ lines }) => lines.map((line) => line.filter(isEntry)))
      .filter((line) => line.length);
    this.entrySpots = new Map(this.entry.flatMap((line, y) => line.map((field, x) => [field, [x, y]])));
  }

  // {grid, x, y}, or undefined where the field is in no table.
  spot(field) {
    return this.spots.get(field);
  }

  grid(key) {
    return this.grids.find((grid) => grid.key === key);
  }
}

export const isEntry = (field) => field.localName === "input";
export const textOf = (field) => (isEntry(field) ? field.value : field.textContent);

function gridOf(body) {
  const rows = Array.from(body.querySelectorAll("tbody tr"));
  const lines = rows.map((row) => Array.from(row.querySelectorAll(".slot > input, .slot > output")));
  const names = rows.map((row) => row.querySelector("th.name")?.textContent.trim() ?? "");
  return { key: body.dataset.table, body, lines, names };
}
