// The statutory tables of a page, typed into as in a spreadsheet: what the desk and the page of last year's figures share.
import { Deeds } from "./deeds.mjs";
import { judge } from "./echo.mjs";
import { enableFilling } from "./filling.mjs";
import { showFindings } from "./findings.mjs";
import { enableKeyboard } from "./keyboard.mjs";
import { Lattice } from "./lattice.mjs";
import { Offers } from "./offers.mjs";
import { enablePasting } from "./pasting.mjs";
import { Selection } from "./selection.mjs";
import { enableCellbar, showCell, showTable } from "./table.mjs";
import { Acts } from "./undo.mjs";

// `echo.part` names the part whose findings are shown; all of them where it is missing.
export function startTables(form, sheet, echo, answers = null) {
  const lattice = new Lattice(form);
  const selection = new Selection(form, lattice, sheet);
  const deeds = new Deeds(document.getElementById("deed"), new Acts(sheet));
  const offers = new Offers(document.getElementById("offers"), { sheet, echo, deeds });
  const judged = new Set(Object.keys(echo.rules));
  const refresh = () => {
    const { tables, findings } = judge(echo, sheet.texts);
    for (const table of echo.tables) showTable(form, table, tables.get(table.key));
    showFindings(findings.filter(({ part }) => !echo.part || part === echo.part), judged, answers);
    offers.show(tables);
    showCell(document.activeElement);
  };
  enableKeyboard(form, lattice, selection);
  enablePasting({ form, sheet, lattice, selection, echo, deeds });
  enableFilling({ form, sheet, lattice, deeds });
  enableCellbar(form);
  sheet.addEventListener("cells", refresh);
  refresh();
}
