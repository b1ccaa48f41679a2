// The page of a part that is tables. Saving is there before the first key: a server that goes away after it costs nothing.
import { Answers } from "../rules/answers.mjs";
import { startSaving } from "../saving/saving.mjs";
import { enableHistory } from "../sheet/cell_history.mjs";
import { Sheet } from "../sheet/sheet.mjs";
import { startTables } from "../sheet/tables.mjs";
import { read, showCurrentPart } from "./page_facts.mjs";
import { Texts } from "./texts.mjs";

const form = document.getElementById("part-form");

showCurrentPart();
if (form) {
  const sheet = new Sheet(form);
  const answers = new Answers(document.getElementById("findings"), read("answers") ?? {});
  startTables(form, sheet, { ...read("edition"), ...read("echo") }, answers);
  startSaving(form, sheet, new Texts(form), answers);
  enableHistory({ form, report: form.dataset.report, opener: document.getElementById("history-opener") });
}
