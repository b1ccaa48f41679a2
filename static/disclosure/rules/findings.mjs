// Findings while typing: in the list beside the sheet, as a mark on each cell they speak of, and said once when new.

import { describe } from "../saving/marks.mjs";
import { once } from "./figures.mjs";

const GRAVEST = ["hint", "query", "error"];
const QUIET = 900; // after the last change, so that a figure half typed says nothing
const MOST_SAID = 2;
export const cellId = ({ table, row, column }) => `c-${table}-${row}-${column}`;

// What a rule says of the same cells has one item as long as it says anything: other figures are written into it. To take
// a node out of a list and put another in costs a hundred elements' style; and a cell keeps its description.
const items = new Map(); // rule and cells -> the item
let kept = null; // items of the server's, by rules that are not judged here
let listed = []; // all of them, in order
let made = 0;
const marked = new Map(); // cell id -> the mark it bears
let said = null; // what has been said aloud, or stood there when the page came
let quiet = 0;

// Shows `findings`, keeping what the server found by rules that are not judged here (`judged`: codes that are).
export function showFindings(findings, judged, answers) {
  const list = document.getElementById("findings");
  kept ??= Array.from(list.children).filter((item) => !judged.has(item.dataset.code));
  const wanted = new Map(findings.map((finding) => [aboutOf(finding), finding]));
  for (const about of items.keys()) if (!wanted.has(about)) items.delete(about);
  for (const [about, finding] of wanted) {
    if (items.has(about)) renew(items.get(about), finding, answers);
    else items.set(about, itemOf(finding, answers));
  }
  put(list, [...Array.from(wanted.keys(), (about) => items.get(about)), ...kept]);
  markCells(Array.from(wanted, ([about, finding]) => [finding, items.get(about).id]));
  sayNew(findings);
}

const aboutOf = once(({ code, cells }) => [code, ...cells.map(cellId)].join(" "));
const grave = (item) => GRAVEST.indexOf(item.dataset.level);

// Moves only what is out of place, so that an answer being written keeps its caret.
function put(list, all) {
  all.sort((one, other) => grave(other) - grave(one));
  if (list.children.length === all.length && all.every((item, index) => listed[index] === item)) return;
  for (const item of Array.from(list.children)) if (!all.includes(item)) item.remove();
  all.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
  listed = all;
  const [tally, none] = ["tally", "no-findings"].map((id) => document.getElementById(id));
  if (tally.textContent !== String(all.length)) tally.textContent = all.length;
  if (none.hidden !== all.length > 0) none.hidden = all.length > 0; // to hide what is hidden costs as much as a change
}

// A reason belongs to the figures it was given for.
function renew(item, { fingerprint, message, level }, answers) {
  if (item.dataset.fingerprint === fingerprint) return;
  item.dataset.fingerprint = fingerprint;
  item.querySelector(".finding-link").firstChild.data = message;
  if (level === "query") answers?.renew(item, fingerprint);
}

function itemOf(finding, answers) {
  const item = document.createElement("li");
  item.id = `f-new-${(made += 1)}`;
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

function markCells(pairs) {
  const marks = new Map();
  for (const [finding, id] of pairs) {
    for (const cell of finding.cells) {
      const mark = marks.get(cellId(cell)) || { level: "hint", ids: [] };
      if (GRAVEST.indexOf(finding.level) > GRAVEST.indexOf(mark.level)) mark.level = finding.level;
      mark.ids.push(id);
      marks.set(cellId(cell), mark);
    }
  }
  // The first time, what the server has marked counts too; from then on only what bears a mark or is to bear one.
  const fields = marked.size
    ? []
    : Array.from(document.querySelectorAll(".slot > input, .slot > output"), ({ id }) => id);
  for (const id of new Set([...fields, ...marked.keys(), ...marks.keys()])) {
    const look = marks.has(id) ? `${marks.get(id).level} ${marks.get(id).ids}` : "";
    if (marked.get(id) !== look) mark(document.getElementById(id), marks.get(id));
    marked.set(id, look);
  }
}

function mark(field, { level = "", ids = [] } = {}) {
  if (!field) return; // on another page
  for (const one of GRAVEST) field.parentElement.classList.toggle(one, one === level);
  describe(field, "findings", ids);
  if (level === "error" && field.matches("input")) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

// Each finding is read out once, when typing pauses; those that stood there when the page came are read with it.
function sayNew(findings) {
  const here = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  said ??= new Set(here.keys());
  clearTimeout(quiet);
  quiet = setTimeout(() => {
    const fresh = [...here.values()].filter(({ fingerprint }) => !said.has(fingerprint));
    const settled = said.size > 0 && here.size === 0;
    said = new Set(here.keys());
    const words = fresh.slice(0, MOST_SAID).map(({ label, message }) => `${label}：${message}`);
    if (fresh.length > MOST_SAID) words.push(`另有 ${fresh.length - MOST_SAID} 条`);
    if (words.length || settled)
      document.getElementById("tally-spoken").textContent = words.join(" ") || "没有发现问题";
  }, QUIET);
}

// The messages on one cell, gravest first, for the line under the table.
export function messagesOn(field) {
  const ids = (field.getAttribute("aria-describedby") || "").split(" ").filter((id) => id.startsWith("f-"));
  return ids.map((id) => document.getElementById(id)).filter(Boolean);
}
