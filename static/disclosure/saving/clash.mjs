// Two people changed the same cell or passage: both versions, who and when, and a choice. Nothing is lost by either.

import { attach, button, detach, element } from "../pages/boxes.mjs";
import { differences } from "./diff.mjs";

/** @import { PieceKind } from "./diff.mjs" */
/** @typedef {"mine" | "theirs"} Choice */
/** @typedef {(which: Choice) => void} Choose */

/** @type {Map<string, HTMLElement>} by the name of a cell */
const open = new Map();
/** @param {string} text */
const shown = (text) => text || "空白";

/** @param {string} at an ISO time, or "" */
export function when(at) {
  if (!at) return "";

  const date = new Date(at);
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${date.getMonth() + 1}月${date.getDate()}日 ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** @param {{ by: string, at: string }} change */
const who = ({ by, at }) => [by || "另一个人", when(at)].filter(Boolean).join("，");

// At the cell.
/** @param {HTMLInputElement} field @param {CellConflict} clash @param {Choose} choose */
export function showCellClash(field, clash, choose) {
  closeClash(field.name);
  const slot = field.parentElement;
  if (!slot) return;

  const line = element(
    "p",
    "",
    `${who(clash)}改成 `,
    element("b", "", shown(clash.theirs)),
    "；您填的是 ",
    element("b", "", shown(clash.yours)),
    "。",
  );
  const decide = (/** @type {Choice} */ which) => () => {
    closeClash(field.name);
    field.focus();
    choose(which);
  };
  const box = element("div", "panel clash", line);
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-label", `两个人改了同一格：${field.getAttribute("aria-label")}`);
  box.append(
    button(`用我的 ${shown(clash.yours)}`, decide("mine")),
    button(`用对方的 ${shown(clash.theirs)}`, decide("theirs")),
  );
  open.set(field.name, box);
  attach(box, slot);
}

/** @param {string} name */
export function closeClash(name) {
  const box = open.get(name);
  if (box) detach(box);
  open.delete(name);
}

// Under the passage: their text, with what they have and you do not, and the other way round.
/** @param {Element} section @param {PassageText} mine @param {PassageConflict} theirs @param {Choose} choose */
export function showPassageClash(section, mine, theirs, choose) {
  section.querySelector(".clash")?.remove();
  const box = element("div", "clash conflicts");
  box.setAttribute("role", "alert");
  const decide = (/** @type {Choice} */ which) => () => {
    box.remove();
    choose(which);
  };
  box.append(
    element(
      "p",
      "",
      `${who(theirs)}改了这一段，您的还没有保存。`,
      element("ins", "", "加底线的"),
      "是对方的，",
      element("del", "", "划去的"),
      "是您的：",
    ),
    element("div", "diff", ...pieces(wholeText(mine), wholeText(theirs))),
    button("用我的", decide("mine")),
    button("用对方的", decide("theirs")),
  );
  section.append(box);
}

/** @param {PassageText} passage */
const wholeText = ({ heading, text }) => `${heading ?? ""}\n${text}`.trim();

/** @type {Record<PieceKind, "span" | "del" | "ins">} */
const TAGS = { same: "span", gone: "del", new: "ins" };

/** @param {string} mine @param {string} theirs */
function pieces(mine, theirs) {
  return differences(mine, theirs).map(([kind, words]) => element(TAGS[kind], "", words));
}
