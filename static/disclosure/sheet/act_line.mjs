// The line that says what one press has just done to many cells, with the way back.
import { button } from "../pages/boxes.mjs";

export class ActLine {
  constructor(line, acts) {
    Object.assign(this, { line, acts });
    acts.sheet.addEventListener("cells", () => this.tell());
  }

  done(words) {
    this.tell(
      words,
      " ",
      button("撤回", () => this.acts.undo(), "linklike"),
    );
  }

  tell(...pieces) {
    if (pieces.length || this.line?.textContent) this.line?.replaceChildren(...pieces);
  }
}
