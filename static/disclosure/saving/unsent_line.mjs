// The line that stands while something is not on the server: how much, why, and what happens next.
import { element } from "../pages/boxes.mjs";

/** @import { Sender } from "./sender.mjs" */

// Routine goes into a line that is not read out; what a person should know goes into the status.
/** @param {Sender} sender @param {boolean} done whether something has been saved here */
export function showUnsent(sender, done) {
  const status = document.getElementById("save-state");
  const routine = document.getElementById("save-routine");
  if (!status) return;

  const words = unsentWords(sender);
  put(routine, words === null ? routineWords(sender, done) : []);
  if (sender.outbox.size) status.dataset.ours = "yes"; // until then it says what the server said of the last save
  if (status.dataset.ours) put(status, words ?? []);
  status.classList.toggle("unsaved", words !== null);
}

/** @param {Sender} sender @param {boolean} done */
function routineWords(sender, done) {
  if (sender.outbox.size) return ["正在保存…"];
  return done ? ["已自动保存"] : [];
}

// Null where there is nothing that a person should know.
/** @param {Sender} sender @returns {(string | HTMLElement)[] | null} */
function unsentWords({ state, problem, outbox, contested, rejected }) {
  const count = outbox.size;
  if (count === 0) return null;

  const kept = `${count} 处改动还没有保存，留在这台电脑上`;
  if (state === "away") return [`连接不上服务器。${kept}，连上后自动送出。`];
  if (state === "signed_out") return ["登录已过期。", `${kept}，`, signIn("重新登录"), "后自动送出。"];
  if (state === "other_user") return [`现在登录的是另一位用户。您的 ${kept}，`, signIn("用您的账号登录"), "后送出。"];
  if (state === "closed") return [`${problem}${kept}。`];
  if (contested.size) return [`${contested.size} 处别人也改了，请选定用哪一个。`];
  if (rejected.size) return [`${rejected.size} 处没有保存，请改正。`];
  return null;
}

/** @param {string} words */
function signIn(words) {
  const link = element("a", "", words);
  link.href = `/sign-in/?next=${encodeURIComponent(location.pathname)}`;
  link.target = "_blank";
  return link;
}

// The same words are not put twice: a status that is written is read out.
/** @param {HTMLElement | null} line @param {(string | HTMLElement)[]} pieces */
function put(line, pieces) {
  const text = pieces.map((piece) => (typeof piece === "string" ? piece : piece.textContent)).join("");
  if (line && line.textContent !== text) line.replaceChildren(...pieces);
}
