// The line that says what one press has just done to many cells, with the way back.
import { button } from "../pages/boxes.mjs";

/** @import { Acts } from "./undo.mjs" */

export class ActLine {
  /** @param {HTMLElement | null} line @param {Acts} acts */
  constructor(line, acts) {
    this.line = line;
    this.acts = acts;
    acts.sheet.onCells(() => this.tell());
  }

  /** @param {string} words */
  done(words) {
    const back = button("撤回", () => this.acts.undo(), "linklike");
    this.tell(words, " ", back);
  }

  // Without words the line is emptied.
  /** @param {...(string | Node)} pieces */
  tell(...pieces) {
    if (pieces.length || this.line?.textContent) this.line?.replaceChildren(...pieces);
  }
}
