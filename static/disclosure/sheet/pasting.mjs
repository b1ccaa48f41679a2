// Pasting into the tables: one figure goes into the cell as anywhere; a block is another module's affair.

/** @import { Flavours } from "./clipboard.mjs" */
/** @import { Lattice } from "./lattice.mjs" */
/** @typedef {(field: HTMLInputElement, flavours: Flavours) => boolean} TakesBlock false where it is one figure for one cell */

// A paste that is earlier than what takes it waits for it.
/** @param {HTMLFormElement} form @param {Lattice} lattice @param {Promise<TakesBlock>} takesBlocks */
export function enablePasting(form, lattice, takesBlocks) {
  /** @type {TakesBlock | null} */
  let take = null;
  takesBlocks.then((taker) => {
    take = taker;
  });
  form.addEventListener("paste", async (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !lattice.entrySpots.has(field)) return;

    const html = event.clipboardData?.getData("text/html") ?? "";
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (take) {
      if (take(field, { html, text })) event.preventDefault();
      return;
    }

    event.preventDefault();
    const taker = await takesBlocks;
    if (!taker(field, { html, text })) document.execCommand("insertText", false, text);
  });
}
