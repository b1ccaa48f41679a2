// What the rules say of the texts, at the words: asked of the server once they are saved, drawn beneath what is typed.
import { findQuote } from "../comments/quotes.mjs";

const QUIET = 900; // after the last answer of the server, so that a sentence half typed says nothing

export function startWording(form, texts, answers) {
  const list = document.getElementById("findings");
  const address = `${location.pathname}findings/`;
  const mirrors = new Map(
    Array.from(form.querySelectorAll(".passage textarea"), (area) => [
      area.name.replace(/\.text$/, ""),
      new Mirror(area),
    ]),
  );
  let asked = 0;
  let timer = 0;

  const items = () => Array.from(list.children);
  const draw = () =>
    mirrors.forEach((mirror, key) => mirror.draw(items().filter((item) => item.dataset.passage === key)));

  async function ask() {
    const mine = (asked += 1);
    const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || mine !== asked) return; // no answer, or an older one: what stands there stays until the next
    const page = new DOMParser().parseFromString(`<ul>${await answer.text()}</ul>`, "text/html");
    if (mine === asked) show(Array.from(page.querySelectorAll("ul > li"), (item) => document.importNode(item, true)));
  }

  // An item whose finding still stands is kept as it is, with the reason that is being written in it.
  function show(wanted) {
    const here = items();
    const fresh = [];
    const all = wanted.map((item) => {
      const at = here.findIndex(({ dataset }) => dataset.fingerprint === item.dataset.fingerprint);
      if (at < 0) fresh.push(item);
      if (at < 0) return item;
      const [kept] = here.splice(at, 1); // the same words twice are two findings with one name
      Object.assign(kept.dataset, item.dataset);
      return kept;
    });
    for (const item of items()) if (!all.includes(item)) item.remove();
    all.forEach((item, at) => {
      item.id = `f-${at}`;
      if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
    });
    for (const item of fresh) {
      if (item.querySelector("form.answer")) answers.adopt(item.querySelector("form.answer"));
      offer(item);
    }
    document.getElementById("tally").textContent = all.length;
    document.getElementById("no-findings").hidden = all.length > 0;
    document.getElementById("tally-spoken").textContent = fresh
      .map((item) => item.querySelector(".finding-link").textContent)
      .slice(0, 2)
      .join(" ");
    draw();
  }

  // The button needs this script.
  function offer(item) {
    const button = item.querySelector("button.instead");
    if (button) button.hidden = false;
  }

  list.addEventListener("click", (event) => {
    const item = event.target.closest("li[data-quote]");
    if (!item || !event.target.closest(".finding-link, .instead")) return;
    event.preventDefault();
    if (!mirrors.get(item.dataset.passage)?.select(item.dataset) || !event.target.closest(".instead")) return;
    document.execCommand("insertText", false, event.target.closest(".instead").dataset.instead); // so that Ctrl+Z takes it back
  });
  form.addEventListener("input", ({ target }) => mirrors.get(target.name?.replace(/\.text$/, ""))?.redraw());
  form.addEventListener("written", ({ target }) => mirrors.get(target.name?.replace(/\.text$/, ""))?.redraw());
  texts.addEventListener("kept", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, QUIET);
  });
  items().forEach(offer);
  draw();
}

// The same text in the same type beneath a text area, where words can be underlined.
class Mirror {
  constructor(area) {
    this.area = area;
    this.items = [];
    this.paper = document.createElement("div");
    this.paper.className = "mirror form-control";
    this.paper.setAttribute("aria-hidden", "true");
    area.before(this.paper);
    area.addEventListener("scroll", () => (this.paper.scrollTop = area.scrollTop), { passive: true });
    new ResizeObserver(() => this.fit()).observe(area);
  }

  fit() {
    this.paper.style.height = `${this.area.offsetHeight}px`;
    this.paper.style.width = `${this.area.offsetWidth}px`;
    this.paper.style.paddingRight = `calc(${getComputedStyle(this.area).paddingRight} + ${this.area.offsetWidth - this.area.clientWidth - 2}px)`;
    this.paper.scrollTop = this.area.scrollTop;
  }

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
    const places = this.items
      .map(({ dataset }) => ({ ...place(text, dataset), level: dataset.level }))
      .filter(({ end }) => end);
    places.sort((one, other) => one.start - other.start || other.end - one.end);
    const parts = [];
    let at = 0;
    for (const { start, end, level } of places) {
      if (end <= at) continue;
      const mark = document.createElement("mark");
      mark.className = `wording-${level}`;
      mark.textContent = text.slice(Math.max(start, at), end);
      parts.push(text.slice(at, Math.max(start, at)), mark);
      at = end;
    }
    this.paper.replaceChildren(...parts, `${text.slice(at)}\n`);
  }

  // Puts the caret round the words; false where they are gone.
  select(dataset) {
    const field = "inHeading" in dataset ? document.getElementById(this.area.id.replace(/^p-/, "h-")) : this.area;
    const words = field && findQuote(field.value, dataset.quote, Number(dataset.near));
    field?.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
    if (words) field.setSelectionRange(words.start, words.end);
    return Boolean(words);
  }
}

function place(text, { quote, near, inHeading }) {
  return quote && inHeading === undefined ? findQuote(text, quote, Number(near)) : null;
}
