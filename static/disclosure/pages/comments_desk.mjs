// The clerk's pages: a mark at each cell and passage that has an open comment, and the way from a comment to its words.

import { markOf } from "../comments/comment_marks.mjs";
import { keepForms } from "../comments/kept_comment.mjs";
import { findQuote } from "../comments/quotes.mjs";
import { within } from "../elements.mjs";
import { describe } from "../saving/marks.mjs";

/** @type {Map<HTMLElement, string[]>} a field -> the ids of what is said of it */
const said = new Map();
for (const item of document.querySelectorAll(".comments > .comment-list > .comment")) {
  if (item instanceof HTMLElement) mark(item);
}
for (const [field, ids] of said) describe(field, "comments", ids);
keepForms();
arrive();
addEventListener("hashchange", arrive);

/** @param {HTMLElement} item */
function mark(item) {
  const field = document.getElementById(item.dataset.anchor ?? "");
  if (!field) return;

  const cell = field.closest(".slot");
  const link = markOf(item, cell ? "意" : "意见");
  if (cell) link.tabIndex = -1; // Tab goes from figure to figure
  const place = cell ?? field.closest(".passage")?.querySelector(".passage-name");
  place?.append(link);
  said.set(field, [...(said.get(field) ?? []), `said-${item.id}`]);
  within(item, ".comment-place", HTMLElement).addEventListener("click", (event) => {
    event.preventDefault();
    goTo(field, item.dataset);
  });
}

/** @param {HTMLElement} field @param {DOMStringMap} comment */
function goTo(field, { quote, near }) {
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
  const words = field instanceof HTMLTextAreaElement && quote ? findQuote(field.value, quote, Number(near)) : null;
  if (words && field instanceof HTMLTextAreaElement) field.setSelectionRange(words.start, words.end);
}

function arrive() {
  document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
}
