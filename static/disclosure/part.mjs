// The page of a part that is tables. Saving is there before the first key: a server that goes away after it costs nothing.
import { Answers } from "./answers.mjs";
import { startDesk } from "./desk.mjs";
import { read, showCurrentPart } from "./page.mjs";
import { Sheet } from "./sheet.mjs";
import { startTables } from "./tables.mjs";

const form = document.getElementById("part-form");

showCurrentPart();
if (form) {
  const sheet = new Sheet(form);
  const answers = new Answers(document.getElementById("findings"), read("answers") ?? {});
  startTables(form, sheet, { ...read("edition"), ...read("echo") }, answers);
  startDesk(form, sheet, answers);
}
