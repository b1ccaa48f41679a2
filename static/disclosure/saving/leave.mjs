// Leaving is never asked about: what is unsent is kept. It is only sent first, so that the next page knows of it.

const PATIENCE = 1500;

export function sendBeforeLeaving(sender, ownForm) {
  const pending = () => sender.open.length > 0 && sender.state === "ready";
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    const elsewhere = new URL(link.href, location.href);
    const here = elsewhere.pathname === location.pathname && elsewhere.hash;
    if (link.target || elsewhere.origin !== location.origin || here || !pending()) return;
    event.preventDefault();
    sent(sender).then(() => location.assign(link.href));
  });
  addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target === ownForm || !pending()) return;
    event.preventDefault();
    sent(sender).then(() => HTMLFormElement.prototype.submit.call(event.target));
  });
}

function sent(sender) {
  return Promise.race([sender.flush(), new Promise((done) => setTimeout(done, PATIENCE))]);
}
