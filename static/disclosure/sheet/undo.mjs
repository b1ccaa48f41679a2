// Taking back, and taking back the taking back: one act is what was typed into a cell at one visit, or a whole paste.

const MOST = 200;

export class Acts {
  constructor(sheet) {
    Object.assign(this, { sheet, done: [], undone: [], typing: null });
    sheet.addEventListener("cells", ({ detail }) => this.note(detail));
    sheet.form.addEventListener("focusout", () => (this.typing = null));
    sheet.form.addEventListener("keydown", (event) => this.key(event));
  }

  note({ changes, how, kind }) {
    if (kind === "undo" || kind === "kept") return;
    this.undone = [];
    const [{ name, now }] = changes;
    if (how === "typed" && this.typing?.name === name && changes.length === 1) {
      this.typing.act[0].now = now;
      return;
    }
    const act = changes.map((change) => ({ ...change }));
    this.typing = how === "typed" && changes.length === 1 ? { name, act } : null;
    this.done = [...this.done, act].slice(-MOST);
  }

  key(event) {
    const { ctrlKey, metaKey, altKey, shiftKey, target } = event;
    if (!(ctrlKey || metaKey) || altKey || !this.sheet.input(target.name)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
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

  write(pairs) {
    this.typing = null;
    const first = this.sheet.input(pairs[0][0]);
    first.focus();
    this.sheet.write(pairs, "undone", "undo");
    first.select();
  }
}
