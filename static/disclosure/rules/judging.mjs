// The report as it stands while somebody types: what is on the page over what the server told about the rest.
import { cellsOf, complete, once, parseFigure } from "./figures.mjs";
import { examine } from "./rules.mjs";

/** @import { Cells, Value } from "./figures.mjs" */
/** @typedef {Map<string, Cells>} Tables by the key of a table */
/** @typedef {Map<string, { text: string, value: Value }>} ReadCells by the name of a cell: the text it had, what it is */

// A key changes one text. What was read and added up before is kept, and only what that text is part of is worked out anew.
const workedOut = once((/** @type {Echo} */ _) => {
  /** @type {{ read: ReadCells, tables: Tables }} */
  const nothing = { read: new Map(), tables: new Map() };
  return nothing;
});

// Every table completed, and the findings. `typed` is a Map of "requests.new.person" to "3".
/** @param {Echo} echo @param {Map<string, string>} typed */
export function judge(echo, typed) {
  const before = workedOut(echo);
  /** @type {Tables} */
  const tables = new Map();
  for (const table of echo.tables) {
    tables.set(table.key, complete(table, entered(echo, table, typed, before.read), before.tables.get(table.key)));
  }
  before.tables = tables;
  return { tables, findings: examine(echo, tables) };
}

/** @param {Echo} echo @param {TableEcho} table @param {Map<string, string>} typed @param {ReadCells} read */
function entered(echo, table, typed, read) {
  const elsewhere = echo.entered[table.key] ?? {};
  /** @type {Cells} */
  const values = new Map();
  for (const { name, key, kind } of cellsOf(table).entry) {
    const text = typed.get(name) ?? elsewhere[key];
    if (!text) continue;

    const before = read.get(name);
    const cell = before?.text === text ? before : { text, value: parseFigure(text, kind) };
    read.set(name, cell);
    values.set(key, cell.value);
  }

  return values;
}
