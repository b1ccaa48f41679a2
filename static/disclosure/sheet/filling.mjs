// 「其余填 0」: what is blank in one table becomes zero, in one step, and is recorded as such.
import { isEntry } from "./lattice.mjs";

/** @import { ActLine } from "./act_line.mjs" */
/** @import { Lattice } from "./lattice.mjs" */
/** @import { Sheet } from "./sheet.mjs" */

/** @param {{ form: HTMLFormElement, sheet: Sheet, lattice: Lattice, actLine: ActLine }} of */
export function enableFilling({ form, sheet, lattice, actLine }) {
  const buttons = Array.from(form.querySelectorAll("button[name=fill]")).filter(isButton);
  const cellsOf = new Map(buttons.map((button) => [button, namesIn(lattice, button.value)]));
  const blankOf = (/** @type {HTMLButtonElement} */ button) =>
    (cellsOf.get(button) ?? []).filter((name) => sheet.texts.get(name)?.trim() === "");

  function show() {
    for (const button of buttons) button.disabled = blankOf(button).length === 0;
  }

  for (const button of buttons) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const blank = blankOf(button);
      if (!blank.length) return;

      sheet.write(
        blank.map((name) => [name, "0"]),
        "filled",
      );
      actLine.done(`${blank.length} 格空白已填为 0。`);
    });
  }
  sheet.onCells(show);
  show();
}

/** @param {Element} element @returns {element is HTMLButtonElement} */
const isButton = (element) => element instanceof HTMLButtonElement;

/** @param {Lattice} lattice @param {string} table */
function namesIn(lattice, table) {
  const fields = lattice.grid(table)?.lines.flat() ?? [];
  return fields.filter(isEntry).map(({ name }) => name);
}
