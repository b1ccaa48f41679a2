// The page of a part that is tables: a key is answered first, and what has been typed by then is saved like the rest.
import { Answers } from "./answers.mjs";
import { later, read, showCurrentPart } from "./page.mjs";
import { Sheet } from "./sheet.mjs";
import { startTables } from "./tables.mjs";

const form = document.getElementById("part-form");

showCurrentPart();
if (form) {
  const sheet = new Sheet(form);
  const answers = new Answers(document.getElementById("findings"), read("answers") ?? {});
  startTables(form, sheet, { ...read("edition"), ...read("echo") }, answers);
  later(() => import("./desk.mjs")).then(
    ({ startDesk }) => startDesk(form, sheet, answers),
    () => (document.getElementById("save-state").textContent = "自动保存没有启动，请用「保存」按钮，或重新打开这一页。"),
  );
}
