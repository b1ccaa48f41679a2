// Where each cell of a pasted block goes: by the names of the lines where it brings them, else from the cell in hand on.
// Pure. Nothing is shifted and nothing is guessed: what has no place, or is no figure, is left out and said.

import { formatFigure, isFigure, parseFigure, Unreadable } from "../rules/figures.mjs";
import { isFigureLike, isMark } from "./clipboard.mjs";

/** @import { Block, PastedCell } from "./clipboard.mjs" */
/** @typedef {{ name: string, kind: FigureKind, total: boolean }} PlaceCell */
/** @typedef {{ key: string, names: string[], lines: PlaceCell[][] }} PlaceGrid a line's cells in paper order */
/** @typedef {{ key: string, x: number, y: number, width: number, height: number }} Chosen the cells chosen, in the grid of that key */
/** @typedef {{ label: string, from: number, data: PastedCell[] }} PastedLine its label, and from which column its data begins */
/** @typedef {{ grid: PlaceGrid, y: number }} LinePlace */
/** @typedef {LinePlace | "outside" | "unnamed" | "twice"} Target where a line goes, or why it goes nowhere */
/** @typedef {Map<string, LinePlace>} NameIndex lines by the bare name that only one of them has */
/**
 * What becomes of a block.
 * @typedef {object} Plan
 * @property {{ name: string, text: string }[]} values what goes where, as it will stand there; blank where a mark or nothing was pasted
 * @property {{ name: string, text: string }[]} totals printed totals, to be compared with the computed ones
 * @property {{ text: string, why: string, name?: string }[]} left what was left out: "outside", "unnamed", "twice", or why it is no figure
 * @property {number} marks read as blank
 * @property {number} merged cells under a merged one
 * @property {number} labels
 * @property {boolean} byName whether the lines were found by their names
 */

