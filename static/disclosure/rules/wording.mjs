// What the rules say of the texts, at the words: asked of the server once they are saved, drawn beneath what is typed.
import { findQuote } from "../comments/quotes.mjs";
import { isField, required, within } from "../elements.mjs";

/** @import { Field } from "../elements.mjs" */

const QUIET = 900; // after the last answer of the server, so that a sentence half typed says nothing
const MOST_SAID = 2;

/** @import { Answers } from "./answers.mjs" */

/** @param {HTMLFormElement} form @param {EventTarget} texts tells "kept" @param {Answers} answers */
export function startWording(form, texts, answers) {
  const list = required("findings", HTMLElement);
  const wording = new Wording(list, mirrorsIn(form), answers);
  let timer = 0;

  list.addEventListener("click", (event) => wording.follow(event));
  form.addEventListener("input", ({ target }) => wording.mirrorOf(target)?.redraw());
  form.addEventListener("written", ({ target }) => wording.mirrorOf(target)?.redraw());
  texts.addEventListener("kept", () => {
    clearTimeout(timer);
    timer = setTimeout(() => wording.ask(), QUIET);
  });
  wording.start();
}

/** @param {HTMLFormElement} form @returns {Map<string, Mirror>} by the key of a passage */
function mirrorsIn(form) {
  const areas = Array.from(form.querySelectorAll(".passage textarea"));
  const texts = areas.filter((area) => area instanceof HTMLTextAreaElement);
  return new Map(texts.map((area) => [passageOf(area), new Mirror(area)]));
}

/** @param {Field} field */
const passageOf = (field) => field.name.replace(/\.text$/, "");

// The list of findings on the page's texts, and the mirrors in which their words are underlined.
class Wording {
  /** @param {HTMLElement} list @param {Map<string, Mirror>} mirrors @param {Answers} answers */
  constructor(list, mirrors, answers) {
    this.list = list;
    this.mirrors = mirrors;
    this.answers = answers;
    this.address = `${location.pathname}findings/`;
    this.asked = 0;
  }

  get items() {
    return Array.from(this.list.children).filter((item) => item instanceof HTMLElement);
  }

  start() {
    for (const item of this.items) offer(item);
    this.draw();
  }

  draw() {
    const { items } = this;
    for (const [key, mirror] of this.mirrors) mirror.draw(items.filter(({ dataset }) => dataset.passage === key));
  }

  /** @param {EventTarget | null} target */
  mirrorOf(target) {
    return isField(target) ? this.mirrors.get(passageOf(target)) : undefined;
  }

  async ask() {
    this.asked += 1;
    const mine = this.asked;
    const answer = await fetch(this.address, { headers: { Accept: "text/html" } }).catch(() => null);
    // No answer, or an older one: what stands there stays until the next.
    if (!answer?.ok || mine !== this.asked) return;

    const page = new DOMParser().parseFromString(`<ul>${await answer.text()}</ul>`, "text/html");
    if (mine !== this.asked) return;

    const items = Array.from(page.querySelectorAll("ul > li"), (item) => document.importNode(item, true));
    this.show(items.filter((item) => item instanceof HTMLElement));
  }

  // An item whose finding still stands is kept as it is, with the reason that is being written in it.
  /** @param {HTMLElement[]} wanted */
  show(wanted) {
    const { all, fresh } = this.withThoseThatStand(wanted);
    for (const item of this.items) if (!all.includes(item)) item.remove();
    for (const [at, item] of all.entries()) {
      item.id = `f-${at}`;
      if (this.list.children[at] !== item) this.list.insertBefore(item, this.list.children[at] ?? null);
    }

    for (const item of fresh) {
      const form = item.querySelector("form.answer");
      if (form instanceof HTMLFormElement) this.answers.adopt(form);
      offer(item);
    }

    const words = fresh.map((item) => within(item, ".finding-link", HTMLElement).textContent ?? "");
    required("tally", HTMLElement).textContent = String(all.length);
    required("no-findings", HTMLElement).hidden = all.length > 0;
    required("tally-spoken", HTMLElement).textContent = words.slice(0, MOST_SAID).join(" ");
    this.draw();
  }

