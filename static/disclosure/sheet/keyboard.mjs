// The keyboard of the statutory tables, as in a spreadsheet. A cell that one comes to is taken whole and the arrows leave
// it; F2, a double click or a second click opens it, and the arrows move inside it. Tab is the browser's.
import { isEntry } from "./lattice.mjs";

export function enableKeyboard(form, lattice, selection) {
  const cell = { before: "", open: false, tabbedFrom: null };

  form.addEventListener("focusin", ({ target }) => {
    if (!lattice.spot(target)) return;
    Object.assign(cell, { before: target.value, open: false });
    if (isEntry(target)) target.select();
  });
  // What another window has saved takes the place of what was taken whole here: it is what Escape goes back to.
  selection.sheet.addEventListener("cells", ({ detail: { changes, kind } }) => {
    const field = document.activeElement;
    if (kind !== "kept" || !changes.some(({ name }) => name === field.name)) return;
    Object.assign(cell, { before: field.value, open: false });
    field.select();
  });
  form.addEventListener("mousedown", (event) => {
    cell.tabbedFrom = null;
    if (event.button !== 0 || !isInTable(lattice, event.target)) return;
    // The first click takes the whole figure, as in a spreadsheet; the second one sets the caret.
    if (event.target === document.activeElement) cell.open = true;
    else if (!event.shiftKey) {
      event.preventDefault();
      event.target.focus();
    }
  });
  form.addEventListener("keydown", (event) => {
    if (!isInTable(lattice, event.target) || event.isComposing || event.defaultPrevented) return;
    if (event.key === "F2") return open(event, cell);
    if (event.key === "Escape" && event.target.value !== cell.before) return restore(event, cell);
    if (event.key === "Tab") cell.tabbedFrom ??= lattice.entrySpots.get(event.target)[0];
    if (event.altKey || selection.takes(event, cell.open)) return;
    const next = target(event, lattice.entry, lattice.entrySpots.get(event.target), cell);
    if (next === null) return;
    cell.tabbedFrom = null;
    event.preventDefault();
    if (next) go(next);
  });
}

const isInTable = (lattice, field) => lattice.entrySpots.has(field);

function go(input) {
  input.focus();
  input.select();
}

function open(event, cell) {
  event.preventDefault();
  cell.open = !cell.open;
  const { value } = event.target;
  if (cell.open) event.target.setSelectionRange(value.length, value.length);
  else event.target.select();
}

function restore(event, cell) {
  event.preventDefault();
  event.target.value = cell.before;
  event.target.select();
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
  cell.open = false;
}

// The input a key leads to; undefined at the edge, null where the key keeps its own meaning.
function target({ key, ctrlKey, metaKey, shiftKey }, lines, [x, y], { open, tabbedFrom }) {
  const whole = ctrlKey || metaKey;
  // After a run of Tabs, Enter goes to where the run began, one line on.
  if (key === "Enter" && !whole) return vertical(lines, shiftKey ? x : (tabbedFrom ?? x), y, shiftKey ? -1 : 1);
  if (shiftKey) return null;
  if (key === "ArrowUp") return vertical(lines, x, y, -1);
  if (key === "ArrowDown") return vertical(lines, x, y, 1);
  if (key === "Home" && whole) return lines[0][0];
  if (key === "End" && whole) return lines.at(-1).at(-1);
  if (whole || open) return null;
  if (key === "ArrowLeft") return lines[y][x - 1];
  if (key === "ArrowRight") return lines[y][x + 1];
  if (key === "Home") return lines[y][0];
  if (key === "End") return lines[y].at(-1);
  return null;
}

function vertical(lines, x, y, step) {
  const line = lines[y + step];
  return line && line[Math.min(x, line.length - 1)];
}
