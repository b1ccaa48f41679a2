// The page of a part that is text: wires the passages, the answers, the saving and the counters to each other.
import { required } from "../elements.mjs";
import { Answers } from "../rules/answers.mjs";
import { startWording } from "../rules/wording.mjs";
import { startSaving } from "../saving/saving.mjs";
import { Sheet } from "../sheet/sheet.mjs";
import { read, showCurrentPart } from "./page_facts.mjs";
import { Texts } from "./texts.mjs";

const form = document.getElementById("part-form");

showCurrentPart();
if (form instanceof HTMLFormElement) {
  for (const counter of form.querySelectorAll("[data-counts]")) countLetters(counter);
  const answers = new Answers(required("findings", HTMLElement), read("answers") ?? {});
  const texts = new Texts(form);
  startSaving(form, new Sheet(form), texts, answers);
  startWording(form, texts, answers);
}

// Beside a field: its letters without blanks. A text area grows with its text.
/** @param {Element} counter */
function countLetters(counter) {
  const field = required(counter.getAttribute("data-counts") ?? "", HTMLTextAreaElement);
  function count() {
    counter.textContent = String(Array.from(field.value.replace(/\s/gu, "")).length);
    if (field.scrollHeight > field.clientHeight) field.style.height = `${field.scrollHeight + 4}px`;
  }

  field.addEventListener("input", count);
  field.addEventListener("written", count);
  count();
}
