// What the scripts of a part's page share: facts that the server wrote into it, the list of parts, what may come later.

export function read(id) {
  const script = document.getElementById(id);
  return script && JSON.parse(script.textContent);
}

// On a narrow screen the parts lie side by side.
export function showCurrentPart() {
  const item = document.querySelector(".parts .current");
  if (item) item.parentElement.scrollLeft = item.offsetLeft - item.parentElement.offsetLeft - 80;
}

// Modules that the first key does without are asked for once those that it needs have run; a key that waits goes first.
export function later(load) {
  return new Promise((done) => setTimeout(() => done(load())));
}
