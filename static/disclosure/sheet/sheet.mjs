// The cells of a page that are typed into: every change of them, whoever makes it, is one event "cells".

export class Sheet extends EventTarget {
  constructor(form) {
    super();
    this.form = form;
    this.inputs = new Map(Array.from(form.querySelectorAll(".slot > input"), (input) => [input.name, input]));
    this.texts = new Map(Array.from(this.inputs, ([name, input]) => [name, input.value]));
    form.addEventListener("input", (event) => {
      const name = event.target.name;
      if (!this.inputs.has(name)) return;
      this.note([[name, event.target.value]], event.inputType === "insertFromPaste" ? "pasted" : "typed");
    });
  }

  input(name) {
    return this.inputs.get(name);
  }

  // Writes [[name, text], …] as one act: `how` it came is told to the server, `kind` to the page ("undo", "kept").
  write(pairs, how, kind = "") {
    for (const [name, text] of pairs) this.inputs.get(name).value = text;
    this.note(pairs, how, kind);
  }

  note(pairs, how, kind = "") {
    const changes = pairs
      .map(([name, now]) => ({ name, was: this.texts.get(name), now }))
      .filter(({ was, now }) => was !== now);
    for (const { name, now } of changes) this.texts.set(name, now);
    if (changes.length) this.dispatchEvent(new CustomEvent("cells", { detail: { changes, how, kind } }));
  }
}
