// Before a paste changes anything: each value over its cell, and a box that says what goes in, what agrees, what stays out.
import { button, element } from "../pages/boxes.mjs";

/** @import { Plan } from "./placing.mjs" */
/** @typedef {{ name: string, text: string, sum: string }} DisputedTotal a pasted total, and what the cells add up to */
/** @typedef {(name: string) => HTMLElement | null} CellOf the field of a cell */
/** @typedef {{ slot: HTMLElement, ghost: HTMLElement, changes: boolean }} Cover a value over its cell */
/** @typedef {{ plan: Plan, disputed: DisputedTotal[], cellOf: CellOf }} Preview */

/** @type {Record<string, string>} */
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

// Calls `accept` once, or `close` alone.
/** @param {HTMLFormElement} form @param {Preview} preview @param {{ accept: () => void, close: () => void }} ends */
export function showPreview(form, preview, { accept, close }) {
  const { plan, cellOf } = preview;
  const shown = plan.values.map(({ name, text }) => cover(cellOf(name), text)).filter((one) => one !== null);
  const grids = Array.from(form.querySelectorAll(".sheet > table")).filter((grid) => grid instanceof HTMLElement);
  const changes = shown.filter((one) => one.changes).length;
  const box = element("section", "paste-box", ...describe(preview, changes));
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-labelledby", "paste-head");
  box.setAttribute("aria-describedby", "paste-sum");

  function end() {
    for (const { slot, ghost } of shown) {
      ghost.remove();
      slot.classList.remove("incoming", "changes");
    }

    for (const grid of grids) grid.inert = false;
    box.remove();
    close();
  }

  function putIn() {
    end();
    accept();
  }

  const buttons = plan.values.length
    ? [button("放入", putIn, "btn btn-primary"), button("取消", end, "btn btn-quiet")]
    : [button("知道了", end, "btn btn-quiet")];
  box.append(element("p", "paste-buttons", ...buttons));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
    if (event.key === "Tab") keepInside(event, buttons);
  });
  for (const grid of grids) grid.inert = true;
  form.append(box);
  shown[0]?.slot.scrollIntoView({ block: "nearest", inline: "nearest" });
  buttons[0].focus({ preventScroll: true });
}

/** @param {HTMLElement | null} field @param {string} text @returns {Cover | null} */
function cover(field, text) {
  const slot = field?.parentElement;
  if (!slot) return null;

  const changes = !(field instanceof HTMLInputElement) || field.value !== text;
  const ghost = element("b", "ghost", text === "" ? "空白" : text);
  slot.append(ghost);
  slot.classList.add("incoming");
  slot.classList.toggle("changes", changes);
  return { slot, ghost, changes };
}

/** @param {Preview} preview @param {number} changes */
function describe({ plan, disputed, cellOf }, changes) {
  const head = element("h2", "", "粘贴预览");
  head.id = "paste-head";
  const sum = element("p", "", element("b", "", sumOf(plan, changes)), remarksOn(plan, disputed).join(""));
  sum.id = "paste-sum";
  const lines = [head, sum];

  const label = (/** @type {string} */ name) => cellOf(name)?.getAttribute("aria-label") ?? "";
  const wrong = disputed.map(
    ({ name, text, sum: computed }) => `${label(name)}：粘贴的是 ${text}，按各项相加是 ${computed || "空白"}`,
  );
  const out = plan.left.map(({ text, why, name }) => {
    const where = name ? `${label(name)}：` : "";
    return `${where}“${short(text)}”${WHY[why]}，没有放入`;
  });
  if (wrong.length) lines.push(listOf(`有 ${wrong.length} 个合计对不上（合计由程序计算，不放入）：`, wrong));
  if (out.length) lines.push(listOf(`有 ${out.length} 处没有放入：`, out));
  return lines;
}

/** @param {Plan} plan @param {number} changes */
function sumOf(plan, changes) {
  if (!plan.values.length) return "没有可以放入表中的数字。";

  const changed = changes ? `其中 ${changes} 格有变化` : "都与现在相同";
  return `放入 ${plan.values.length} 格，${changed}。`;
}

/** @param {Plan} plan @param {DisputedTotal[]} disputed */
function remarksOn(plan, disputed) {
  const remarks = [];
  if (plan.byName) remarks.push("各行按行名对应。");
  if (plan.totals.length && !disputed.length) remarks.push(`粘贴的 ${plan.totals.length} 个合计与计算结果一致。`);
  if (plan.marks) remarks.push(`${plan.marks} 格“/”“—”一类的符号按空白处理。`);
  if (plan.merged) remarks.push(`${plan.merged} 格在合并单元格下面，保持不变。`);
  return remarks;
}

/** @param {string} head @param {string[]} items */
function listOf(head, items) {
  const lines = items.map((item) => element("li", "", item));
  return element("div", "paste-list", element("p", "", head), element("ul", "", ...lines));
}

/** @param {string} text */
const short = (text) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

/** @param {KeyboardEvent} event @param {HTMLElement[]} buttons */
function keepInside(event, buttons) {
  const focused = document.activeElement;
  const here = focused instanceof HTMLElement ? buttons.indexOf(focused) : -1;
  const next = here + (event.shiftKey ? -1 : 1);
  event.preventDefault();
  buttons.at(next % buttons.length)?.focus();
}
