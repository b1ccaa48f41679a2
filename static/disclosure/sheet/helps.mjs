// What fills many cells at once: a pasted block, 「其余填 0」, last year's figures; and the line that takes it back.
import { ActLine } from "./act_line.mjs";
import { pasteInto } from "./blocks.mjs";
import { enableFilling } from "./filling.mjs";
import { Offers } from "./offers.mjs";

/** @import { Tables } from "../rules/judging.mjs" */
/** @import { Lattice } from "./lattice.mjs" */
/** @import { Selection } from "./selection.mjs" */
/** @import { Sheet } from "./sheet.mjs" */
/** @import { Acts } from "./undo.mjs" */
/**
 * @typedef {object} HelpedSheet
 * @property {HTMLFormElement} form
 * @property {Sheet} sheet
 * @property {Lattice} lattice
 * @property {Selection} selection
 * @property {Echo} echo
 * @property {Acts} acts
 * @property {(show: (tables: Tables) => void) => void} shown calls back with the completed tables now and after every change
 */

/** @param {HelpedSheet} helped @returns what takes a paste */
export function enableHelps({ form, sheet, lattice, selection, echo, acts, shown }) {
  const actLine = new ActLine(document.getElementById("deed"), acts);
  const offers = new Offers(document.getElementById("offers"), { sheet, echo, actLine });
  shown((tables) => offers.show(tables));
  enableFilling({ form, sheet, lattice, actLine });
  return pasteInto({ form, sheet, lattice, selection, echo, actLine });
}
