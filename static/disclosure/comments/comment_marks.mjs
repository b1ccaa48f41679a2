// Marks in the paper: a numbered link at each place that has an open comment, and a line under the words that it quotes.
import { within } from "../elements.mjs";
import { element } from "../pages/boxes.mjs";
import { findQuote } from "./quotes.mjs";

/** @typedef {{ node: Text, from: number }} LetterNode a piece of text, and at which letter of the place it begins */

/** @param {Element} paper @param {Iterable<Element>} items */
export function markPaper(paper, items) {
  for (const item of items) {
    if (item instanceof HTMLElement) markComment(paper, item);
  }
}

/** @param {Element} paper @param {HTMLElement} item */
function markComment(paper, item) {
  const place = document.getElementById(item.dataset.anchor ?? "");
  if (!place || !paper.contains(place)) return;

  place.classList.add("commented");
  const words = markWords(place, item);
  const last = words.at(-1);
  if (last) {
    within(item, ".comment-place", HTMLAnchorElement).hash = words[0].id;
    last.after(markOf(item));
    return;
  }

  // In a passage the mark stands at the end of its last block.
  const isCell = place.matches("td, th");
  const end = isCell ? place : (place.lastElementChild ?? place);
  end.append(markOf(item));
}

/** @param {HTMLElement} item @param {string} words */
export function markOf(item, words = "意见") {
  const { number } = item.dataset;
  const state = within(item, ".comment-state", HTMLElement).textContent;
  const link = element("a", "comment-mark", `${words} ${number}`);
  link.href = `#${item.id}`;
  link.setAttribute("aria-label", `${words} ${number}，${state}`);
  return link;
}

// The letters of a place with the nodes they stand in; marks are none of them.
/** @param {Element} place */
export function lettersOf(place) {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(".comment-mark, .marks") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  /** @type {LetterNode[]} */
  const nodes = [];
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    nodes.push({ node, from: text.length });
    text += node.data;
  }

  return { nodes, text };
}

// None where the comment quotes nothing, or its words are gone.
/** @param {HTMLElement} place @param {HTMLElement} item */
function markWords(place, item) {
  const { quote, near, number } = item.dataset;
  const { nodes, text } = lettersOf(place);
  const found = quote ? findQuote(text, quote, Number(near)) : null;
  /** @type {HTMLElement[]} */
  const marks = [];
  if (!found) return marks;

  for (const { node, from } of nodes) {
    const start = Math.max(found.start - from, 0);
    const end = Math.min(found.end - from, node.length);
    if (start >= end || !node.data.slice(start, end).trim()) continue;

    const piece = node.splitText(start);
    piece.splitText(end - start);
    const mark = element("mark", "comment-words");
    if (!marks.length) mark.id = `words-${number}`;
    piece.replaceWith(mark);
    mark.append(piece);
    marks.push(mark);
  }

  return marks;
}
