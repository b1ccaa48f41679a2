// What the page shows of the figures: totals, states, the balance, and the line that names the cell in hand.
import { required, within } from "../elements.mjs";
import { apart, balances, formatFigure, isFigure, isZero, Unreadable } from "../rules/figures.mjs";
import { messagesOn } from "../rules/findings.mjs";
import { describe } from "../saving/marks.mjs";

/** @import { Balance, Cells, Figure, Value } from "../rules/figures.mjs" */
/** @typedef {{ value: Value, look: string, long: boolean }} ShownCell */
/**
 * The parts of a drawn table that change, looked up once.
 * @typedef {object} DrawnTable
 * @property {HTMLElement} body
 * @property {Map<string, HTMLElement>} fields
 * @property {Map<string, ShownCell>} shown
 * @property {HTMLElement[]} left
 * @property {HTMLElement[]} right
 * @property {HTMLElement[]} difference
 */

/** @type {Map<string, DrawnTable | null>} null where the page does not draw the table */
const drawn = new Map();

/** @param {HTMLFormElement} form @param {TableEcho} table */
function drawnTable(form, table) {
  const before = drawn.get(table.key);
  if (before !== undefined) return before;

  const found = lookedUp(form, table);
  drawn.set(table.key, found);
  return found;
}

/** @param {HTMLFormElement} form @param {TableEcho} table @returns {DrawnTable | null} */
function lookedUp(form, table) {
  const body = form.querySelector(`[data-table="${table.key}"]`);
  if (!(body instanceof HTMLElement)) return null;

  /** @type {Map<string, HTMLElement>} */
  const fields = new Map();
  for (const row of table.rows) {
    for (const column of table.columns) {
      const field = document.getElementById(`c-${table.key}-${row.key}-${column.key}`);
      if (field) fields.set(`${row.key}.${column.key}`, field);
    }
  }

  const side = (/** @type {string} */ name) =>
    Array.from(body.querySelectorAll(`[data-side="${name}"] td`)).filter((cell) => cell instanceof HTMLElement);
  return { body, fields, shown: new Map(), left: side("left"), right: side("right"), difference: side("difference") };
}

/** @param {HTMLFormElement} form @param {TableEcho} table @param {Cells} cells */
export function showTable(form, table, cells) {
  const on = drawnTable(form, table);
  if (!on) return;

  for (const [key, value] of cells) showValue(on, key, value);
  const isWide = [...on.shown.values()].some(({ long }) => long);
  on.body.classList.toggle("wide", isWide);
  for (const columns of balances(table, cells)) showBalance(on, columns);
}

// Touches what has changed: a cell whose text did not has the same value object as before.
/** @param {DrawnTable} on @param {string} key @param {Value} value */
function showValue(on, key, value) {
  const before = on.shown.get(key);
  if (before?.value === value) return;

  const text = formatFigure(value);
  const look = lookOf(value) + text;
  on.shown.set(key, { value, look, long: text.length > 7 });
  const field = on.fields.get(key);
  const slot = field?.parentElement?.classList;
  if (before?.look === look || !field || !slot) return;

  if (field.matches("output")) write(field, value instanceof Unreadable ? "—" : text);
  else describe(field, "state", value === null ? ["s-blank"] : []);
  slot.toggle("blank", value === null);
  slot.toggle("zero", isZero(value));
  slot.toggle("unread", value instanceof Unreadable);
}

/** @param {Value} value */
function lookOf(value) {
  if (value === null) return "b";
  return value instanceof Unreadable ? "u" : "f";
}

/** @param {DrawnTable} on @param {Balance[]} columns */
function showBalance(on, columns) {
  for (const [index, { left, right, whole }] of columns.entries()) {
    const difference = on.difference[index];
    writeInside(on.left[index], sumText(left));
    writeInside(on.right[index], sumText(right));
    const { state, words } = balanceWords(left, right, whole);
    const look = `difference ${state}`;
    if (difference.className !== look) difference.className = look;
    writeInside(difference, words);
  }
}

/** @param {Value} sum */
const sumText = (sum) => (sum instanceof Unreadable ? "—" : formatFigure(sum));

/** @param {HTMLElement} cell @param {string} words */
function writeInside(cell, words) {
  const place = cell.firstElementChild;
  if (place) write(place, words);
}

// Into the text that is there: to take a node out and put another in costs twenty cells' worth of layout on every key.
/** @param {Element} place @param {string} words */
function write(place, words) {
  const text = place.firstChild;
  if (text === null) place.append(words);
  else if (text.nodeValue !== words) text.nodeValue = words;
}

/** @param {Value} left @param {Value} right @param {boolean} whole whether no term is blank */
function balanceWords(left, right, whole) {
  if (left instanceof Unreadable || right instanceof Unreadable) return { state: "", words: "—" };
  const some = left ?? right;
  if (!isFigure(some)) return { state: "", words: "" };

  const nothing = apart(some, some);
  const difference = apart(left ?? nothing, right ?? nothing);
  if (isZero(difference)) return { state: "even", words: "平" };
  return { state: whole ? "off" : "open", words: `差 ${formatFigure(difference)}` };
}

let said = ""; // of which cell, and by which findings, so that a key that changes none of it moves nothing
/** @type {HTMLElement[]} where the words of the findings stand */
let messages = [];

/** @param {HTMLElement} area */
export function enableCellbar(area) {
  const bar = required("cellbar", HTMLElement);
  const resting = Array.from(bar.childNodes);
  area.addEventListener("focusin", ({ target }) => showCell(target));
  area.addEventListener("focusout", () => {
    said = "";
    bar.replaceChildren(...resting);
  });
}

// Under the table: the cell that is being typed into, last year's figure, and what the rules say of it.
/** @param {EventTarget | null} field */
export function showCell(field) {
  if (!(field instanceof HTMLElement) || !field.matches(".slot > input, .slot > output")) return;

  const items = messagesOn(field);
  const about = [field.id, ...items.map(({ id }) => id)].join(" ");
  if (about === said) {
    for (const [index, message] of messages.entries()) write(message, wordsOf(items[index]));
    return;
  }

  said = about;
  const name = nameInBar(field);
  messages = items.map((item) => spanOf(wordsOf(item)));
  while (name.nextSibling) name.nextSibling.remove();
  for (const [index, message] of messages.entries()) {
    const level = within(items[index], ".level", HTMLElement).cloneNode(true);
    name.parentElement?.append(level, message, " ");
  }

  for (const item of document.querySelectorAll("#findings li")) {
    item.classList.toggle(
      "spoken-of",
      items.some((one) => one === item),
    );
  }
}

// The name of the cell in hand; the one that stands there is kept where it is the same.
/** @param {HTMLElement} field */
function nameInBar(field) {
  const bar = required("cellbar", HTMLElement);
  const last = field.parentElement?.querySelector("small")?.textContent;
  const words = (field.getAttribute("aria-label") ?? "") + (last ? `　${last}` : "");
  const before = bar.firstElementChild;
  if (before?.textContent === words) return before;

  const name = spanOf(words);
  name.className = "cellbar-name";
  bar.replaceChildren(name);
  return name;
}

/** @param {string} words */
function spanOf(words) {
  const span = document.createElement("span");
  span.textContent = words;
  return span;
}

/** @param {Element} item */
const wordsOf = (item) => within(item, ".finding-link", HTMLElement).textContent ?? "";
