// Marks in the paper: a numbered link at each place that has an open comment, and a line under the words that it quotes.
import { element } from "../pages/boxes.mjs";
import { findQuote } from "./quotes.mjs";

export function markPaper(paper, items) {
  for (const item of items) {
    const place = document.getElementById(item.dataset.anchor);
    if (!place || !paper.contains(place)) continue;
    const words = item.dataset.quote ? markWords(place, item) : [];
    if (words.length) item.querySelector(".comment-place").hash = words[0].id;
    place.classList.add("commented");
    if (words.length) words.at(-1).after(markOf(item));
    else (place.matches("td, th") ? place : (place.lastElementChild ?? place)).append(markOf(item));
  }
}

export function markOf(item, words = "意见") {
  const link = element("a", "comment-mark", `${words} ${item.dataset.number}`);
  link.href = `#${item.id}`;
  link.setAttribute(
    "aria-label",
    `${words} ${item.dataset.number}，${item.querySelector(".comment-state").textContent}`,
  );
  return link;
}

// The letters of a place with the nodes they stand in; marks are none of them.
export function lettersOf(place) {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".comment-mark, .marks") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, from: text.length });
    text += walker.currentNode.data;
  }
  return { nodes, text };
}

function markWords(place, item) {
  const { nodes, text } = lettersOf(place);
  const found = findQuote(text, item.dataset.quote, Number(item.dataset.near));
  if (!found) return [];
  const marks = [];
  for (const { node, from } of nodes) {
    const start = Math.max(found.start - from, 0);
    const end = Math.min(found.end - from, node.length);
    if (start >= end || !node.data.slice(start, end).trim()) continue;
    const piece = node.splitText(start);
    piece.splitText(end - start);
    const mark = element("mark", "comment-words");
    if (!marks.length) mark.id = `words-${item.dataset.number}`;
    piece.replaceWith(mark);
    mark.append(piece);
    marks.push(mark);
  }
  return marks;
}
