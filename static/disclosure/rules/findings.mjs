// Findings while typing: in the list beside the sheet, as a mark on each cell they speak of, and said once when new.

import { required, within } from "../elements.mjs";
import { describe } from "../saving/marks.mjs";
import { once } from "./figures.mjs";

/** @import { Answers } from "./answers.mjs" */
/** @import { Cell } from "./figures.mjs" */
/** @import { Finding } from "./rules.mjs" */
/** @typedef {{ level: string, ids: string[] }} CellMark the gravest level, and the items that speak of the cell */

const GRAVEST = ["hint", "query", "error"];
const QUIET = 900; // after the last change, so that a figure half typed says nothing
const MOST_SAID = 2;
/** @param {Cell} cell */
export const cellId = ({ table, row, column }) => `c-${table}-${row}-${column}`;

// What a rule says of the same cells has one item as long as it says anything: other figures are written into it. To take
// a node out of a list and put another in costs a hundred elements' style; and a cell keeps its description.
/** @type {Map<string, HTMLElement>} rule and cells -> the item */
const items = new Map();
/** @type {HTMLElement[] | null} items of the server's, by rules that are not judged here */
let kept = null;
/** @type {HTMLElement[]} all of them, in order */
let listed = [];
let made = 0;
/** @type {Map<string, string>} cell id -> the mark it bears */
const marked = new Map();
/** @type {Set<string> | null} what has been said aloud, or stood there when the page came */
let said = null;
let quiet = 0;

// Shows `findings`, keeping what the server found by rules that are not judged here (`judged`: codes that are).
/** @param {Finding[]} findings @param {Set<string>} judged @param {Answers | null} answers */
export function showFindings(findings, judged, answers) {
  const list = required("findings", HTMLElement);
  kept ??= itemsIn(list).filter((item) => !judged.has(item.dataset.code ?? ""));
  const wanted = new Map(findings.map((finding) => [aboutOf(finding), finding]));
  for (const about of items.keys()) if (!wanted.has(about)) items.delete(about);

  const shown = Array.from(wanted, ([about, finding]) => {
    const before = items.get(about);
    if (before) renew(before, finding, answers);
    const item = before ?? itemOf(finding, answers);
    items.set(about, item);
    return { finding, item };
  });
  put(list, [...shown.map(({ item }) => item), ...kept]);
  markCells(marksOf(shown));
  sayNew(findings);
}

/** @param {HTMLElement} list */
const itemsIn = (list) => Array.from(list.children).filter((item) => item instanceof HTMLElement);
const aboutOf = once((/** @type {Finding} */ { code, cells }) => [code, ...cells.map(cellId)].join(" "));
/** @param {HTMLElement} item */
const grave = (item) => GRAVEST.indexOf(item.dataset.level ?? "");

// Moves only what is out of place, so that an answer being written keeps its caret.
/** @param {HTMLElement} list @param {HTMLElement[]} all */
function put(list, all) {
  all.sort((one, other) => grave(other) - grave(one));
  const isInPlace = list.children.length === all.length && all.every((item, index) => listed[index] === item);
  if (isInPlace) return;

  for (const item of itemsIn(list)) if (!all.includes(item)) item.remove();
  all.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
  listed = all;
  // To write or hide what is written or hidden already costs as much as a change.
  const tally = required("tally", HTMLElement);
  const none = required("no-findings", HTMLElement);
  if (tally.textContent !== String(all.length)) tally.textContent = String(all.length);
  if (none.hidden !== all.length > 0) none.hidden = all.length > 0;
}

// A reason belongs to the figures it was given for.
/** @param {HTMLElement} item @param {Finding} finding @param {Answers | null} answers */
function renew(item, { fingerprint, message, level }, answers) {
  if (item.dataset.fingerprint === fingerprint) return;
  item.dataset.fingerprint = fingerprint;
  const words = within(item, ".finding-link", HTMLElement).firstChild;
  if (words) words.nodeValue = message;
  if (level === "query") answers?.renew(item, fingerprint);
}

/** @param {Finding} finding @param {Answers | null} answers */
function itemOf(finding, answers) {
  made += 1;
  const item = document.createElement("li");
  item.id = `f-new-${made}`;
  Object.assign(item.dataset, { code: finding.code, level: finding.level, fingerprint: finding.fingerprint });
  const level = document.createElement("span");
  level.className = `level level-${finding.level}`;
  level.textContent = finding.label;
  const link = document.createElement("a");
  link.className = "finding-link";
  link.href = `#${cellId(finding.cells[0])}`;
  link.textContent = finding.message;
  item.append(level, " ", link);
  if (finding.level === "query") answers?.attach(item, finding.fingerprint);
  return item;
}

/** @param {{ finding: Finding, item: HTMLElement }[]} shown @returns {Map<string, CellMark>} by the id of a cell */
function marksOf(shown) {
  /** @type {Map<string, CellMark>} */
  const marks = new Map();
  for (const { finding, item } of shown) {
    for (const cell of finding.cells) {
      const mark = marks.get(cellId(cell)) ?? { level: "hint", ids: [] };
      if (GRAVEST.indexOf(finding.level) > GRAVEST.indexOf(mark.level)) mark.level = finding.level;
      mark.ids.push(item.id);
      marks.set(cellId(cell), mark);
    }
  }

  return marks;
}

/** @param {Map<string, CellMark>} marks */
function markCells(marks) {
  // The first time, what the server has marked counts too; from then on only what bears a mark or is to bear one.
  const isFirst = marked.size === 0;
  const fields = isFirst ? document.querySelectorAll(".slot > input, .slot > output") : [];
  const ids = new Set([...Array.from(fields, ({ id }) => id), ...marked.keys(), ...marks.keys()]);
  for (const id of ids) {
    const wanted = marks.get(id) ?? { level: "", ids: [] };
    const look = wanted.level && `${wanted.level} ${wanted.ids}`;
    const field = document.getElementById(id); // null where the cell is on another page
    if (field && marked.get(id) !== look) mark(field, wanted);
    marked.set(id, look);
  }
}

/** @param {HTMLElement} field @param {CellMark} mark */
function mark(field, { level, ids }) {
  for (const one of GRAVEST) field.parentElement?.classList.toggle(one, one === level);
  describe(field, "findings", ids);
  if (level === "error" && field.matches("input")) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

// Each finding is read out once, when typing pauses; those that stood there when the page came are read with it.
/** @param {Finding[]} findings */
function sayNew(findings) {
  const here = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  said ??= new Set(here.keys());
  clearTimeout(quiet);
  quiet = setTimeout(() => {
    const before = said ?? new Set();
    said = new Set(here.keys());
    const words = newWords([...here.values()].filter(({ fingerprint }) => !before.has(fingerprint)));
    const isSettled = before.size > 0 && here.size === 0;
    if (words || isSettled) required("tally-spoken", HTMLElement).textContent = words || "没有发现问题";
  }, QUIET);
}

/** @param {Finding[]} fresh */
function newWords(fresh) {
  const words = fresh.slice(0, MOST_SAID).map(({ label, message }) => `${label}：${message}`);
  if (fresh.length > MOST_SAID) words.push(`另有 ${fresh.length - MOST_SAID} 条`);
  return words.join(" ");
}

// The messages on one cell, gravest first, for the line under the table.
/** @param {Element} field */
export function messagesOn(field) {
  const ids = (field.getAttribute("aria-describedby") || "").split(" ").filter((id) => id.startsWith("f-"));
  return ids.map((id) => document.getElementById(id)).filter((item) => item !== null);
}
