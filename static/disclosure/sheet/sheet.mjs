// The cells of a page that are typed into: every change of them, whoever makes it, is one event "cells".

/** @typedef {{ name: string, was: string, now: string }} CellChange */
/** @typedef {{ changes: CellChange[], how: string, kind: string }} CellsDetail what an event "cells" tells */
/** @typedef {[name: string, text: string][]} CellTexts */

export class Sheet extends EventTarget {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    super();
    this.form = form;
    const cells = Array.from(form.querySelectorAll(".slot > input")).filter((cell) => cell instanceof HTMLInputElement);
    this.inputs = new Map(cells.map((input) => [input.name, input]));
    this.texts = new Map(cells.map((input) => [input.name, input.value]));
    form.addEventListener("input", (event) => {
      const { target } = event;
      if (!(target instanceof HTMLInputElement) || !this.inputs.has(target.name)) return;
      const isPasted = event instanceof InputEvent && event.inputType === "insertFromPaste";
      this.note([[target.name, target.value]], isPasted ? "pasted" : "typed");
    });
  }

  /** @param {string} name */
  input(name) {
    return this.inputs.get(name);
  }

  // Hears of every change.
  /** @param {(detail: CellsDetail) => void} hear */
  onCells(hear) {
    this.addEventListener("cells", (event) => {
      if (event instanceof CustomEvent) hear(event.detail);
    });
  }

  // Writes cells as one act: `how` it came is told to the server, `kind` to the page ("undo", "kept").
  /** @param {CellTexts} pairs @param {string} how @param {string} kind */
  write(pairs, how, kind = "") {
    for (const [name, text] of pairs) {
      const input = this.inputs.get(name);
      if (input) input.value = text;
    }

    this.note(pairs, how, kind);
  }

  /** @param {CellTexts} pairs @param {string} how @param {string} kind */
  note(pairs, how, kind = "") {
    const changes = pairs
      .map(([name, now]) => ({ name, was: this.texts.get(name) ?? "", now }))
      .filter(({ was, now }) => was !== now);
    for (const { name, now } of changes) this.texts.set(name, now);

    /** @type {CellsDetail} */
    const detail = { changes, how, kind };
    if (changes.length) this.dispatchEvent(new CustomEvent("cells", { detail }));
  }
}
