// The history of the cell in hand, beside it: who, when, from what to what, and how it came.

import { attach, button, detach, element } from "../pages/boxes.mjs";
import { when } from "../saving/clash.mjs";

const shown = (text) => text || "空白";

export function enableHistory({ form, report, opener }) {
  let open = null;
  const close = (back) => {
    if (!open) return;
    detach(open.box);
    if (back) open.field.focus();
    open = null;
  };
  const show = async (field) => {
    close();
    if (!field) return;
    const box = element("div", "panel history", element("p", "", "正在取…"));
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", `${field.getAttribute("aria-label") ?? ""}的历史`);
    open = { box, field };
    attach(box, field.parentElement);
    const pieces = await fetched(report, field);
    if (open?.box !== box) return;
    box.replaceChildren(
      ...pieces,
      button("关闭", () => close(true)),
    );
    attach(box, field.parentElement);
    box.querySelector("button").focus();
  };
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open?.box.contains(event.target)) close(true);
    if (event.key === "ArrowDown" && event.altKey && event.target.closest(".slot")) {
      event.preventDefault();
      show(event.target);
    }
  });
  document.addEventListener("mousedown", ({ target }) => !open?.box.contains(target) && target !== opener && close());
  if (!opener) return;
  let latest = null;
  form.addEventListener("focusin", ({ target }) => {
    if (!target.matches(".slot > input, .slot > span")) return;
    latest = target;
    opener.disabled = false;
  });
  opener.addEventListener("click", () => show(latest));
}

async function fetched(report, field) {
  const cell = field.id.slice(2).replaceAll("-", ".");
  try {
    const response = await fetch(`/desk/${report}/history/${cell}/`, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.status);
    const { edits } = await response.json();
    if (!edits.length) return [element("p", "", "这一格还没有保存过改动。")];
    return [element("ol", "edits", ...edits.map(lineOf))];
  } catch {
    return [element("p", "", "暂时取不到历史，请稍后再试。")];
  }
}

function lineOf({ was, now, how, by, at }) {
  return element("li", "", `${when(at)}　${by}　${how}　`, element("b", "", `${shown(was)} → ${shown(now)}`));
}