  /** @param {HTMLElement[]} wanted */
  withThoseThatStand(wanted) {
    const here = this.items;
    /** @type {HTMLElement[]} */
    const fresh = [];
    const all = wanted.map((item) => {
      const at = here.findIndex(({ dataset }) => dataset.fingerprint === item.dataset.fingerprint);
      if (at < 0) {
        fresh.push(item);
        return item;
      }

      const [kept] = here.splice(at, 1); // the same words twice are two findings with one name
      Object.assign(kept.dataset, item.dataset);
      return kept;
    });
    return { all, fresh };
  }

  // A press on a finding goes to its words; one on its offer writes it in their place.
  /** @param {MouseEvent} event */
  follow(event) {
    if (!(event.target instanceof Element)) return;
    const item = event.target.closest("li[data-quote]");
    const pressed = event.target.closest(".finding-link, .instead");
    if (!(item instanceof HTMLElement) || !pressed) return;

    event.preventDefault();
    const isThere = this.mirrors.get(item.dataset.passage ?? "")?.select(item.dataset);
    const offered = event.target.closest(".instead");
    if (!isThere || !(offered instanceof HTMLElement)) return;

    document.execCommand("insertText", false, offered.dataset.instead); // so that Ctrl+Z takes it back
  }
}

// The button needs this script.
/** @param {HTMLElement} item */
function offer(item) {
  const button = item.querySelector("button.instead");
  if (button instanceof HTMLElement) button.hidden = false;
}

// The same text in the same type beneath a text area, where words can be underlined.
class Mirror {
  /** @param {HTMLTextAreaElement} area */
  constructor(area) {
    this.area = area;
    /** @type {HTMLElement[]} */
    this.items = [];
    this.paper = document.createElement("div");
    this.paper.className = "mirror form-control";
    this.paper.setAttribute("aria-hidden", "true");
    area.before(this.paper);
    const scroll = () => {
      this.paper.scrollTop = area.scrollTop;
    };
    area.addEventListener("scroll", scroll, { passive: true });
    new ResizeObserver(() => this.fit()).observe(area);
  }

  fit() {
    const { style } = this.paper;
    const scrollbar = this.area.offsetWidth - this.area.clientWidth - 2; // the borders are two pixels
    style.height = `${this.area.offsetHeight}px`;
    style.width = `${this.area.offsetWidth}px`;
    style.paddingRight = `calc(${getComputedStyle(this.area).paddingRight} + ${scrollbar}px)`;
    this.paper.scrollTop = this.area.scrollTop;
  }

  /** @param {HTMLElement[]} items */
  draw(items) {
    this.items = items;
    if (items.some(({ dataset }) => dataset.level === "error")) this.area.setAttribute("aria-invalid", "true");
    else this.area.removeAttribute("aria-invalid");
    const ids = (this.area.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .filter((id) => id && !id.startsWith("f-"));
    this.area.setAttribute("aria-describedby", [...ids, ...items.map(({ id }) => id)].join(" "));
    this.redraw();
  }

  // The words may have moved with a key.
  redraw() {
    const text = this.area.value;
    /** @type {(string | Node)[]} */
    const parts = [];
    let at = 0;
    for (const { start, end, level } of this.places(text)) {
      if (end <= at) continue;
      const mark = document.createElement("mark");
      mark.className = `wording-${level}`;
      mark.textContent = text.slice(Math.max(start, at), end);
      parts.push(text.slice(at, Math.max(start, at)), mark);
      at = end;
    }
    this.paper.replaceChildren(...parts, `${text.slice(at)}\n`);
  }

  // Where the words of the findings stand now, from the left; of two that begin at one letter the longer is first.
  /** @param {string} text */
  places(text) {
    const places = [];
    for (const { dataset } of this.items) {
      const { quote, near, inHeading, level } = dataset;
      const words = quote && inHeading === undefined ? findQuote(text, quote, Number(near)) : null;
      if (words) places.push({ ...words, level });
    }

    return places.sort((one, other) => one.start - other.start || other.end - one.end);
  }

  // Puts the caret round the words; false where they are gone.
  /** @param {DOMStringMap} dataset of the finding's item */
  select(dataset) {
    const field = "inHeading" in dataset ? document.getElementById(this.area.id.replace(/^p-/, "h-")) : this.area;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return false;

    const words = findQuote(field.value, dataset.quote ?? "", Number(dataset.near));
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
    if (words) field.setSelectionRange(words.start, words.end);
    return words !== null;
  }
}
