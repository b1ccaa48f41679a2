// The statutory tables of a page, typed into as in a spreadsheet: what the desk and the page of last year's figures share.

import { later } from "../pages/page_facts.mjs";
import { showFindings } from "../rules/findings.mjs";
import { judge } from "../rules/judging.mjs";
import { enableKeyboard } from "./keyboard.mjs";
import { Lattice } from "./lattice.mjs";
import { enablePasting } from "./pasting.mjs";
import { Selection } from "./selection.mjs";
import { enableCellbar, showCell, showTable } from "./table.mjs";
import { Acts } from "./undo.mjs";

// `echo.part` names the part whose findings are shown; all of them where it is missing.
export function startTables(form, sheet, echo, answers = null) {
  const lattice = new Lattice(form);
  const selection = new Selection(form, lattice, sheet);
  const acts = new Acts(sheet);
  const judged = new Set(Object.keys(echo.rules));
  let latest = new Map();
  let told = () => {};
  const shown = (show) => (told = show)(latest);
  const refresh = () => {
    const { tables, findings } = judge(echo, sheet.texts);
    for (const table of echo.tables) showTable(form, table, tables.get(table.key));
    showFindings(
      findings.filter(({ part }) => !echo.part || part === echo.part),
      judged,
      answers,
    );
    told((latest = tables));
    showCell(document.activeElement);
  };
  enableKeyboard(form, lattice, selection);
  enableCellbar(form);
  sheet.addEventListener("cells", refresh);
  refresh();
  const helps = later(() => import("./helps.mjs"));
  enablePasting(
    form,
    lattice,
    helps.then(({ enableHelps }) => enableHelps({ form, sheet, lattice, selection, echo, acts, shown })),
  );
}
