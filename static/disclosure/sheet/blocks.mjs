// A block that is pasted into the tables is shown over its cells first.

import { compare, formatFigure, isFigure, parseFigure } from "../rules/figures.mjs";
import { judge } from "../rules/judging.mjs";
import { readBlock } from "./clipboard.mjs";
import { isEntry } from "./lattice.mjs";
import { placeBlock } from "./placing.mjs";
import { showPreview } from "./preview.mjs";

/** @import { ActLine } from "./act_line.mjs" */
/** @import { Block, Flavours } from "./clipboard.mjs" */
/** @import { CellField, GridOfFields, Lattice } from "./lattice.mjs" */
/** @import { TakesBlock } from "./pasting.mjs" */
/** @import { Plan, PlaceGrid } from "./placing.mjs" */
/** @import { DisputedTotal } from "./preview.mjs" */
/** @import { Selection } from "./selection.mjs" */
/** @import { Sheet } from "./sheet.mjs" */
/**
 * @typedef {object} PastedInto
 * @property {HTMLFormElement} form
 * @property {Sheet} sheet
 * @property {Lattice} lattice
 * @property {Selection} selection
 * @property {Echo} echo
 * @property {ActLine} actLine
 */

const MANY = "剪贴板里的内容太多，没有粘贴。请只复制表格部分。";

/** @param {PastedInto} into @returns {TakesBlock} */
export function pasteInto({ form, sheet, lattice, selection, echo, actLine }) {
  return (field, flavours) => {
    const block = read(flavours);
    if (block === null) {
      actLine.tell(MANY);
      return true;
    }

    const isOneFigure = block.length * block[0].length === 1;
    const { area } = selection;
    if ((isOneFigure && !selection.isBlock) || area === null) return false;

    const { grid, ...chosen } = area;
    const plan = placeBlock(block, placeGrids(lattice, echo), { key: grid.key, ...chosen });
    const cellOf = (/** @type {string} */ name) => sheet.input(name) ?? outputOf(name);
    const accept = () => {
      sheet.write(
        plan.values.map(({ name, text }) => [name, text]),
        "pasted",
      );
      actLine.done(`已粘贴 ${plan.values.length} 格。`);
    };
    const preview = { plan, disputed: disputed(plan, echo, sheet), cellOf };
    showPreview(form, preview, { accept, close: () => field.focus() });
    return true;
  };
}

// Null where there is too much.
/** @param {Flavours} flavours @returns {Block | null} */
function read(flavours) {
  try {
    const block = readBlock(flavours);
    return block.length ? block : [[{ text: "", covered: false }]];
  } catch (problem) {
    if (problem instanceof RangeError) return null;
    throw problem;
  }
}

// What is pasted as a total, beside what the cells add up to once the rest is in.
/** @param {Plan} plan @param {Echo} echo @param {Sheet} sheet @returns {DisputedTotal[]} */
function disputed({ values, totals }, echo, sheet) {
  const typed = new Map(sheet.texts);
  for (const { name, text } of values) typed.set(name, text);
  const { tables } = judge(echo, typed);

  const differing = [];
  for (const { name, text } of totals) {
    const [table, ...cell] = name.split(".");
    const sum = tables.get(table)?.get(cell.join("."));
    const printed = parseFigure(text, "amount");
    const agrees = isFigure(sum) && isFigure(printed) && compare(sum, printed) === 0;
    if (!agrees) differing.push({ name, text, sum: isFigure(sum) ? formatFigure(sum) : "" });
  }

  return differing;
}

/** @param {CellField} field */
const nameOf = (field) => (isEntry(field) ? field.name : field.id.slice(2).replaceAll("-", "."));
/** @param {string} name */
const outputOf = (name) => document.getElementById(`c-${name.replaceAll(".", "-")}`);

/** @param {Lattice} lattice @param {Echo} echo */
function placeGrids(lattice, echo) {
  return lattice.grids.map((grid) => placeGrid(grid, echo.tables.find(({ key }) => key === grid.key)?.columns ?? []));
}

/** @param {GridOfFields} grid @param {ColumnEcho[]} columns @returns {PlaceGrid} */
function placeGrid({ key, names, lines }, columns) {
  const cell = (/** @type {CellField} */ field, /** @type {number} */ x) => {
    return { name: nameOf(field), kind: columns[x].kind, total: !isEntry(field) };
  };
  return { key, names, lines: lines.map((line) => line.map(cell)) };
}