const NUMBERING = /^[（(]?[一二三四五六七八九十\d]+[）)、.．,，]+/;
const ASIDE = /[（(][^（()）]*[）)]/g;
const WITH_UNIT = /^[\d０-９][\d０-９,，.]*\s*(?:[（(]|件|条|万?元)/; // 22（其中修订16件）: a figure with words, no label

/** @param {Block} block @param {PlaceGrid[]} grids @param {Chosen} at */
export function placeBlock(block, grids, at) {
  /** @type {Plan} */
  const plan = { values: [], totals: [], left: [], marks: 0, merged: 0, labels: 0, byName: false };
  const isOneCell = block.length === 1 && block[0].length === 1;
  if (isOneCell && at.width * at.height > 1) return fill(plan, block[0][0], grids, at);

  const lines = block.map(parted);
  cutLabels(lines);
  const index = indexOf(grids);
  const first = lines.findIndex(hasFigure);
  // A line without figures counts below the first that has some, unless its label is nobody's: that is a heading.
  const rows = lines.filter((line, y) => {
    const isBelow = first >= 0 && y > first;
    return hasFigure(line) || (isBelow && (!line.label || index.has(keyOf(line.label))));
  });
  const named = byName(rows, index);
  plan.byName = named !== null;
  plan.labels = lines.filter((line) => line.label).length;
  const whole = plan.byName || plan.labels > 0 || first > 0;
  const targets = named ?? inOrder(rows, grids, at, whole);
  for (const [y, row] of rows.entries()) placeRow(plan, row, targets[y], at, whole);
  return plan;
}

/** @param {PastedCell[]} cells */
const isEmpty = (cells) => cells.every((cell) => cell.text === "");
/** @param {PastedLine} line */
const hasFigure = (line) => line.data.some((cell) => isFigureLike(cell.text));
/** @param {string} text */
const isLabel = (text) => /\p{Script=Han}.*\p{Script=Han}/u.test(text) && !WITH_UNIT.test(text) && !isMark(text);

// A line's label, and its data: the words at its head are labels, and what a merged label covers is theirs.
/** @param {PastedCell[]} line @returns {PastedLine} */
function parted(line) {
  let last = -1;
  for (let x = 0; x < line.length && (line[x].text === "" || isLabel(line[x].text)); x += 1) if (line[x].text) last = x;
  let from = last + 1;
  while (last >= 0 && line[from]?.covered) from += 1;
  return { label: last < 0 ? "" : line[last].text, from, data: line.slice(from).filter((cell) => !cell.missing) };
}

// Empty cells beside a short label belong to it. In a true rectangle the figures begin in one column; where text has lost
// that, as from a web page, they are as many as in most lines.
/** @param {PastedLine[]} lines */
function cutLabels(lines) {
  const labelled = lines.filter((line) => line.label && hasFigure(line));
  const start = Math.max(0, ...labelled.map((line) => line.from));
  const isRectangle = labelled.every(({ data, from }) => isEmpty(data.slice(0, start - from)));
  if (isRectangle) {
    for (const line of lines) if (line.label) line.data = line.data.slice(Math.max(0, start - line.from));
    return;
  }

  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { data } of labelled) counts.set(data.length, (counts.get(data.length) ?? 0) + 1);
  const [[width]] = [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  for (const line of lines) if (line.label) cutToWidth(line, width);
}

// Of a line with cells too many, the stretch that holds all its figures and ends with one; else the last that holds them.
/** @param {PastedLine} line @param {number} width */
function cutToWidth(line, width) {
  const over = line.data.length - width;
  if (over <= 0) return;
  const starts = Array.from({ length: over + 1 }, (_, at) => over - at);
  const holding = starts.filter((at) => isEmpty(line.data.slice(0, at)) && isEmpty(line.data.slice(at + width)));
  const start = holding.find((at) => line.data[at + width - 1].text !== "") ?? holding[0];
  if (start !== undefined) line.data = line.data.slice(start, start + width);
}

// ── Lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────
/** @param {string} label */
function keyOf(label) {
  return label
    .replace(ASIDE, "")
    .replace(/\s/g, "")
    .replace(NUMBERING, "")
    .replace(/[^\p{Script=Han}\d]/gu, "");
}

/** @param {PlaceGrid[]} grids @returns {NameIndex} */
function indexOf(grids) {
  /** @type {NameIndex} */
  const index = new Map();
  const twice = new Set();
  for (const grid of grids) {
    for (const [y, name] of grid.names.entries()) {
      const key = keyOf(name);
      if (index.has(key)) twice.add(key);
      if (key) index.set(key, { grid, y });
    }
  }

  for (const key of twice) index.delete(key); // two lines of one name: neither is meant
  return index;
}

// The place of each row, null where it has none; null altogether where too few rows name theirs.
/** @param {PastedLine[]} rows @param {NameIndex} index @returns {Target[] | null} */
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
/** @param {LinePlace | null | undefined} before @param {LinePlace | null | undefined} after @returns {LinePlace | null} */
function between(before, after) {
  if (!before) {
    // The first line of a table, with the second below it.
    return after?.y === 1 ? { grid: after.grid, y: 0 } : null;
  }

  const { grid } = before;
  const y = before.y + 1;
  const next = after?.grid === grid ? after.y : grid.lines.length;
  return next === y + 1 ? { grid, y } : null;
}

// From the chosen cell downwards. A block that has just as many lines as are typed into leaves the totals out.
/** @param {PastedLine[]} rows @param {PlaceGrid[]} grids @param {Chosen} at @param {boolean} whole @returns {Target[]} */
function inOrder(rows, grids, at, whole) {
  const grid = grids.find(({ key }) => key === at.key);
  if (!grid) return rows.map(() => "outside");

  const start = whole && rows.length >= grid.lines.filter(isEntered).length ? 0 : at.y;
  const lines = grid.lines.map((line, y) => ({ grid, y, line })).slice(start);
  const entered = lines.filter(({ line }) => isEntered(line));
  const over = rows.length === entered.length ? entered : lines;
  return rows.map((_, y) => over[y] ?? "outside");
}

/** @param {PlaceCell[]} line */
const isEntered = (line) => line.some((cell) => !cell.total);

// ── Cells ───────────────────────────────────────────────────────────────────────────────────────────────────────────
/** @param {Plan} plan @param {PastedLine} row @param {Target} target @param {Chosen} at @param {boolean} whole */
function placeRow(plan, { label, data }, target, at, whole) {
  if (typeof target === "string") {
    const texts = data.map((cell) => cell.text).filter(Boolean);
    if (texts.length) plan.left.push({ text: label || texts.join("　"), why: target });
    return;
  }

  const cells = cellsFrom(target, data.length, at, whole);
  const entered = cells.filter((cell) => !cell.total);
  // As many cells as are typed into: the totals were left out.
  const over = data.length === entered.length ? entered : cells;
  for (const [x, cell] of data.entries()) placeCell(plan, cell, over[x]);
}

// The cells of a line from its first, where the block has a whole line or goes to another table; else from the one in hand.
/** @param {LinePlace} target @param {number} width @param {Chosen} at @param {boolean} whole */
function cellsFrom({ grid, y }, width, at, whole) {
  const line = grid.lines[y];
  const isWholeLine = whole && width >= line.filter((cell) => !cell.total).length;
  return isWholeLine || grid.key !== at.key ? line : line.slice(at.x);
}

/** @param {Plan} plan @param {PastedCell} pasted @param {PlaceCell | undefined} cell */
function placeCell(plan, { text, covered }, cell) {
  if (covered) {
    if (cell && !cell.total) plan.merged += 1;
    return;
  }

  if (!cell) {
    if (text) plan.left.push({ text, why: "outside" });
    return;
  }

  if (cell.total) compareLater(plan, text, cell);
  else enter(plan, text, cell);
}

// A total is never entered.
/** @param {Plan} plan @param {string} text @param {PlaceCell} cell */
function compareLater(plan, text, { name, kind }) {
  if (isFigure(parseFigure(text, kind))) plan.totals.push({ name, text });
  else if (text && !isMark(text)) plan.left.push({ text, why: "not_a_number", name });
}

/** @param {Plan} plan @param {string} text @param {PlaceCell} cell */
function enter(plan, text, { name, kind }) {
  const value = isMark(text) ? null : parseFigure(text, kind);
  if (isMark(text)) plan.marks += 1;
  if (value instanceof Unreadable) plan.left.push({ text, why: value.problem, name });
  else plan.values.push({ name, text: formatFigure(value) });
}

// One figure over several chosen cells goes into each of them, totals apart.
/** @param {Plan} plan @param {PastedCell} pasted @param {PlaceGrid[]} grids @param {Chosen} at */
function fill(plan, { text }, grids, { key, x, y, width, height }) {
  const grid = grids.find((one) => one.key === key);
  const lines = grid?.lines.slice(y, y + height) ?? [];
  for (const cell of lines.flatMap((line) => line.slice(x, x + width))) if (!cell.total) enter(plan, text, cell);
  return plan;
}
