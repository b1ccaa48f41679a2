// Findings while typing: in the list beside the sheet, as a mark on each cell they speak of, and said once when new.
import { describe } from "./marks.mjs";

const GRAVEST = ["hint", "query", "error"];
const QUIET = 900; // after the last change, so that a figure half typed says nothing
const MOST_SAID = 2;
export const cellId = ({ table, row, column }) => `c-${table}-${row}-${column}`;

const items = new Map(); // fingerprint -> the item that shows it, kept while the finding stands
let made = 0; // items made here are numbered on: an item keeps its id, so that a cell it speaks of keeps its description
const marked = new Map(); // cell id -> the mark it bears
let said = null; // what has been said aloud, or stood there when the page came
let quiet = 0;

// Shows `findings`, keeping what the server found by rules that are not judged here (`judged`: codes that are).
export function showFindings(findings, judged, answers) {
  const list = document.getElementById("findings");
  const wanted = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  for (const item of list.querySelectorAll("li")) {
    if (judged.has(item.dataset.code) && items.get(item.dataset.fingerprint) !== item) item.remove();
  }
  for (const [fingerprint, item] of items) {
    if (wanted.has(fingerprint)) continue;
    item.remove();
    items.delete(fingerprint);
  }
  for (const [fingerprint, finding] of wanted) if (!items.has(fingerprint)) items.set(fingerprint, itemOf(finding, answers));
  const kept = Array.from(list.children).filter((item) => !items.has(item.dataset.fingerprint));
  const all = [...wanted.keys()].map((fingerprint) => items.get(fingerprint)).concat(kept);
  put(list, all.sort((one, other) => grave(other) - grave(one)));
  markCells(findings.map((finding) => [finding, items.get(finding.fingerprint).id]));
  count(all);
  sayNew(findings);
}

const grave = (item) => GRAVEST.indexOf(item.dataset.level);

// Moves only what is out of place, so that an answer being written keeps its caret.
function put(list, all) {
  all.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
  });
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
  const fields = marked.size ? [] : Array.from(document.querySelectorAll(".slot > input, .slot > output"), ({ id }) => id);
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

function count(all) {
  document.getElementById("tally").textContent = all.length;
  document.getElementById("no-findings").hidden = all.length > 0;
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
    if (words.length || settled) document.getElementById("tally-spoken").textContent = words.join(" ") || "没有发现问题";
  }, QUIET);
}

// The messages on one cell, gravest first, for the line under the table.
export function messagesOn(field) {
  const ids = (field.getAttribute("aria-describedby") || "").split(" ").filter((id) => id.startsWith("f-"));
  return ids.map((id) => document.getElementById(id)).filter(Boolean);
}
