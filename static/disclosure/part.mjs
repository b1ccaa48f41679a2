// The page of one part: wires the cells, the findings, the answers, the saving and the counters to each other.
import { Answers } from "./answers.mjs";
import { enableHistory } from "./cell_history.mjs";
import { startSaving } from "./saving.mjs";
import { Sheet } from "./sheet.mjs";
import { startTables } from "./tables.mjs";
import { Texts } from "./texts.mjs";
import { startWording } from "./wording.mjs";

const form = document.getElementById("part-form");

showCurrentPart(document.querySelector(".parts .current"));
if (form) {
  const sheet = new Sheet(form);
  const answers = new Answers(document.getElementById("findings"), read("answers") ?? {});
  const echo = read("echo");
  if (echo) startTables(form, sheet, { ...read("edition"), ...echo }, answers);
  if (echo) enableHistory({ form, report: form.dataset.report, opener: document.getElementById("history-opener") });
  countLetters(form);
  const texts = new Texts(form);
  startSaving(form, sheet, texts, answers);
  if (!echo) startWording(form, texts, answers);
}

function read(id) {
  const script = document.getElementById(id);
  return script && JSON.parse(script.textContent);
}

// On a narrow screen the parts lie side by side.
function showCurrentPart(item) {
  if (item) item.parentElement.scrollLeft = item.offsetLeft - item.parentElement.offsetLeft - 80;
}

function countLetters(area) {
  for (const counter of area.querySelectorAll("[data-counts]")) {
    const field = document.getElementById(counter.dataset.counts);
    const count = () => {
      counter.textContent = Array.from(field.value.replace(/\s/gu, "")).length;
      if (field.scrollHeight > field.clientHeight) field.style.height = `${field.scrollHeight + 4}px`;
    };
    field.addEventListener("input", count);
    field.addEventListener("written", count);
    count();
  }
}
