// What fills many cells at once: a pasted block, 「其余填 0」, last year's figures; and the line that takes it back.
import { ActLine } from "./act_line.mjs";
import { pasteInto } from "./blocks.mjs";
import { enableFilling } from "./filling.mjs";
import { Offers } from "./offers.mjs";

// `shown` calls back with the completed tables now and after every change; answers what takes a paste.
export function enableHelps({ form, sheet, lattice, selection, echo, acts, shown }) {
  const actLine = new ActLine(document.getElementById("deed"), acts);
  const offers = new Offers(document.getElementById("offers"), { sheet, echo, actLine });
  shown((tables) => offers.show(tables));
  enableFilling({ form, sheet, lattice, actLine });
  return pasteInto({ form, sheet, lattice, selection, echo, actLine });
}
