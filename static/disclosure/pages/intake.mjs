// Dropping files: each is sent and read by a request of its own, so that every row says how far its file has come.
import { fieldOf, required, within } from "../elements.mjs";
import { element } from "./boxes.mjs";

/** @typedef {{ file: File, row: HTMLElement }} Dropped a file and its row of the list */

const AGAIN = 4000; // after the server said that it is busy
const form = required("drop", HTMLFormElement);
const list = required("intake-list", HTMLElement);
const chooser = within(form, "input[name=files]", HTMLInputElement);
/** @type {Dropped[]} */
const waiting = [];
let isAtWork = false;

within(form, ".drop-hint", HTMLElement).hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  take(chooser.files);
});
form.addEventListener("dragenter", (event) => drag(event, true));
form.addEventListener("dragover", (event) => drag(event, true));
form.addEventListener("dragleave", (event) => drag(event, false));
form.addEventListener("drop", (event) => {
  drag(event, false);
  take(event.dataTransfer?.files);
});
window.addEventListener("beforeunload", (event) => {
  if (isAtWork || waiting.length) event.preventDefault();
});

/** @param {DragEvent} event @param {boolean} over */
function drag(event, over) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  form.classList.toggle("over", over);
}

/** @param {FileList | null | undefined} files */
function take(files) {
  if (!files) return;

  const most = Number(form.dataset.mostFiles);
  const chosen = Array.from(files).slice(0, most);
  if (files.length > most) speak(`一次最多 ${most} 个文件，多出的 ${files.length - most} 个没有读。`);
  for (const file of chosen) waiting.push({ file, row: rowOf(file) });
  chooser.value = "";
  required("no-files", HTMLElement).hidden = true;
  if (!isAtWork) work();
}

async function work() {
  isAtWork = true;
  let read = 0;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (await sendOne(next)) read += 1;
  }

  isAtWork = false;
  speak(`读完了，读好 ${read} 个。`);
}

// Whether the file was read; where it was not the row says why.
/** @param {Dropped} dropped */
async function sendOne({ file, row }) {
  if (file.size > Number(form.dataset.mostBytes)) return refuse(row, "文件太大，没有送出。请换一个较小的文件。");

  for (;;) {
    const { status, answer } = await send(file, row);
    if (status === 503 && answer.busy) {
      state(row, "等待");
      await new Promise((done) => setTimeout(done, AGAIN));
      continue;
    }
    if (!answer.row) return refuse(row, answer.refusal || failure(status));

    const made = within(new DOMParser().parseFromString(answer.row, "text/html"), "li", HTMLElement);
    row.replaceWith(made);
    return !made.classList.contains("refused");
  }
}

/** @param {File} file @param {HTMLElement} row @returns {Promise<{ status: number, answer: FileTaken }>} */
function send(file, row) {
  const data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "agency"]) data.append(name, fieldOf(form, name).value);
  data.append("files", file);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  const bar = within(row, "progress", HTMLProgressElement);
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.max = total;
    bar.value = loaded;
    state(row, "上传");
  });
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    state(row, "读取");
  });
  return new Promise((done) => {
    request.addEventListener("loadend", () => done({ status: request.status, answer: parsed(request.responseText) }));
    request.send(data);
  });
}

/** @param {string} text @returns {FileTaken} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** @param {number} status */
function failure(status) {
  if (status === 0) return "连接不上服务器。请检查网络，再选一次。";
  if (status === 413) return "文件太大，没有送出。请换一个较小的文件。";
  if (status === 403 || status === 200) return "登录已过期。请刷新页面，登录后再选一次。";
  return "服务器没有读完。请过一会儿再选一次。";
}

/** @param {File} file */
function rowOf(file) {
  const row = element("li", "intake-row");
  const name = element("p", "intake-name", `${file.name} `);
  name.append(element("span", "intake-state", "等待"));
  const bar = element("progress", "", "");
  bar.setAttribute("aria-label", `${file.name} 的进度`);
  bar.value = 0;
  row.append(name, bar);
  list.prepend(row);
  return row;
}

/** @param {HTMLElement} row @param {string} words */
function state(row, words) {
  const said = within(row, ".intake-state", HTMLElement);
  if (said.textContent !== words) said.textContent = words;
}

/** @param {HTMLElement} row @param {string} why */
function refuse(row, why) {
  row.classList.add("refused");
  within(row, ".intake-state", HTMLElement).classList.add("bad");
  state(row, "读不出");
  within(row, "progress", HTMLElement).remove();
  row.append(element("p", "", why));
  return false;
}

/** @param {string} words */
function speak(words) {
  required("drop-spoken", HTMLElement).textContent = words;
}
