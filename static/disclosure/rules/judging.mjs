// The report as it stands while somebody types: what is on the page over what the server told about the rest.
import { cellsOf, complete, once, parseFigure } from "./figures.mjs";
import { examine } from "./rules.mjs";

// A key changes one text. What was read and added up before is kept, and only what that text is part of is worked out anew.
const workedOut = once(() => ({ read: new Map(), tables: new Map() }));

// `typed` is a Map of "requests.new.person" to "3". Answers {tables: Map of table key to completed cells, findings}.
export function judge(echo, typed) {
  const before = workedOut(echo);
  const tables = new Map();
  for (const table of echo.tables) {
    tables.set(table.key, complete(table, entered(echo, table, typed, before.read), before.tables.get(table.key)));
  }
  before.tables = tables;
  return { tables, findings: examine(echo, tables) };
}

// `read` is a Map of a cell's name to the text it had and the value that was.
function entered(echo, table, typed, read) {
  const elsewhere = echo.entered[table.key] ?? {};
  const values = new Map();
  for (const { name, key, kind } of cellsOf(table).entry) {
    const text = typed.get(name) ?? elsewhere[key];
    if (!text) continue;
    if (read.get(name)?.text !== text) read.set(name, { text, value: parseFigure(text, kind) });
    values.set(key, read.get(name).value);
  }
  return values;
}
