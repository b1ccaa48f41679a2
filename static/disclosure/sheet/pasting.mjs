// Pasting into the tables: one figure goes into the cell as anywhere; a block is another module's affair.

// `helps` promises what takes a block, or says that it is none. A paste that is earlier than that waits for it.
export function enablePasting(form, lattice, helps) {
  let take = null;
  helps.then((taker) => (take = taker));
  form.addEventListener("paste", async (event) => {
    const field = event.target;
    if (!lattice.entrySpots.has(field)) return;
    const flavours = {
      html: event.clipboardData.getData("text/html"),
      text: event.clipboardData.getData("text/plain"),
    };
    if (take) return take(field, flavours) && event.preventDefault();
    event.preventDefault();
    const taken = await helps.then((taker) => taker(field, flavours));
    if (!taken) document.execCommand("insertText", false, flavours.text);
  });
}
