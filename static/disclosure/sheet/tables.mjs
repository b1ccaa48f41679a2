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

/** @import { Answers } from "../rules/answers.mjs" */
/** @import { Tables } from "../rules/judging.mjs" */
/** @import { Sheet } from "./sheet.mjs" */

/** @param {HTMLFormElement} form @param {Sheet} sheet @param {Echo} echo @param {Answers | null} answers */
export function startTables(form, sheet, echo, answers = null) {
  const lattice = new Lattice(form);
  const selection = new Selection(form, lattice, sheet);
  const acts = new Acts(sheet);
  const judged = new Set(Object.keys(echo.rules));
  /** @type {Tables} */
  let latest = new Map();
  /** @type {(tables: Tables) => void} */
  let hear = () => {};

  function refresh() {
    const { tables, findings } = judge(echo, sheet.texts);
    for (const table of echo.tables) showTable(form, table, tables.get(table.key) ?? new Map());
    const here = findings.filter(({ part }) => !echo.part || part === echo.part);
    showFindings(here, judged, answers);
    latest = tables;
    hear(tables);
    showCell(document.activeElement);
  }

  // Calls back with the completed tables now and after every change.
  /** @param {(tables: Tables) => void} show */
  function shown(show) {
    hear = show;
    hear(latest);
  }

  enableKeyboard(form, lattice, selection);
  enableCellbar(form);
  sheet.onCells(refresh);
  refresh();
  const helps = later(() => import("./helps.mjs"));
  const takesBlocks = helps.then(({ enableHelps }) =>
    enableHelps({ form, sheet, lattice, selection, echo, acts, shown }),
  );
  enablePasting(form, lattice, takesBlocks);
  holdEarlyFills(form, takesBlocks);
}

// 「其余填 0」 that is pressed before what answers it is there waits for it: the server would do it too, with the page gone.
/** @param {HTMLFormElement} form @param {Promise<unknown>} answered */
function holdEarlyFills(form, answered) {
  /** @param {MouseEvent} event */
  function hold(event) {
    const button = event.target instanceof Element ? event.target.closest("button[name=fill]") : null;
    if (!(button instanceof HTMLButtonElement)) return;

    event.preventDefault();
    answered.then(() => button.click());
  }

  form.addEventListener("click", hold);
  answered.then(() => form.removeEventListener("click", hold));
}
