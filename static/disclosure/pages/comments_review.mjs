// The review page: comments marked in the paper, written at their place, and kept until they are sent.

import { markPaper } from "../comments/comment_marks.mjs";
import { CommentPanel } from "../comments/comment_panel.mjs";
import { keepForms, unsent } from "../comments/kept_comment.mjs";
import { button, element } from "./boxes.mjs";

const paper = document.querySelector(".paper");
const side = document.getElementById("comments");
const model = document.getElementById("comment-form");

markPaper(paper, side.querySelectorAll(":scope > .comment-list > .comment"));
keepForms();
if (model) {
  const panel = new CommentPanel(paper, model);
  document.getElementById("comments-how").hidden = false;
  panel.onclose = () => showUnsent(panel);
  showUnsent(panel);
}
arrive();
addEventListener("hashchange", arrive);

// What was begun and has not been sent: one button each, which opens it again at its place.
function showUnsent(panel) {
  const box = document.getElementById("comments-unsent");
  const kept = unsent(model.getAttribute("action"), model.dataset.version);
  box.hidden = !kept.length;
  box.replaceChildren(element("p", "", "写了还没有提交的意见："));
  box.className = "notice notice-warning";
  for (const { values } of kept) {
    const { place, quote, near } = values;
    const open = () => {
      const at = document.getElementById(place) ?? box;
      at.scrollIntoView({ block: "center" });
      panel.write({ place, quote, near }, at);
    };
    box.append(button(panel.nameOf(place), open, "linklike"));
  }
}

// A comment that is folded away is unfolded for who comes to it.
function arrive() {
  const item = document.getElementById(location.hash.slice(1));
  item?.closest("details")?.setAttribute("open", "");
  item?.scrollIntoView({ block: "nearest" });
}
