// The page of one part: wires the sheet, the findings, the counters and the guard against losing what is unsaved.
import { Unreadable, apart, balances, formatFigure, isZero } from "./figures.mjs";
import { judge } from "./echo.mjs";
import { messagesOn, showFindings } from "./findings.mjs";
import { enableKeyboard } from "./grid.mjs";

const form = document.getElementById("part-form");
const echo = document.getElementById("echo") && { ...read("edition"), ...read("echo") };

showCurrentPart(document.querySelector(".parts .current"));
if (form) {
  guard(form);
  countLetters(form);
  enableConflicts();
}
if (form && echo) {
  enableKeyboard(form);
  enableCellbar(form);
  const inputs = Array.from(form.querySelectorAll(".slot > input"));
  const judged = new Set(Object.keys(echo.rules));
  const refresh = () => {
    const { tables, findings } = judge(echo, Object.fromEntries(inputs.map((input) => [input.name, input.value])));
    for (const table of echo.tables) showTable(table, tables.get(table.key));
    showFindings(findings.filter((finding) => finding.part === echo.part), judged);
    showCell(document.activeElement);
  };
  form.addEventListener("input", refresh);
  refresh(); // a page that the browser brings back holds what was typed, not what the server sent
}

function showTable(table, cells) {
  const drawn = form.querySelector(`[data-table="${table.key}"]`);
  if (!drawn) return;
  let long = false;
  for (const [key, value] of cells) {
    const field = document.getElementById(`c-${table.key}-${key.replace(".", "-")}`);
    const slot = field.parentElement.classList;
    if (field.matches("output")) field.textContent = value instanceof Unreadable ? "—" : formatFigure(value);
    slot.toggle("blank", value === null);
    slot.toggle("zero", isZero(value));
    slot.toggle("unread", value instanceof Unreadable);
    long = long || formatFigure(value).length > 7;
  }
  drawn.classList.toggle("wide", long);
  balances(table, cells).forEach((columns) => showBalance(drawn, columns));
}

function showBalance(drawn, columns) {
  columns.forEach(({ left, right, whole }, index) => {
    const cell = (side) => drawn.querySelectorAll(`[data-side="${side}"] td`)[index];
    cell("left").textContent = left instanceof Unreadable ? "—" : formatFigure(left);
    cell("right").textContent = right instanceof Unreadable ? "—" : formatFigure(right);
    const [state, words] = balanceWords(left, right, whole);
    cell("difference").className = `difference ${state}`;
    cell("difference").textContent = words;
  });
}

function balanceWords(left, right, whole) {
  if (left instanceof Unreadable || right instanceof Unreadable) return ["", "—"];
  if (left === null && right === null) return ["", ""];
  const nothing = apart(left || right, left || right);
  const difference = apart(left || nothing, right || nothing);
  return isZero(difference) ? ["even", "平"] : [whole ? "off" : "open", `差 ${formatFigure(difference)}`];
}

function enableCellbar(area) {
  const bar = document.getElementById("cellbar");
  const resting = Array.from(bar.childNodes);
  area.addEventListener("focusin", ({ target }) => showCell(target));
  area.addEventListener("focusout", () => bar.replaceChildren(...resting));
}

// Under the table: the cell that is being typed into, last year's figure, and what the rules say of it.
function showCell(field) {
  if (!field?.matches?.(".slot > input, .slot > output")) return;
  const name = document.createElement("span");
  name.className = "cellbar-name";
  const last = field.parentElement.querySelector("small").textContent;
  name.textContent = field.getAttribute("aria-label") + (last ? `　${last}` : "");
  const messages = messagesOn(field).map((item) => {
    const copy = document.createElement("span");
    copy.append(item.querySelector(".level").cloneNode(true), item.querySelector(".finding-link").textContent, " ");
    return copy;
  });
  document.getElementById("cellbar").replaceChildren(name, ...messages);
  for (const item of document.querySelectorAll("#findings li")) {
    item.classList.toggle("spoken-of", messagesOn(field).includes(item));
  }
}

// Asks before leaving only while something is unsaved: typed since, or refused by the server.
function guard(area) {
  const told = document.getElementById("save-state");
  const refused = document.getElementById("form-errors") !== null;
  const changed = () => Array.from(area.elements).filter((field) => field.name && isChanged(field)).length;
  const tell = () => {
    const count = changed();
    told.textContent = count ? `${count} 处改动还没有保存` : "";
    told.classList.toggle("unsaved", count > 0);
  };
  let sending = false;
  area.addEventListener("input", tell);
  area.addEventListener("submit", () => (sending = true));
  addEventListener("pageshow", () => {
    sending = false;
    if (changed()) tell();
  });
  addEventListener("beforeunload", (event) => {
    if (sending || !(refused || changed())) return;
    event.preventDefault();
    event.returnValue = "";
  });
}

function read(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

// On a narrow screen the parts lie side by side.
function showCurrentPart(item) {
  if (item) item.parentElement.scrollLeft = item.offsetLeft - item.parentElement.offsetLeft - 80;
}

function isChanged(field) {
  if (field.type === "radio" || field.type === "checkbox") return field.checked && !field.defaultChecked;
  return field.matches("input, textarea") && field.value !== field.defaultValue;
}

function countLetters(area) {
  for (const counter of area.querySelectorAll("[data-counts]")) {
    const field = document.getElementById(counter.dataset.counts);
    const count = () => {
      counter.textContent = Array.from(field.value.replace(/\s/gu, "")).length;
      if (field.scrollHeight > field.clientHeight) field.style.height = `${field.scrollHeight + 4}px`;
    };
    field.addEventListener("input", count);
    count();
  }
}

function enableConflicts() {
  for (const link of document.querySelectorAll("[data-names]")) {
    link.textContent = document.getElementById(link.dataset.names)?.getAttribute("aria-label") || link.textContent;
  }
  for (const button of document.querySelectorAll("[data-take]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.take);
      field.value = button.dataset.value;
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}
