// What the page shows of the figures: totals, states, the balance, and the line that names the cell in hand.
import { apart, balances, formatFigure, isZero, Unreadable } from "../rules/figures.mjs";
import { messagesOn } from "../rules/findings.mjs";
import { describe } from "../saving/marks.mjs";

const drawn = new Map();

// The parts of a drawn table that change, looked up once.
function fieldsOf(form, table) {
  if (!drawn.has(table.key)) {
    const body = form.querySelector(`[data-table="${table.key}"]`);
    const cells = table.rows.flatMap((row) => table.columns.map((column) => `${row.key}.${column.key}`));
    const field = (key) => [key, document.getElementById(`c-${table.key}-${key.replace(".", "-")}`)];
    const side = (name) => Array.from(body.querySelectorAll(`[data-side="${name}"] td`));
    drawn.set(
      table.key,
      body && {
        body,
        fields: new Map(cells.map(field)),
        shown: new Map(),
        left: side("left"),
        right: side("right"),
        difference: side("difference"),
      },
    );
  }
  return drawn.get(table.key);
}

// Touches what has changed: a cell whose text did not has the same value object as before.
export function showTable(form, table, cells) {
  const on = fieldsOf(form, table);
  if (!on) return;
  for (const [key, value] of cells) {
    const before = on.shown.get(key);
    if (before?.value === value) continue;
    const text = formatFigure(value);
    const look = lookOf(value) + text;
    on.shown.set(key, { value, look, long: text.length > 7 });
    if (before?.look === look) continue;
    const field = on.fields.get(key);
    const slot = field.parentElement.classList;
    if (field.matches("output")) write(field, value instanceof Unreadable ? "—" : text);
    else describe(field, "state", value === null ? ["s-blank"] : []);
    slot.toggle("blank", value === null);
    slot.toggle("zero", isZero(value));
    slot.toggle("unread", value instanceof Unreadable);
  }
  on.body.classList.toggle(
    "wide",
    [...on.shown.values()].some(({ long }) => long),
  );
  balances(table, cells).forEach((columns) => showBalance(on, columns));
}

const lookOf = (value) => (value === null ? "b" : value instanceof Unreadable ? "u" : "f");

function showBalance(on, columns) {
  columns.forEach(({ left, right, whole }, index) => {
    write(on.left[index].firstChild, left instanceof Unreadable ? "—" : formatFigure(left));
    write(on.right[index].firstChild, right instanceof Unreadable ? "—" : formatFigure(right));
    const [state, words] = balanceWords(left, right, whole);
    if (on.difference[index].className !== `difference ${state}`)
      on.difference[index].className = `difference ${state}`;
    write(on.difference[index].firstChild, words);
  });
}

// Into the text that is there: to take a node out and put another in costs twenty cells' worth of layout on every key.
function write(place, words) {
  const text = place.firstChild;
  if (text === null) place.append(words);
  else if (text.data !== words) text.data = words;
}

function balanceWords(left, right, whole) {
  if (left instanceof Unreadable || right instanceof Unreadable) return ["", "—"];
  if (left === null && right === null) return ["", ""];
  const nothing = apart(left || right, left || right);
  const difference = apart(left || nothing, right || nothing);
  return isZero(difference) ? ["even", "平"] : [whole ? "off" : "open", `差 ${formatFigure(difference)}`];
}

export function enableCellbar(area) {
  const bar = document.getElementById("cellbar");
  const resting = Array.from(bar.childNodes);
  area.addEventListener("focusin", ({ target }) => showCell(target));
  area.addEventListener("focusout", () => {
    said = "";
    bar.replaceChildren(...resting);
  });
}

let said = ""; // of which cell, and by which findings, so that a key that changes none of it moves nothing
let messages = []; // where their words stand

// Under the table: the cell that is being typed into, last year's figure, and what the rules say of it.
export function showCell(field) {
  if (!field?.matches?.(".slot > input, .slot > output")) return;
  const items = messagesOn(field);
  const about = [field.id, ...items.map(({ id }) => id)].join(" ");
  if (about === said) return messages.forEach((message, index) => write(message, wordsOf(items[index])));
  said = about;
  const bar = document.getElementById("cellbar");
  const last = field.parentElement.querySelector("small").textContent;
  const words = field.getAttribute("aria-label") + (last ? `　${last}` : "");
  let name = bar.firstElementChild;
  if (!name || name.textContent !== words) {
    name = document.createElement("span");
    name.className = "cellbar-name";
    name.textContent = words;
    bar.replaceChildren(name);
  }
  messages = items.map((item) => {
    const copy = document.createElement("span");
    copy.textContent = wordsOf(item);
    return copy;
  });
  const levels = items.map((item) => item.querySelector(".level").cloneNode(true));
  while (name.nextSibling) name.nextSibling.remove();
  bar.append(...messages.flatMap((message, index) => [levels[index], message, " "]));
  for (const item of document.querySelectorAll("#findings li"))
    item.classList.toggle("spoken-of", items.includes(item));
}

const wordsOf = (item) => item.querySelector(".finding-link").textContent;
