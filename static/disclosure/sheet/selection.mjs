// A block of cells of one table: chosen with shift or the mouse, copied, cut, emptied. The cell where it began keeps the
// focus, and the block goes when the focus does.
import { isEntry, textOf } from "./lattice.mjs";

const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class Selection {
  constructor(form, lattice, sheet) {
    Object.assign(this, { form, lattice, sheet, start: null, end: null });
    this.spoken = document.getElementById("selection-spoken");
    form.addEventListener("focusin", ({ target }) => target !== this.start && this.clear());
    form.addEventListener("input", () => this.clear());
    form.addEventListener("mousedown", (event) => this.press(event));
    form.addEventListener("mouseover", (event) => this.drag(event));
    addEventListener("mouseup", () => (this.pressed = null));
    document.addEventListener("copy", (event) => this.copy(event));
    document.addEventListener("cut", (event) => this.copy(event) && this.empty());
  }

  get isBlock() {
    return this.start !== null && this.start !== this.end;
  }

  // The rectangle in its table: {grid, x, y, width, height}; of one cell where nothing else is chosen.
  get area() {
    const one = this.lattice.spot(this.start ?? document.activeElement);
    const other = this.isBlock ? this.lattice.spot(this.end) : one;
    if (!one) return null;
    const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
    return { grid: one.grid, x, y, width: Math.abs(one.x - other.x) + 1, height: Math.abs(one.y - other.y) + 1 };
  }

  // Its fields, line by line.
  get lines() {
    const { grid, x, y, width, height } = this.area;
    return grid.lines.slice(y, y + height).map((line) => line.slice(x, x + width));
  }

  // Whether a key is the block's affair; `open` is whether the caret is inside the cell.
  takes(event, open) {
    const { key, shiftKey, ctrlKey, metaKey, target } = event;
    const whole = ctrlKey || metaKey;
    if (key === "Escape" && this.isBlock) this.clear();
    else if ((key === "Delete" || key === "Backspace") && this.isBlock) this.empty();
    else if (key.toLowerCase() === "a" && whole && !open) this.chooseAll(target);
    else if (shiftKey && STEPS[key] && !open) this.step(target, STEPS[key], whole);
    else return false;
    event.preventDefault();
    return true;
  }

  step(from, [dx, dy], far) {
    const { grid, x, y } = this.lattice.spot(this.end ?? from);
    const lines = grid.lines;
    const [toX, toY] = far
      ? [dx < 0 ? 0 : dx > 0 ? Infinity : x, dy < 0 ? 0 : dy > 0 ? Infinity : y]
      : [x + dx, y + dy];
    const line = lines[Math.max(0, Math.min(toY, lines.length - 1))];
    const end = line[Math.max(0, Math.min(toX, line.length - 1))];
    this.choose(this.start ?? from, end);
    end.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  chooseAll(field) {
    const { lines } = this.lattice.spot(field).grid;
    this.choose(lines[0][0], lines.at(-1).at(-1)); // the focus stays where it is
  }

  choose(start, end) {
    const before = this.isBlock;
    Object.assign(this, { start, end });
    for (const field of this.lattice.spots.keys()) field.parentElement.classList.remove("chosen");
    if (!this.isBlock) return before && this.say("");
    for (const field of this.lines.flat()) field.parentElement.classList.add("chosen");
    const { width, height } = this.area;
    this.say(`已选 ${height} 行 ${width} 列`);
  }

  clear() {
    if (this.start === null) return;
    this.choose(null, null);
  }

  say(words) {
    if (this.spoken) this.spoken.textContent = words;
  }

  press(event) {
    const spot = event.target.closest?.(".slot")?.firstElementChild;
    if (event.button !== 0 || !this.lattice.spot(spot)) return;
    const from = this.start ?? document.activeElement;
    if (event.shiftKey && this.lattice.spot(from)?.grid === this.lattice.spot(spot).grid) {
      event.preventDefault();
      this.choose(from, spot);
    } else if (isEntry(spot)) {
      if (spot === document.activeElement) this.clear();
      this.pressed = spot;
    }
  }

  drag(event) {
    const spot = event.target.closest?.(".slot")?.firstElementChild;
    if (!this.pressed || event.buttons !== 1 || !this.lattice.spot(spot)) return;
    if (this.lattice.spot(spot).grid !== this.lattice.spot(this.pressed).grid) return;
    if (spot === this.pressed && !this.isBlock) return;
    if (document.activeElement !== this.pressed) this.pressed.focus();
    this.choose(this.pressed, spot);
  }

  copy(event) {
    if (!this.isBlock) return false;
    event.preventDefault();
    const lines = this.lines.map((line) => line.map(textOf));
    event.clipboardData.setData("text/plain", lines.map((line) => `${line.join("\t")}\r\n`).join(""));
    event.clipboardData.setData("text/html", asTable(lines));
    return true;
  }

  empty() {
    this.sheet.write(
      this.lines
        .flat()
        .filter(isEntry)
        .map((field) => [field.name, ""]),
      "typed",
    );
  }
}

function asTable(lines) {
  const escape = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const rows = lines.map((line) => `<tr>${line.map((text) => `<td>${escape(text)}</td>`).join("")}</tr>`);
  return `<meta charset="utf-8"><table>${rows.join("")}</table>`;
}
