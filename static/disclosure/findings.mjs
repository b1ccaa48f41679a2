// Findings while typing: in the list beside the sheet, and as a mark on each cell they speak of.
import { describe } from "./marks.mjs";

const GRAVEST = ["hint", "query", "error"];
export const cellId = ({ table, row, column }) => `c-${table}-${row}-${column}`;

// Shows `findings`, keeping what the server found by rules that are not judged here (`judged`: codes that are).
export function showFindings(findings, judged) {
  const list = document.getElementById("findings");
  for (const item of list.querySelectorAll("li")) {
    if (judged.has(item.dataset.code)) item.remove();
  }
  const items = findings.map(itemOf);
  const kept = Array.from(list.children);
  const all = [...items, ...kept].sort((one, other) => grave(other) - grave(one));
  list.append(...all);
  all.forEach((item, index) => (item.id = `f-${index}`));
  markCells(findings.map((finding, index) => [finding, items[index].id]));
  tell(all);
}

const grave = (item) => GRAVEST.indexOf(item.dataset.level);

function itemOf(finding) {
  const item = document.createElement("li");
  item.dataset.code = finding.code;
  item.dataset.level = finding.level;
  const level = document.createElement("span");
  level.className = `level level-${finding.level}`;
  level.textContent = finding.label;
  const link = document.createElement("a");
  link.className = "finding-link";
  link.href = `#${cellId(finding.cells[0])}`;
  link.textContent = finding.message;
  item.append(level, " ", link);
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
  for (const field of document.querySelectorAll(".slot > input, .slot > output")) {
    const mark = marks.get(field.id);
    for (const level of GRAVEST) field.parentElement.classList.toggle(level, mark?.level === level);
    describe(field, "findings", mark?.ids || []);
    set(field, "aria-invalid", mark?.level === "error" && field.matches("input") ? "true" : undefined);
  }
}

function set(field, name, value) {
  if (value === undefined) field.removeAttribute(name);
  else field.setAttribute(name, value);
}

function tell(items) {
  const count = (level) => items.filter((item) => item.dataset.level === level).length;
  document.getElementById("tally").textContent = items.length;
  document.getElementById("no-findings").hidden = items.length > 0;
  const spoken = document.getElementById("tally-spoken");
  const words = items.length ? `错误 ${count("error")} 条，疑点 ${count("query")} 条，提示 ${count("hint")} 条` : "没有发现问题";
  if (spoken.textContent !== words) spoken.textContent = words;
}

// The messages on one cell, gravest first, for the line under the table.
export function messagesOn(field) {
  const ids = (field.getAttribute("aria-describedby") || "").split(" ").filter((id) => id.startsWith("f-"));
  return ids.map((id) => document.getElementById(id)).filter(Boolean);
}
