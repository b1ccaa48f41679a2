// The report as it stands while somebody types: what is on the page over what the server told about the rest.
import { complete, parseFigure } from "./figures.mjs";
import { examine } from "./rules.mjs";

// `typed` is {"requests.new.person": "3"}. Answers {tables: Map of table key to completed cells, findings}.
export function judge(echo, typed) {
  const tables = new Map();
  for (const table of echo.tables) {
    const elsewhere = echo.entered[table.key] || {};
    const entered = new Map();
    for (const row of table.rows) {
      for (const column of table.columns) {
        const text = typed[`${table.key}.${row.key}.${column.key}`] ?? elsewhere[`${row.key}.${column.key}`];
        if (text) entered.set(`${row.key}.${column.key}`, parseFigure(text, column.kind));
      }
    }
    tables.set(table.key, complete(table, entered));
  }
  return { tables, findings: examine(echo, tables) };
}
