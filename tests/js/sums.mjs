// Answers questions about figures as the browser's modules would: a line of JSON in, a line of JSON out.
//   {"kind": …, "texts": [text, …]}              what each text reads as, and their sum
//   {"table": table, "typed": {"row.column": text}}   every cell of the completed table
import { createInterface } from "node:readline";
import { add, complete, formatFigure, parseFigure, Unreadable } from "../../static/disclosure/rules/figures.mjs";

const shown = (value) =>
  value === null ? null : value instanceof Unreadable ? { problem: value.problem } : formatFigure(value);

function answer({ kind, texts, table, typed }) {
  if (texts) {
    const values = texts.map((text) => parseFigure(text, kind));
    return { values: values.map(shown), sum: shown(add(values)) };
  }
  const kinds = new Map(table.columns.map((column) => [column.key, column.kind ?? table.kind]));
  const entered = Object.entries(typed).map(([cell, text]) => [cell, parseFigure(text, kinds.get(cell.split(".")[1]))]);
  const cells = [...complete(table, new Map(entered))];
  return Object.fromEntries(cells.map(([cell, value]) => [cell, shown(value)]));
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
