// The page of a part that is tables. Saving is there before the first key: a server that goes away after it costs nothing.
import { required } from "../elements.mjs";
import { Answers } from "../rules/answers.mjs";
import { startSaving } from "../saving/saving.mjs";
import { enableHistory } from "../sheet/cell_history.mjs";
import { Sheet } from "../sheet/sheet.mjs";
import { startTables } from "../sheet/tables.mjs";
import { read, readEcho, showCurrentPart } from "./page_facts.mjs";
import { Texts } from "./texts.mjs";

const form = document.getElementById("part-form");
const echo = readEcho();

showCurrentPart();
if (form instanceof HTMLFormElement && echo) {
  const sheet = new Sheet(form);
  const answers = new Answers(required("findings", HTMLElement), read("answers") ?? {});
  const opener = document.getElementById("history-opener");
  startTables(form, sheet, echo, answers);
  startSaving(form, sheet, new Texts(form), answers);
  enableHistory({
    form,
    report: form.dataset.report ?? "",
    opener: opener instanceof HTMLButtonElement ? opener : null,
  });
}
