// Taking back, and taking back the taking back: one act is what was typed into a cell at one visit, or a whole paste.

/** @import { CellChange, CellsDetail, CellTexts, Sheet } from "./sheet.mjs" */
/** @typedef {CellChange[]} Act */

const MOST = 200;

export class Acts {
  /** @param {Sheet} sheet */
  constructor(sheet) {
    this.sheet = sheet;
    /** @type {Act[]} */
    this.done = [];
    /** @type {Act[]} */
    this.undone = [];
    /** @type {{ name: string, act: Act } | null} the cell that is being typed into, and what was typed so far */
    this.typing = null;
    sheet.onCells((detail) => this.note(detail));
    sheet.form.addEventListener("focusout", () => {
      this.typing = null;
    });
    sheet.form.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {CellsDetail} detail */
  note({ changes, how, kind }) {
    if (kind === "undo" || kind === "kept") return;

    this.undone = [];
    const [{ name, now }] = changes;
    const isTyped = how === "typed" && changes.length === 1;
    if (isTyped && this.typing?.name === name) {
      this.typing.act[0].now = now;
      return;
    }

    const act = changes.map((change) => ({ ...change }));
    this.typing = isTyped ? { name, act } : null;
    this.done = [...this.done, act].slice(-MOST);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { ctrlKey, metaKey, altKey, shiftKey, target } = event;
    const isCommand = (ctrlKey || metaKey) && !altKey;
    const isInCell = target instanceof HTMLInputElement && this.sheet.input(target.name);
    const key = event.key.toLowerCase();
    if (!isCommand || !isInCell || (key !== "z" && key !== "y")) return;

    event.preventDefault();
    if (key === "y" || shiftKey) this.redo();
    else this.undo();
  }

  undo() {
    const act = this.done.pop();
    if (!act) return;
    this.undone.push(act);
    this.write(act.map(({ name, was }) => [name, was]));
  }

  redo() {
    const act = this.undone.pop();
    if (!act) return;
    this.done.push(act);
    this.write(act.map(({ name, now }) => [name, now]));
  }

  /** @param {CellTexts} pairs */
  write(pairs) {
    this.typing = null;
    const first = this.sheet.input(pairs[0][0]);
    first?.focus();
    this.sheet.write(pairs, "undone", "undo");
    first?.select();
  }
}
