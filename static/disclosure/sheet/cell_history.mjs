// The history of the cell in hand, beside it: who, when, from what to what, and how it came.

import { attach, button, detach, element } from "../pages/boxes.mjs";
import { when } from "../saving/clash.mjs";

const CELL = ".slot > input, .slot > span"; // on the page that is only read, figures are spans

/** @typedef {{ box: HTMLElement, field: HTMLElement }} OpenHistory */
/** @typedef {{ form: HTMLElement, report: string, opener: HTMLButtonElement | null }} HistoryOf */

const shown = (/** @type {string} */ text) => text || "空白";

/** @param {HistoryOf} of `opener` is the button that shows the history of the cell that one was in last */
export function enableHistory({ form, report, opener }) {
  /** @type {OpenHistory | null} */
  let open = null;

  function close(back = false) {
    if (!open) return;
    detach(open.box);
    if (back) open.field.focus();
    open = null;
  }

  /** @param {HTMLElement} field */
  async function show(field) {
    close();
    const slot = field.parentElement;
    if (!slot) return;

    const box = element("div", "panel history", element("p", "", "正在取…"));
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", `${field.getAttribute("aria-label") ?? ""}的历史`);
    open = { box, field };
    attach(box, slot);
    const pieces = await fetched(report, field);
    if (open?.box !== box) return; // another cell's is open by now, or none

    const closer = button("关闭", () => close(true));
    box.replaceChildren(...pieces, closer);
    attach(box, slot);
    closer.focus();
  }

  form.addEventListener("keydown", (event) => {
    const { target } = event;
    if (!(target instanceof HTMLElement)) return;
    if (event.key === "Escape" && open?.box.contains(target)) close(true);
    if (event.key === "ArrowDown" && event.altKey && target.closest(".slot")) {
      event.preventDefault();
      show(target);
    }
  });
  document.addEventListener("mousedown", ({ target }) => {
    const isInside = target instanceof Node && open?.box.contains(target);
    if (!isInside && target !== opener) close();
  });
  if (opener) openFrom(form, opener, show);
}

/** @param {HTMLElement} form @param {HTMLButtonElement} opener @param {(field: HTMLElement) => void} show */
function openFrom(form, opener, show) {
  /** @type {HTMLElement | null} */
  let latest = null;
  form.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.matches(CELL)) return;
    latest = target;
    opener.disabled = false;
  });
  opener.addEventListener("click", () => {
    if (latest) show(latest);
  });
}

/** @param {string} report @param {HTMLElement} field */
async function fetched(report, field) {
  const cell = field.id.slice(2).replaceAll("-", ".");
  try {
    const response = await fetch(`/desk/${report}/history/${cell}/`, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    /** @type {CellHistory} */
    const { edits } = await response.json();
    if (!edits.length) return [element("p", "", "这一格还没有保存过改动。")];
    return [element("ol", "edits", ...edits.map(lineOf))];
  } catch {
    return [element("p", "", "暂时取不到历史，请稍后再试。")];
  }
}

/** @param {CellHistory["edits"][number]} edit */
function lineOf({ was, now, how, by, at }) {
  return element("li", "", `${when(at)}　${by}　${how}　`, element("b", "", `${shown(was)} → ${shown(now)}`));
}
