// A block of cells of one table: chosen with shift or the mouse, copied, cut, emptied. The cell where it began keeps the
// focus, and the block goes when the focus does.
import { isEntry, textOf } from "./lattice.mjs";

/** @import { CellField, GridOfFields, Lattice } from "./lattice.mjs" */
/** @import { Sheet } from "./sheet.mjs" */
/** @typedef {{ dx: number, dy: number }} Step */
/** @typedef {{ grid: GridOfFields, x: number, y: number, width: number, height: number }} Area a rectangle in its table */

/** @type {Record<string, Step>} */
const STEPS = {
  ArrowUp: { dx: 0, dy: -1 },
  ArrowDown: { dx: 0, dy: 1 },
  ArrowLeft: { dx: -1, dy: 0 },
  ArrowRight: { dx: 1, dy: 0 },
};

export class Selection {
  /** @param {HTMLFormElement} form @param {Lattice} lattice @param {Sheet} sheet */
  constructor(form, lattice, sheet) {
    this.lattice = lattice;
    this.sheet = sheet;
    /** @type {CellField | null} */
    this.start = null;
    /** @type {CellField | null} */
    this.end = null;
    /** @type {HTMLInputElement | null} where the mouse went down */
    this.pressed = null;
    this.spoken = document.getElementById("selection-spoken");
    form.addEventListener("focusin", ({ target }) => {
      if (target !== this.start) this.clear();
    });
    form.addEventListener("input", () => this.clear());
    form.addEventListener("mousedown", (event) => this.press(event));
    form.addEventListener("mouseover", (event) => this.drag(event));
    addEventListener("mouseup", () => {
      this.pressed = null;
    });
    document.addEventListener("copy", (event) => this.copy(event));
    document.addEventListener("cut", (event) => {
      if (this.copy(event)) this.empty();
    });
  }

  get isBlock() {
    return this.start !== null && this.start !== this.end;
  }

  // What is chosen; one cell where nothing else is, null where the focus is in none.
  /** @returns {Area | null} */
  get area() {
    const one = this.lattice.spot(this.start ?? document.activeElement);
    const other = this.isBlock ? this.lattice.spot(this.end) : one;
    if (!one || !other) return null;

    const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
    return { grid: one.grid, x, y, width: Math.abs(one.x - other.x) + 1, height: Math.abs(one.y - other.y) + 1 };
  }

  // Its fields, line by line.
  get lines() {
    if (!this.area) return [];
    const { grid, x, y, width, height } = this.area;
    return grid.lines.slice(y, y + height).map((line) => line.slice(x, x + width));
  }

  // Whether a key is the block's affair; `open` is whether the caret is inside the cell.
  /** @param {KeyboardEvent} event @param {boolean} open */
  takes(event, open) {
    const isTaken = this.isBlock ? this.ends(event) || this.grows(event, open) : this.grows(event, open);
    if (isTaken) event.preventDefault();
    return isTaken;
  }

  /** @param {KeyboardEvent} event */
  ends({ key }) {
    if (key === "Escape") this.clear();
    else if (key === "Delete" || key === "Backspace") this.empty();
    else return false;
    return true;
  }

  /** @param {KeyboardEvent} event @param {boolean} open */
  grows({ key, shiftKey, ctrlKey, metaKey, target }, open) {
    const spot = this.lattice.spot(target);
    if (open || !spot) return false;

    const whole = ctrlKey || metaKey;
    if (key.toLowerCase() === "a" && whole) this.chooseAll(spot.grid);
    else if (shiftKey && STEPS[key]) this.step(spot.grid.lines[spot.y][spot.x], STEPS[key], whole);
    else return false;
    return true;
  }

  /** @param {CellField} from @param {Step} step @param {boolean} far to the end of the table */
  step(from, { dx, dy }, far) {
    const spot = this.lattice.spot(this.end ?? from);
    if (!spot) return;

    const { lines } = spot.grid;
    const reach = far ? Number.POSITIVE_INFINITY : 1;
    const line = lines[kept(dy ? spot.y + dy * reach : spot.y, lines.length)];
    const end = line[kept(dx ? spot.x + dx * reach : spot.x, line.length)];
    this.choose(this.start ?? from, end);
    end.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {GridOfFields} grid */
  chooseAll({ lines }) {
    const last = lines.at(-1)?.at(-1) ?? null;
    this.choose(lines[0][0], last); // the focus stays where it is
  }

  /** @param {CellField | null} start @param {CellField | null} end */
  choose(start, end) {
    const wasBlock = this.isBlock;
    this.start = start;
    this.end = end;
    for (const field of this.lattice.fields) field.parentElement?.classList.remove("chosen");
    if (!this.isBlock) {
      if (wasBlock) this.say("");
      return;
    }

    const { lines } = this;
    for (const field of lines.flat()) field.parentElement?.classList.add("chosen");
    this.say(`已选 ${lines.length} 行 ${lines[0].length} 列`);
  }

  clear() {
    if (this.start === null) return;
    this.choose(null, null);
  }

  /** @param {string} words */
  say(words) {
    if (this.spoken) this.spoken.textContent = words;
  }

  /** @param {MouseEvent} event */
  press(event) {
    const field = fieldAt(event);
    const spot = this.lattice.spot(field);
    if (event.button !== 0 || !spot) return;

    const from = this.lattice.spot(this.start ?? document.activeElement);
    if (event.shiftKey && from?.grid === spot.grid) {
      event.preventDefault();
      this.choose(from.grid.lines[from.y][from.x], spot.grid.lines[spot.y][spot.x]);
    } else if (isEntry(field)) {
      if (field === document.activeElement) this.clear();
      this.pressed = field;
    }
  }

  /** @param {MouseEvent} event */
  drag(event) {
    const spot = this.lattice.spot(fieldAt(event));
    const { pressed } = this;
    if (!pressed || !spot || event.buttons !== 1) return;
    if (spot.grid !== this.lattice.spot(pressed)?.grid) return;

    const field = spot.grid.lines[spot.y][spot.x];
    if (field === pressed && !this.isBlock) return;
    if (document.activeElement !== pressed) pressed.focus();
    this.choose(pressed, field);
  }

  /** @param {ClipboardEvent} event */
  copy(event) {
    if (!this.isBlock) return false;

    event.preventDefault();
    const lines = this.lines.map((line) => line.map(textOf));
    event.clipboardData?.setData("text/plain", lines.map((line) => `${line.join("\t")}\r\n`).join(""));
    event.clipboardData?.setData("text/html", asTable(lines));
    return true;
  }

  empty() {
    const fields = this.lines.flat().filter(isEntry);
    this.sheet.write(
      fields.map((field) => [field.name, ""]),
      "typed",
    );
  }
}

/** @param {number} at @param {number} length */
const kept = (at, length) => Math.max(0, Math.min(at, length - 1));

/** @param {MouseEvent} event */
function fieldAt({ target }) {
  return target instanceof Element ? target.closest(".slot")?.firstElementChild : null;
}

/** @param {string[][]} lines */
function asTable(lines) {
  const cell = (/** @type {string} */ text) => {
    const escaped = text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    return `<td>${escaped}</td>`;
  };
  const rows = lines.map((line) => `<tr>${line.map(cell).join("")}</tr>`);
  return `<meta charset="utf-8"><table>${rows.join("")}</table>`;
}
