// The review page: comments marked in the paper, written at their place, and kept until they are sent.

import { markPaper } from "../comments/comment_marks.mjs";
import { CommentPanel } from "../comments/comment_panel.mjs";
import { addressOf, keepForms, unsent } from "../comments/kept_comment.mjs";
import { required, within } from "../elements.mjs";
import { button, element } from "./boxes.mjs";

const paper = within(document, ".paper", HTMLElement);
const side = required("comments", HTMLElement);
const model = document.getElementById("comment-form");

markPaper(paper, side.querySelectorAll(":scope > .comment-list > .comment"));
keepForms();
if (model instanceof HTMLFormElement) {
  const panel = new CommentPanel(paper, model);
  required("comments-how", HTMLElement).hidden = false;
  panel.onclose = () => showUnsent(panel, model);
  showUnsent(panel, model);
}
arrive();
addEventListener("hashchange", arrive);

// What was begun and has not been sent: one button each, which opens it again at its place.
/** @param {CommentPanel} panel @param {HTMLFormElement} model */
function showUnsent(panel, model) {
  const box = required("comments-unsent", HTMLElement);
  const kept = unsent(addressOf(model), model.dataset.version);
  const buttons = kept.map(({ place, quote, near }) => {
    const open = () => {
      const at = document.getElementById(place) ?? box;
      at.scrollIntoView({ block: "center" });
      panel.write({ place, quote, near }, at);
    };
    return button(panel.nameOf(place), open, "linklike");
  });
  box.hidden = !kept.length;
  box.className = "notice notice-warning";
  box.replaceChildren(element("p", "", "写了还没有提交的意见："), ...buttons);
}

// A comment that is folded away is unfolded for who comes to it.
function arrive() {
  const item = document.getElementById(location.hash.slice(1));
  item?.closest("details")?.setAttribute("open", "");
  item?.scrollIntoView({ block: "nearest" });
}
