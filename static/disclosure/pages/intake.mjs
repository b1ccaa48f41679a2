// Dropping files: each is sent and read by a request of its own, so that every row says how far its file has come.
import { element } from "./boxes.mjs";

const form = document.getElementById("drop");
const list = document.getElementById("intake-list");
const chooser = form.elements.files;
const waiting = [];
const AGAIN = 4000; // after the server said that it is busy
let at_work = false;

form.querySelector(".drop-hint").hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  take(chooser.files);
});
for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => drag(event, true));
for (const name of ["dragleave", "drop"]) form.addEventListener(name, (event) => drag(event, false));
form.addEventListener("drop", (event) => take(event.dataTransfer.files));
window.addEventListener("beforeunload", (event) => {
  if (at_work || waiting.length) event.preventDefault();
});

function drag(event, over) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  form.classList.toggle("over", over);
}

function take(files) {
  const most = Number(form.dataset.mostFiles);
  const chosen = Array.from(files).slice(0, most);
  if (files.length > most) speak(`一次最多 ${most} 个文件，多出的 ${files.length - most} 个没有读。`);
  for (const file of chosen) waiting.push([file, rowOf(file)]);
  chooser.value = "";
  document.getElementById("no-files").hidden = true;
  if (!at_work) work();
}

async function work() {
  at_work = true;
  let read = 0;
  while (waiting.length) {
    const [file, row] = waiting.shift();
    read += await sendOne(file, row);
  }
  at_work = false;
  speak(`读完了，读好 ${read} 个。`);
}

// 1 where the file was read, 0 where it was not: the row says why.
async function sendOne(file, row) {
  if (file.size > Number(form.dataset.mostBytes)) return refuse(row, "文件太大，没有送出。请换一个较小的文件。");
  for (;;) {
    const { status, answer } = await send(file, row);
    if (status === 503 && answer.busy) {
      state(row, "等待");
      await new Promise((done) => setTimeout(done, AGAIN));
      continue;
    }
    if (!answer.row) return refuse(row, answer.refusal || failure(status));
    const made = new DOMParser().parseFromString(answer.row, "text/html").querySelector("li");
    row.replaceWith(made);
    return made.classList.contains("refused") ? 0 : 1;
  }
}

function send(file, row) {
  const data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "agency"]) data.append(name, form.elements[name].value);
  data.append("files", file);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  const bar = row.querySelector("progress");
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

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function failure(status) {
  if (status === 0) return "连接不上服务器。请检查网络，再选一次。";
  if (status === 413) return "文件太大，没有送出。请换一个较小的文件。";
  if (status === 403 || status === 200) return "登录已过期。请刷新页面，登录后再选一次。";
  return "服务器没有读完。请过一会儿再选一次。";
}

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

function state(row, words) {
  const said = row.querySelector(".intake-state");
  if (said.textContent !== words) said.textContent = words;
}

function refuse(row, why) {
  row.classList.add("refused");
  row.querySelector(".intake-state").classList.add("bad");
  state(row, "读不出");
  row.querySelector("progress").remove();
  row.append(element("p", "", why));
  return 0;
}

function speak(words) {
  document.getElementById("drop-spoken").textContent = words;
}
