// Writing a comment where it belongs: a cell or the name of a row is clicked, or words are selected.

import { button, element } from "../pages/boxes.mjs";
import { lettersOf } from "./comment_marks.mjs";
import { keepText, prefix, putHidden } from "./kept_comment.mjs";

const MOST = 500;
const GAP = 6;

export class CommentPanel {
  // `model` is the form of the page: it knows the places, where to send to, and the token.
  constructor(paper, model) {
    Object.assign(this, { paper, model, box: null });
    paper.addEventListener("click", (event) => this.clicked(event));
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.selected(), 200);
    });
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.close(true));
    document.addEventListener(
      "mousedown",
      ({ target }) => this.box && !this.box.contains(target) && !this.writing && this.close(),
    );
    for (const moving of ["scroll", "resize"])
      addEventListener(moving, () => this.place(), { capture: true, passive: true });
  }

  get writing() {
    return Boolean(this.box?.querySelector("form"));
  }

  clicked({ target }) {
    const cell = target.closest("td[id^='c-'], th[id^='r-']");
    if (!cell || target.closest("a") || !getSelection().isCollapsed || this.begun) return;
    this.offer({ place: cell.id, quote: "", near: "" }, cell);
  }

  selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount || this.begun) return;
    const range = selection.getRangeAt(0);
    const passage = passageOf(range.startContainer);
    if (!passage || passage !== passageOf(range.endContainer) || !this.paper.contains(passage)) return;
    const { nodes, text } = lettersOf(passage);
    const at = (container, offset) => {
      const known = nodes.find(({ node }) => node === container);
      return known ? known.from + offset : null;
    };
    const start = at(range.startContainer, range.startOffset) ?? 0;
    const end = at(range.endContainer, range.endOffset) ?? text.length;
    const quote = text.slice(start, Math.min(end, start + MOST)).trim();
    if (quote) this.offer({ place: passage.id, quote, near: String(start) }, range.cloneRange());
  }

  // Whether something is written that a click elsewhere would hide.
  get begun() {
    return Boolean(this.box?.querySelector("textarea")?.value.trim());
  }

  offer(what, near) {
    this.close();
    this.show(
      near,
      button("写意见", () => this.write(what, near), "btn btn-primary"),
    );
    this.box.classList.add("comment-offer");
  }

  write(what, near) {
    this.close();
    const form = this.formFor(what);
    this.show(near, form);
    this.box.setAttribute("role", "dialog");
    this.box.setAttribute("aria-label", `对${this.nameOf(what.place)}写意见`);
    form.elements.text.focus();
  }

  formFor(what) {
    const form = element("form", "comment-form");
    form.method = "post";
    form.action = this.model.getAttribute("action");
    for (const [name, value] of Object.entries(what)) putHidden(form, name, value);
    putHidden(form, "csrfmiddlewaretoken", this.model.elements.csrfmiddlewaretoken.value);
    const area = element("textarea", "form-control");
    Object.assign(area, { name: "text", rows: 4, maxLength: MOST, required: true });
    area.setAttribute("aria-label", "意见");
    const send = element("button", "btn btn-primary", "提交意见");
    form.append(element("p", "comment-panel-place", this.nameOf(what.place)));
    if (what.quote) form.append(element("blockquote", "comment-quote", what.quote));
    form.append(
      area,
      element(
        "p",
        "comment-buttons",
        send,
        button("收起", () => this.close(true)),
      ),
    );
    keepText(
      form,
      `${prefix(this.model.getAttribute("action"))}at/${what.place}/${what.near}`,
      this.model.dataset.version,
    );
    return form;
  }

  nameOf(place) {
    const option = Array.from(this.model.elements.place.options).find(({ value }) => value === place);
    return option?.textContent ?? "";
  }

  show(near, ...pieces) {
    this.near = near;
    this.box = element("div", "comment-panel", ...pieces);
    document.body.append(this.box);
    this.place();
  }

  place() {
    if (!this.box) return;
    const at = this.near.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const below = at.bottom + GAP + height <= innerHeight;
    const top = below ? at.bottom + GAP : at.top - height - GAP;
    this.box.style.left = `${Math.min(Math.max(GAP, at.left), document.documentElement.clientWidth - width - GAP)}px`;
    this.box.style.top = `${Math.min(Math.max(GAP, top), innerHeight - height - GAP)}px`;
  }

  close(back) {
    if (!this.box) return;
    this.box.remove();
    this.box = null;
    if (back) this.onclose?.();
  }
}

function passageOf(node) {
  for (let at = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement; at; at = at.parentElement) {
    if (/^p-[^-]+$/.test(at.id)) return at;
  }
  return null;
}
