// The keyboard of the statutory tables, as in a spreadsheet. A cell that one comes to is taken whole and the arrows leave
// it; F2, a double click or a second click opens it, and the arrows move inside it. Tab is the browser's.
import { isEntry } from "./lattice.mjs";

/** @import { Lattice } from "./lattice.mjs" */
/** @import { Selection } from "./selection.mjs" */
/**
 * The cell in hand: its text when one came to it, whether the caret is inside, and the column where a run of Tabs began.
 * @typedef {{ before: string, open: boolean, tabbedFrom: number | null }} CellInHand
 */

/** @param {HTMLFormElement} form @param {Lattice} lattice @param {Selection} selection */
export function enableKeyboard(form, lattice, selection) {
  /** @type {CellInHand} */
  const cell = { before: "", open: false, tabbedFrom: null };

  form.addEventListener("focusin", ({ target }) => {
    if (!lattice.spot(target)) return;
    Object.assign(cell, { before: isEntry(target) ? target.value : "", open: false });
    if (isEntry(target)) target.select();
  });
  // What another window has saved takes the place of what was taken whole here: it is what Escape goes back to.
  selection.sheet.onCells(({ changes, kind }) => {
    const field = document.activeElement;
    if (kind !== "kept" || !isEntry(field) || !changes.some(({ name }) => name === field.name)) return;
    Object.assign(cell, { before: field.value, open: false });
    field.select();
  });
  form.addEventListener("mousedown", (event) => {
    cell.tabbedFrom = null;
    const { target } = event;
    if (event.button !== 0 || !isEntry(target) || !lattice.entrySpots.has(target)) return;

    // The first click takes the whole figure, as in a spreadsheet; the second one sets the caret.
    if (target === document.activeElement) {
      cell.open = true;
    } else if (!event.shiftKey) {
      event.preventDefault();
      target.focus();
    }
  });
  form.addEventListener("keydown", (event) => press(event, cell, lattice, selection));
}

/** @param {KeyboardEvent} event @param {CellInHand} cell @param {Lattice} lattice @param {Selection} selection */
function press(event, cell, lattice, selection) {
  const field = event.target;
  const spot = lattice.entrySpots.get(field);
  if (!isEntry(field) || !spot || event.isComposing || event.defaultPrevented) return;
  if (event.key === "F2") return open(event, field, cell);
  if (event.key === "Escape" && field.value !== cell.before) return restore(event, field, cell);
  if (event.key === "Tab") cell.tabbedFrom ??= spot.x;
  if (event.altKey || selection.takes(event, cell.open)) return;

  const next = target(event, lattice.entry, spot, cell);
  if (next === null) return;

  cell.tabbedFrom = null;
  event.preventDefault();
  if (next) go(next);
}

/** @param {HTMLInputElement} input */
function go(input) {
  input.focus();
  input.select();
}

/** @param {KeyboardEvent} event @param {HTMLInputElement} field @param {CellInHand} cell */
function open(event, field, cell) {
  event.preventDefault();
  cell.open = !cell.open;
  const { length } = field.value;
  if (cell.open) field.setSelectionRange(length, length);
  else field.select();
}

/** @param {KeyboardEvent} event @param {HTMLInputElement} field @param {CellInHand} cell */
function restore(event, field, cell) {
  event.preventDefault();
  field.value = cell.before;
  field.select();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  cell.open = false;
}

// The input a key leads to; undefined at the edge, null where the key keeps its own meaning.
/** @param {KeyboardEvent} event @param {HTMLInputElement[][]} lines @param {{ x: number, y: number }} spot @param {CellInHand} cell */
function target(event, lines, { x, y }, { open: isOpen, tabbedFrom }) {
  const { key, shiftKey } = event;
  const isWhole = event.ctrlKey || event.metaKey;
  if (key === "Enter" && !isWhole) {
    // After a run of Tabs, Enter goes to where the run began, one line on.
    return shiftKey ? vertical(lines, x, y, -1) : vertical(lines, tabbedFrom ?? x, y, 1);
  }
  if (shiftKey) return null;
  if (key === "ArrowUp") return vertical(lines, x, y, -1);
  if (key === "ArrowDown") return vertical(lines, x, y, 1);
  if (isWhole) return toTheEnds(key, lines.flat());
  if (isOpen) return null;
  return alongTheLine(key, lines[y], x);
}

/** @param {string} key @param {HTMLInputElement[]} all */
function toTheEnds(key, all) {
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  return null;
}

/** @param {string} key @param {HTMLInputElement[]} line @param {number} x */
function alongTheLine(key, line, x) {
  if (key === "ArrowLeft") return line[x - 1];
  if (key === "ArrowRight") return line[x + 1];
  return toTheEnds(key, line);
}

/** @param {HTMLInputElement[][]} lines @param {number} x @param {number} y @param {number} step */
function vertical(lines, x, y, step) {
  const line = lines[y + step];
  return line?.[Math.min(x, line.length - 1)];
}
