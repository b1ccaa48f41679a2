// What the page of a tables' part does besides answering a key: saving, and the history of a cell.
import { enableHistory } from "./cell_history.mjs";
import { startSaving } from "./saving.mjs";
import { Texts } from "./texts.mjs";

export function startDesk(form, sheet, answers) {
  startSaving(form, sheet, new Texts(form), answers);
  enableHistory({ form, report: form.dataset.report, opener: document.getElementById("history-opener") });
}
