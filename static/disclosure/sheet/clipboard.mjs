// Reading a block of cells from the clipboard, in the flavours that Excel, WPS, Word, LibreOffice and web pages put there.
import { isFigure, parseFigure } from "../rules/figures.mjs";

/** @typedef {{ html?: string, text?: string }} Flavours */
/**
 * A cell that lies under a merged one is `covered` and holds nothing of its own; one that a short line lacks is `missing`.
 * @typedef {{ text: string, covered: boolean, missing?: boolean }} PastedCell
 */
/** @typedef {PastedCell[][]} Block lines of cells, all of one width */

const MOST_LETTERS = 2_000_000;
const MOST_CELLS = 4000;
const MOST_SPAN = 200;
const TOO_NARROW = /^#+$/; // what a spreadsheet shows where the column is too narrow
const MARK = /^(?:[/／－﹣\-–—]+|不适用)$/; // stands for "nothing", in published tables

// Lines of cells, all of one width; empty where there is no block. Throws RangeError where there is too much.
/** @param {Flavours} flavours @returns {Block} */
export function readBlock({ html = "", text = "" }) {
  if (html.length > MOST_LETTERS || text.length > MOST_LETTERS) throw new RangeError("too much");
  const lines = rectangle(linesOfHtml(html) ?? linesOfText(text));
  if (lines.length * (lines[0]?.length ?? 0) > MOST_CELLS) throw new RangeError("too much");
  return lines;
}

// ── HTML ────────────────────────────────────────────────────────────────────────────────────────────────────────────
// Parsed apart from the page: no script runs, nothing is fetched.
/** @param {string} html @returns {Block | null} */
function linesOfHtml(html) {
  if (!/<t[dh]\b/i.test(html)) return null;
  const page = new DOMParser().parseFromString(inert(html), "text/html");
  for (const unseen of page.querySelectorAll("script, template, del, noscript")) unseen.remove();
  const lines = Array.from(page.querySelectorAll("table"))
    .filter((table) => !table.querySelector("table")) // a table that only lays out others is not one
    .flatMap((table) => spread(Array.from(table.rows).filter(isSeen)));
  return lines.length ? lines : null;
}

// The page's policy forbids styles and handlers of others, and says so on the console, even where they are only read.
/** @param {string} html */
function inert(html) {
  return html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, " data-$1="));
}

/** @param {HTMLElement} element */
const styleOf = (element) => element.dataset.style ?? "";

// Word and Excel end a table with a line of no height that only carries widths; spreadsheets leave hidden lines out of sight.
/** @param {HTMLTableRowElement} row */
function isSeen(row) {
  return !/display:\s*none/i.test(styleOf(row)) && row.getAttribute("height") !== "0";
}

/** @param {HTMLTableRowElement[]} rows @returns {Block} */
function spread(rows) {
  /** @type {Block} */
  const lines = rows.map(() => []);
  for (const [y, row] of rows.entries()) {
    let x = 0;
    for (const cell of row.cells) {
      while (lines[y][x]) x += 1; // taken by a cell that reaches down from above
      put(lines, cell, x, y);
    }
  }

  return lines;
}

/** @param {Block} lines @param {HTMLTableCellElement} cell @param {number} x @param {number} y */
function put(lines, cell, x, y) {
  const across = Math.min(Math.max(cell.colSpan, 1), MOST_SPAN);
  const down = Math.min(Math.max(cell.rowSpan, 1), lines.length - y);
  // Excel writes a run of empty cells, or a text that runs over into them, as one cell with this mark: they are not merged.
  const loose = /mso-ignore:\s*colspan/i.test(styleOf(cell));
  for (let dy = 0; dy < down; dy += 1) {
    for (let dx = 0; dx < across; dx += 1) {
      const first = dx === 0 && dy === 0;
      lines[y + dy][x + dx] = { text: first ? textOf(cell) : "", covered: !first && !loose };
    }
  }
}

/** @param {HTMLTableCellElement} cell */
function textOf(cell) {
  for (const line of cell.querySelectorAll("br, p + p, div + div")) line.before(" ");
  const text = plain(cell.textContent);
  const kept = cell.getAttribute("x:num") || cell.getAttribute("sdval");
  return TOO_NARROW.test(text) && kept ? kept : text;
}

/** @param {string} text */
const plain = (text) => text.replace(/[\s\u00a0\u200b\ufeff]+/g, " ").trim();

// ── Text ────────────────────────────────────────────────────────────────────────────────────────────────────────────
// Cells are parted by tabs, lines by line ends; a cell with either in it stands in quotation marks, doubled inside.
/** @param {string} text @returns {Block} */
function linesOfText(text) {
  const whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!/[\t\n]/.test(whole) && !/\S\s+\S/.test(whole)) return [[{ text: plain(whole), covered: false }]];
  const lines = whole.includes("\t") ? tabbed(whole) : whole.split("\n").map(blankParted);
  return lines.map((line) => line.map((cell) => ({ text: plain(cell), covered: false })));
}

/** @param {string} text @returns {string[][]} */
function tabbed(text) {
  /** @type {string[][]} */
  const lines = [];
  /** @type {string[]} */
  let line = [];
  for (let at = 0; ; ) {
    const { cell, end } = cellAt(text, at);
    line.push(cell);
    const isLast = end >= text.length;
    if (isLast || text[end] === "\n") {
      lines.push(line);
      line = [];
    }
    if (isLast) return lines;
    at = end + 1;
  }
}

// The cell that begins there, and where the tab or the line end after it stands.
/** @param {string} text @param {number} at */
function cellAt(text, at) {
  const quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
  quoted.lastIndex = at;
  const found = quoted.exec(text);
  if (found) return { cell: found[1].replace(/""/g, '"'), end: quoted.lastIndex };

  // A quotation mark that does not close is a letter like others.
  const stop = /[\t\n]|$/g;
  stop.lastIndex = at;
  const end = stop.exec(text)?.index ?? text.length;
  return { cell: text.slice(at, end), end };
}

// From a PDF the figures of a line come parted by blanks, after a label that may hold blanks too.
/** @param {string} line */
function blankParted(line) {
  const words = line.trim().split(/\s+/);
  let from = words.length;
  while (from > 0 && isFigureLike(words[from - 1])) from -= 1;
  const label = words.slice(0, from).join(" ");
  return label ? [label, ...words.slice(from)] : words;
}

/** @param {string} text */
export const isMark = (text) => MARK.test(text);
/** @param {string} text */
export const isFigureLike = (text) =>
  isMark(text) || isFigure(parseFigure(text, "amount")) || isFigure(parseFigure(text, "signed_count"));

// ── Both ────────────────────────────────────────────────────────────────────────────────────────────────────────────
// A line of one empty cell among wider ones is none: a blank line around the table. What a short line lacks is `missing`.
/** @param {Block} lines @returns {Block} */
function rectangle(lines) {
  const width = Math.max(0, ...lines.map((line) => line.length));
  const real = lines.filter((line) => width < 2 || line.length > 1 || line[0]?.text);
  const missing = { text: "", covered: false, missing: true };
  return real.map((line) => Array.from({ length: width }, (_, x) => line[x] ?? missing));
}
