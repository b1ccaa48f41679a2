// The page of a part that is text: wires the passages, the answers, the saving and the counters to each other.
import { Answers } from "../rules/answers.mjs";
import { startWording } from "../rules/wording.mjs";
import { startSaving } from "../saving/saving.mjs";
import { Sheet } from "../sheet/sheet.mjs";
import { read, showCurrentPart } from "./page_facts.mjs";
import { Texts } from "./texts.mjs";

const form = document.getElementById("part-form");

showCurrentPart();
if (form) {
  countLetters(form);
  const answers = new Answers(document.getElementById("findings"), read("answers") ?? {});
  const texts = new Texts(form);
  startSaving(form, new Sheet(form), texts, answers);
  startWording(form, texts, answers);
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
