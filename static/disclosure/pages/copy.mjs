// 复制到网站: the report into the clipboard, as formatted text or as source; and a preview of it.

import { isField, required } from "../elements.mjs";

/** @typedef {Record<string, string>} Kinds {type of content: the content} */

const source = required("copy-source", HTMLTextAreaElement);
const preview = required("copy-preview", HTMLElement);
const said = required("copy-said", HTMLElement);

// Styles written in markup are refused on our pages, and by a parser too; those that a script sets are not. In the text
// between the tags quotation marks are escaped, so that only attributes are renamed.
function show() {
  const parsed = new DOMParser().parseFromString(source.value.replaceAll(' style="', ' data-style="'), "text/html");
  for (const styled of parsed.querySelectorAll("[data-style]")) {
    if (!(styled instanceof HTMLElement)) continue;
    styled.style.cssText = styled.dataset.style ?? "";
    delete styled.dataset.style;
  }
  preview.append(...parsed.body.childNodes);
  preview.hidden = false;
  source.closest("details")?.removeAttribute("open");
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!(button instanceof HTMLElement)) continue;
    const { copy: from = "", name = "" } = button.dataset;
    button.hidden = false;
    button.addEventListener("click", () => copy(required(from, HTMLElement), name));
  }
}

// What an editor that knows formats takes, and what any other program does.
/** @param {HTMLElement} from @returns {Kinds} */
function contents(from) {
  if (isField(from)) return { "text/plain": from.value };
  // biome-ignore lint/performance/useDomNodeTextContent: as one sees it, with its line ends
  return { "text/html": source.value, "text/plain": preview.innerText };
}

/** @param {HTMLElement} from @param {string} name */
async function copy(from, name) {
  const kinds = contents(from);
  const done = selected(from, kinds) || (await written(kinds));
  said.textContent = done
    ? `${name}已复制，可以到网站后台粘贴。`
    : `浏览器不允许自动复制。${name}已选中，请按 Ctrl+C。`;
}

// The older way comes first: it works on an intranet without https, and hands over the source as it is, where the newer
// one parses it and complains of each style. What was selected stays so when a browser refuses both.
/** @param {HTMLElement} from @param {Kinds} kinds */
function selected(from, kinds) {
  const fill = (/** @type {ClipboardEvent} */ event) => {
    for (const [type, text] of Object.entries(kinds)) event.clipboardData?.setData(type, text);
    event.preventDefault();
  };
  if (from instanceof HTMLTextAreaElement || from instanceof HTMLInputElement) {
    from.closest("details")?.setAttribute("open", "");
    from.select();
  } else {
    getSelection()?.selectAllChildren(from);
  }

  document.addEventListener("copy", fill, { once: true });
  const done = document.execCommand?.("copy") ?? false;
  document.removeEventListener("copy", fill);
  return done;
}

// The newer way, only on https and on this computer itself.
/** @param {Kinds} kinds */
async function written(kinds) {
  if (!navigator.clipboard?.write || !window.ClipboardItem) return false;
  const blobs = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
  try {
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    return false;
  }
}

show();
