// Where each cell of a pasted block goes: by the names of the lines where it brings them, else from the cell in hand on.
// Pure. Nothing is shifted and nothing is guessed: what has no place, or is no figure, is left out and said.

import { formatFigure, isFigure, parseFigure } from "../rules/figures.mjs";
import { isFigureLike, isMark } from "./clipboard.mjs";

const NUMBERING = /^[（(]?[一二三四五六七八九十\d]+[）)、.．,，]+/;
const ASIDE = /[（(][^（()）]*[）)]/g;
const WITH_UNIT = /^[\d０-９][\d０-９,，.]*\s*(?:[（(]|件|条|万?元)/; // 22（其中修订16件）: a figure with words, no label

// `grids`: [{key, names, lines: [[{name, kind, total}]]}], a line's cells in paper order; `at`: {key, x, y, width, height},
// the cells chosen. Answers
//   values  [{name, text}]        what goes where, as it will stand there; blank where a mark or nothing was pasted
//   totals  [{name, text}]        printed totals, to be compared with the computed ones
//   left    [{text, why, name?}]  what was left out: "outside", "unnamed", "twice", or why it is no figure
//   marks, merged, labels         how many marks read as blank, cells under a merged one, labels there were
//   byName                        whether the lines were found by their names
export function placeBlock(block, grids, at) {
  const plan = { values: [], totals: [], left: [], marks: 0, merged: 0, labels: 0, byName: false };
  if (block.length === 1 && block[0].length === 1 && at.width * at.height > 1)
    return fill(plan, block[0][0], grids, at);
  const lines = block.map(parted);
  cutLabels(lines);
  const index = indexOf(grids);
  const first = lines.findIndex(hasFigure);
  const rows = lines.filter(
    (line, y) => hasFigure(line) || (first >= 0 && y > first && (!line.label || index.has(keyOf(line.label)))),
  );
  const named = byName(rows, index);
  plan.byName = named !== null;
  plan.labels = lines.filter((line) => line.label).length;
  const whole = plan.byName || plan.labels > 0 || first > 0;
  const targets = named ?? inOrder(rows, grids, at, whole);
  rows.forEach((row, y) => placeRow(plan, row, targets[y], at, whole));
  return plan;
}

const hasFigure = (line) => line.data.some((cell) => isFigureLike(cell.text));
const isLabel = (text) => /\p{Script=Han}.*\p{Script=Han}/u.test(text) && !WITH_UNIT.test(text) && !isMark(text);

// A line's label, and its data: the words at its head are labels, and what a merged label covers is theirs.
function parted(line) {
  let last = -1;
  for (let x = 0; x < line.length && (line[x].text === "" || isLabel(line[x].text)); x += 1) if (line[x].text) last = x;
  let from = last + 1;
  while (last >= 0 && line[from]?.covered) from += 1;
  return { label: last < 0 ? "" : line[last].text, from, data: line.slice(from).filter((cell) => !cell.missing) };
}

// Empty cells beside a short label belong to it. In a true rectangle the figures begin in one column; where text has lost
// that, as from a web page, they are as many as in most lines.
function cutLabels(lines) {
  const labelled = lines.filter((line) => line.label && hasFigure(line));
  const start = Math.max(0, ...labelled.map((line) => line.from));
  if (labelled.every(({ data, from }) => data.slice(0, start - from).every((cell) => cell.text === ""))) {
    for (const line of lines) if (line.label) line.data = line.data.slice(Math.max(0, start - line.from));
    return;
  }
  const counts = new Map();
  for (const { data } of labelled) counts.set(data.length, (counts.get(data.length) ?? 0) + 1);
  const [[width]] = [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  for (const line of lines) if (line.label) cutToWidth(line, width);
}

// Of a line with cells too many, the stretch that holds all its figures and ends with one; else the last that holds them.
function cutToWidth(line, width) {
  const over = line.data.length - width;
  if (over <= 0) return;
  const isEmpty = (cells) => cells.every((cell) => cell.text === "");
  const starts = Array.from({ length: over + 1 }, (_, at) => over - at);
  const holding = starts.filter((at) => isEmpty(line.data.slice(0, at)) && isEmpty(line.data.slice(at + width)));
  const start = holding.find((at) => line.data[at + width - 1].text !== "") ?? holding[0];
  if (start !== undefined) line.data = line.data.slice(start, start + width);
}

// ── Lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────
function keyOf(label) {
  return label
    .replace(ASIDE, "")
    .replace(/\s/g, "")
    .replace(NUMBERING, "")
    .replace(/[^\p{Script=Han}\d]/gu, "");
}

function indexOf(grids) {
  const index = new Map();
  for (const grid of grids) {
    grid.names.forEach((name, y) => {
      const key = keyOf(name);
      if (key) index.set(key, index.has(key) ? null : { grid, y });
    });
  }
  for (const [key, place] of index) if (place === null) index.delete(key); // two lines of one name: neither is meant
  return index;
}

// The place of each row, null where it has none; null altogether where too few rows name theirs.
function byName(rows, index) {
  const found = rows.map((row) => index.get(keyOf(row.label)) ?? null);
  const labelled = rows.filter((row) => row.label).length;
  const known = found.filter(Boolean).length;
  if (!known || known * 2 < labelled) return null;
  const taken = new Set();
  return found.map((place, y) => {
    const here = place ?? (rows[y].label ? between(found[y - 1], found[y + 1]) : null);
    if (!here) return "unnamed";
    const key = `${here.grid.key}.${here.y}`;
    if (taken.has(key)) return "twice";
    taken.add(key);
    return here;
  });
}

// A misspelt line that stands exactly between its neighbours, or at the end where only one line is left, is that line.
function between(before, after) {
  const grid = (before ?? after)?.grid;
  if (!grid) return null;
  const next = after?.grid === grid ? after : null;
  const y = before ? before.y + 1 : next.y - 1;
  const fits = (next ? next.y === y + 1 : y === grid.lines.length - 1) && (before || y === 0);
  return fits ? { grid, y } : null;
}

// From the chosen cell downwards. A block that has just as many lines as are typed into leaves the totals out.
function inOrder(rows, grids, at, whole) {
  const grid = grids.find(({ key }) => key === at.key);
  const start = whole && rows.length >= grid.lines.filter(isEntered).length ? 0 : at.y;
  const lines = grid.lines.map((line, y) => ({ grid, y, line })).slice(start);
  const entered = lines.filter(({ line }) => isEntered(line));
  const over = rows.length === entered.length ? entered : lines;
  return rows.map((_, y) => over[y] ?? "outside");
}

const isEntered = (line) => line.some((cell) => !cell.total);

// ── Cells ───────────────────────────────────────────────────────────────────────────────────────────────────────────
function placeRow(plan, { label, data }, target, at, whole) {
  if (typeof target === "string") {
    const text =
      label ||
      data
        .map((cell) => cell.text)
        .filter(Boolean)
        .join("　");
    if (data.some((cell) => cell.text)) plan.left.push({ text, why: target });
    return;
  }
  const line = target.grid.lines[target.y];
  const fromFirst = (whole && data.length >= line.filter((cell) => !cell.total).length) || target.grid.key !== at.key;
  const cells = fromFirst ? line : line.slice(at.x);
  const entered = cells.filter((cell) => !cell.total);
  // As many cells as are typed into: the totals were left out.
  const over = data.length === entered.length ? entered : cells;
  data.forEach((cell, x) => placeCell(plan, cell, over[x]));
}

function placeCell(plan, { text, covered }, cell) {
  if (covered) {
    if (cell && !cell.total) plan.merged += 1;
  } else if (!cell) {
    if (text) plan.left.push({ text, why: "outside" });
  } else if (cell.total) {
    if (isFigure(parseFigure(text, cell.kind))) plan.totals.push({ name: cell.name, text });
    else if (text && !isMark(text)) plan.left.push({ text, why: "not_a_number", name: cell.name });
  } else {
    enter(plan, text, cell);
  }
}

function enter(plan, text, { name, kind }) {
  const value = isMark(text) ? null : parseFigure(text, kind);
  if (isMark(text)) plan.marks += 1;
  if (value !== null && !isFigure(value)) plan.left.push({ text, why: value.problem, name });
  else plan.values.push({ name, text: formatFigure(value) });
}

// One figure over several chosen cells goes into each of them, totals apart.
function fill(plan, { text }, grids, { key, x, y, width, height }) {
  const lines = grids.find((grid) => grid.key === key).lines.slice(y, y + height);
  for (const cell of lines.flatMap((line) => line.slice(x, x + width))) if (!cell.total) enter(plan, text, cell);
  return plan;
}
