// Writing a comment where it belongs: a cell or the name of a row is clicked, or words are selected.

import { fieldOf, within } from "../elements.mjs";
import { button, element } from "../pages/boxes.mjs";
import { lettersOf } from "./comment_marks.mjs";
import { addressOf, keepText, prefix, putHidden } from "./kept_comment.mjs";

const MOST = 500;
const GAP = 6;
const SETTLED = 200; // milliseconds after which a selection is taken for one

/** @typedef {{ place: string, quote: string, near: string }} CommentOn what a comment is on, as its form sends it */
/** @typedef {Element | Range} Beside what the panel stands beside */

export class CommentPanel {
  /** @param {Element} paper @param {HTMLFormElement} model of the page: it knows the places, where to send to, and the token */
  constructor(paper, model) {
    this.paper = paper;
    this.model = model;
    /** @type {HTMLElement | null} */
    this.box = null;
    /** @type {Beside | null} */
    this.near = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.onclose = () => {};
    paper.addEventListener("click", ({ target }) => {
      if (target instanceof Element) this.clicked(target);
    });
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.selected(), SETTLED);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close(true);
    });
    document.addEventListener("mousedown", ({ target }) => {
      const isInside = target instanceof Node && this.box?.contains(target);
      if (!isInside && !this.writing) this.close();
    });
    for (const moving of ["scroll", "resize"]) {
      addEventListener(moving, () => this.place(), { capture: true, passive: true });
    }
  }

  get writing() {
    return Boolean(this.box?.querySelector("form"));
  }

  // Whether something is written that a click elsewhere would hide.
  get begun() {
    return Boolean(this.box?.querySelector("textarea")?.value.trim());
  }

  /** @param {Element} target */
  clicked(target) {
    const cell = target.closest("td[id^='c-'], th[id^='r-']");
    const isSelecting = getSelection()?.isCollapsed === false;
    if (!cell || target.closest("a") || isSelecting || this.begun) return;

    this.offer({ place: cell.id, quote: "", near: "" }, cell);
  }

  selected() {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed || this.begun) return;

    const range = selection.getRangeAt(0);
    const passage = passageOf(range.startContainer);
    const isInOne = passage !== null && passage === passageOf(range.endContainer);
    if (!isInOne || !this.paper.contains(passage)) return;

    const { start, quote } = quoted(range, passage);
    if (quote) this.offer({ place: passage.id, quote, near: String(start) }, range.cloneRange());
  }

  /** @param {CommentOn} what @param {Beside} near */
  offer(what, near) {
    this.close();
    const box = this.show(
      near,
      button("写意见", () => this.write(what, near), "btn btn-primary"),
    );
    box.classList.add("comment-offer");
  }

  /** @param {CommentOn} what @param {Beside} near */
  write(what, near) {
    this.close();
    const form = this.formFor(what);
    const box = this.show(near, form);
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", `对${this.nameOf(what.place)}写意见`);
    fieldOf(form, "text").focus();
  }

  /** @param {CommentOn} what */
  formFor(what) {
    const action = addressOf(this.model);
    const form = element("form", "comment-form");
    form.method = "post";
    form.action = action;
    for (const [name, value] of Object.entries(what)) putHidden(form, name, value);
    putHidden(form, "csrfmiddlewaretoken", fieldOf(this.model, "csrfmiddlewaretoken").value);

    const area = element("textarea", "form-control");
    Object.assign(area, { name: "text", rows: 4, maxLength: MOST, required: true });
    area.setAttribute("aria-label", "意见");
    const send = element("button", "btn btn-primary", "提交意见");
    const fold = button("收起", () => this.close(true));
    form.append(element("p", "comment-panel-place", this.nameOf(what.place)));
    if (what.quote) form.append(element("blockquote", "comment-quote", what.quote));
    form.append(area, element("p", "comment-buttons", send, fold));
    keepText(form, `${prefix(action)}at/${what.place}/${what.near}`, this.model.dataset.version);
    return form;
  }

  // What people call a place.
  /** @param {string} place */
  nameOf(place) {
    const { options } = within(this.model, "[name=place]", HTMLSelectElement);
    return Array.from(options).find(({ value }) => value === place)?.textContent ?? "";
  }

  /** @param {Beside} near @param {...Node} pieces */
  show(near, ...pieces) {
    this.near = near;
    const box = element("div", "comment-panel", ...pieces);
    this.box = box;
    document.body.append(box);
    this.place();
    return box;
  }

  place() {
    if (!this.box || !this.near) return;

    const at = this.near.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const below = at.bottom + GAP + height <= innerHeight;
    const top = below ? at.bottom + GAP : at.top - height - GAP;
    const widest = document.documentElement.clientWidth - width - GAP;
    this.box.style.left = `${Math.min(Math.max(GAP, at.left), widest)}px`;
    this.box.style.top = `${Math.min(Math.max(GAP, top), innerHeight - height - GAP)}px`;
  }

  close(back = false) {
    if (!this.box) return;
    this.box.remove();
    this.box = null;
    if (back) this.onclose();
  }
}

// The words of a selection within a passage, and at which letter of it they begin.
/** @param {Range} range @param {Element} passage */
function quoted(range, passage) {
  const { nodes, text } = lettersOf(passage);
  const letterAt = (/** @type {Node} */ container, /** @type {number} */ offset) => {
    const known = nodes.find(({ node }) => node === container);
    return known ? known.from + offset : null;
  };
  const start = letterAt(range.startContainer, range.startOffset) ?? 0;
  const end = letterAt(range.endContainer, range.endOffset) ?? text.length;
  return { start, quote: text.slice(start, Math.min(end, start + MOST)).trim() };
}

/** @param {Node} node @returns {Element | null} */
function passageOf(node) {
  for (let at = node instanceof Element ? node : node.parentElement; at; at = at.parentElement) {
    if (/^p-[^-]+$/.test(at.id)) return at;
  }

  return null;
}
