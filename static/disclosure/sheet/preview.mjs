// Before a paste changes anything: each value over its cell, and a box that says what goes in, what agrees, what stays out.
import { button, element } from "../pages/boxes.mjs";

export const WHY = {
  outside: "超出表格",
  unnamed: "没有认出是哪一行",
  twice: "这一行前面已经有了",
  not_a_number: "应为数字",
  negative: "不能是负数",
  fraction: "件数应为整数",
  too_large: "位数过多",
  too_fine: "小数位过多",
};

// `plan` as placeBlock makes it; `disputed`: [{name, text, sum}], pasted totals that differ from the computed ones;
// `cellOf(name)` is the field of a cell. Calls `accept` once, or `close` alone.
export function showPreview(form, { plan, disputed, cellOf }, { accept, close }) {
  const shown = plan.values.map(({ name, text }) => cover(cellOf(name), text));
  const grids = Array.from(form.querySelectorAll(".sheet > table"));
  const box = element(
    "section",
    "paste-box",
    ...describe(plan, disputed, cellOf, shown.filter((cover) => cover.changes).length),
  );
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-labelledby", "paste-head");
  box.setAttribute("aria-describedby", "paste-sum");
  const end = (act) => () => {
    for (const { slot, ghost } of shown) {
      ghost.remove();
      slot.classList.remove("incoming", "changes");
    }
    for (const grid of grids) grid.inert = false;
    box.remove();
    close();
    act?.();
  };
  const buttons = element("p", "paste-buttons");
  if (plan.values.length)
    buttons.append(button("放入", end(accept), "btn btn-primary"), button("取消", end(), "btn btn-quiet"));
  else buttons.append(button("知道了", end(), "btn btn-quiet"));
  box.append(buttons);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end()();
    if (event.key === "Tab") keepInside(event, buttons);
  });
  for (const grid of grids) grid.inert = true;
  form.append(box);
  shown[0]?.slot.scrollIntoView({ block: "nearest", inline: "nearest" });
  buttons.firstElementChild.focus({ preventScroll: true });
}

function cover(field, text) {
  const slot = field.parentElement;
  const changes = field.value !== text;
  const ghost = element("b", "ghost", text === "" ? "空白" : text);
  slot.append(ghost);
  slot.classList.add("incoming");
  slot.classList.toggle("changes", changes);
  return { slot, ghost, changes };
}

function describe(plan, disputed, cellOf, changes) {
  const lines = [element("h2", "", "粘贴预览")];
  lines[0].id = "paste-head";
  const sum = plan.values.length
    ? `放入 ${plan.values.length} 格，${changes ? `其中 ${changes} 格有变化` : "都与现在相同"}。`
    : "没有可以放入表中的数字。";
  const totals = plan.totals.length && !disputed.length ? `粘贴的 ${plan.totals.length} 个合计与计算结果一致。` : "";
  const more = [
    plan.byName ? "各行按行名对应。" : "",
    totals,
    plan.marks ? `${plan.marks} 格“/”“—”一类的符号按空白处理。` : "",
    plan.merged ? `${plan.merged} 格在合并单元格下面，保持不变。` : "",
  ];
  lines.push(element("p", "", element("b", "", sum), more.join("")));
  lines[1].id = "paste-sum";
  const label = (name) => cellOf(name).getAttribute("aria-label");
  const wrong = disputed.map(
    ({ name, text, sum: computed }) => `${label(name)}：粘贴的是 ${text}，按各项相加是 ${computed || "空白"}`,
  );
  const out = plan.left.map(
    ({ text, why, name }) => `${name ? `${label(name)}：` : ""}“${short(text)}”${WHY[why]}，没有放入`,
  );
  if (wrong.length) lines.push(listOf(`有 ${wrong.length} 个合计对不上（合计由程序计算，不放入）：`, wrong));
  if (out.length) lines.push(listOf(`有 ${out.length} 处没有放入：`, out));
  return lines;
}

function listOf(head, items) {
  return element(
    "div",
    "paste-list",
    element("p", "", head),
    element("ul", "", ...items.map((item) => element("li", "", item))),
  );
}

const short = (text) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

function keepInside(event, buttons) {
  const all = Array.from(buttons.children);
  const next = all.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
  event.preventDefault();
  all.at(next % all.length).focus();
}
