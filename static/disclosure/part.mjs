// The page of one part: wires the cells, the findings, the saving and the counters to each other.
import { judge } from "./echo.mjs";
import { showFindings } from "./findings.mjs";
import { enableKeyboard } from "./grid.mjs";
import { startSaving } from "./saving.mjs";
import { Sheet } from "./sheet.mjs";
import { enableCellbar, showCell, showTable } from "./table.mjs";
import { Texts } from "./texts.mjs";

const form = document.getElementById("part-form");
const echo = document.getElementById("echo") && { ...read("edition"), ...read("echo") };

showCurrentPart(document.querySelector(".parts .current"));
if (form) {
  const sheet = new Sheet(form);
  const texts = new Texts(form);
  if (echo) startTable(sheet);
  countLetters(form);
  startSaving(form, sheet, texts);
}

function startTable(sheet) {
  const judged = new Set(Object.keys(echo.rules));
  const refresh = () => {
    const { tables, findings } = judge(echo, Object.fromEntries(sheet.texts));
    for (const table of echo.tables) showTable(form, table, tables.get(table.key));
    showFindings(findings.filter((finding) => finding.part === echo.part), judged);
    showCell(document.activeElement);
  };
  enableKeyboard(form, sheet);
  enableCellbar(form);
  sheet.addEventListener("cells", refresh);
  refresh();
}

function read(id) {
  return JSON.parse(document.getElementById(id).textContent);
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
