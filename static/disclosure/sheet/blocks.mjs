// A block that is pasted into the tables is shown over its cells first.

import { compare, formatFigure, isFigure, parseFigure } from "../rules/figures.mjs";
import { judge } from "../rules/judging.mjs";
import { readBlock } from "./clipboard.mjs";
import { isEntry } from "./lattice.mjs";
import { placeBlock } from "./placing.mjs";
import { showPreview } from "./preview.mjs";

const MANY = "剪贴板里的内容太多，没有粘贴。请只复制表格部分。";

// Answers a function that takes what was pasted at a field, and says no where it is one figure for one cell.
export function pasteInto({ form, sheet, lattice, selection, echo, actLine }) {
  return (field, flavours) => {
    const block = read(flavours);
    if (block && block.length * block[0].length === 1 && !selection.isBlock) return false;
    if (!block) return actLine.tell(MANY) ?? true;
    const { grid, ...area } = selection.area;
    const grids = lattice.grids.map((one) =>
      asPlace(
        one,
        echo.tables.find((table) => table.key === one.key),
      ),
    );
    const plan = placeBlock(block, grids, { key: grid.key, ...area });
    showPreview(
      form,
      { plan, disputed: disputed(plan, echo, sheet), cellOf: (name) => sheet.input(name) ?? outputOf(name) },
      {
        accept: () => {
          sheet.write(
            plan.values.map(({ name, text }) => [name, text]),
            "pasted",
          );
          actLine.done(`已粘贴 ${plan.values.length} 格。`);
        },
        close: () => field.focus(),
      },
    );
    return true;
  };
}

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
function disputed({ values, totals }, echo, sheet) {
  const { tables } = judge(echo, new Map([...sheet.texts, ...values.map(({ name, text }) => [name, text])]));
  return totals.flatMap(({ name, text }) => {
    const [table, ...cell] = name.split(".");
    const sum = tables.get(table).get(cell.join("."));
    const agrees = isFigure(sum) && compare(sum, parseFigure(text, "amount")) === 0;
    return agrees ? [] : [{ name, text, sum: isFigure(sum) ? formatFigure(sum) : "" }];
  });
}

const nameOf = (field) => (isEntry(field) ? field.name : field.id.slice(2).replaceAll("-", "."));
const outputOf = (name) => document.getElementById(`c-${name.replaceAll(".", "-")}`);

function asPlace({ key, names, lines }, table) {
  const cell = (field, x) => ({ name: nameOf(field), kind: table.columns[x].kind, total: !isEntry(field) });
  return { key, names, lines: lines.map((line) => line.map(cell)) };
}
