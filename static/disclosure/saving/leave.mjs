// Leaving is never asked about: what is unsent is kept. It is only sent first, so that the next page knows of it.

const PATIENCE = 1500;

/** @import { Sender } from "./sender.mjs" */

/** @param {Sender} sender @param {HTMLFormElement} ownForm which sees to it itself */
export function sendBeforeLeaving(sender, ownForm) {
  const isPending = () => sender.open.length > 0 && sender.state === "ready";
  addEventListener("click", (event) => {
    const link = linkAway(event);
    if (!link || !isPending()) return;

    event.preventDefault();
    sent(sender).then(() => location.assign(link.href));
  });
  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form === ownForm || !isPending()) return;

    event.preventDefault();
    // Not form.submit: a field may have that name.
    sent(sender).then(() => HTMLFormElement.prototype.submit.call(form));
  });
}

// The link to another page of this site that a plain click is about to follow.
/** @param {MouseEvent} event */
function linkAway(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented || !isPlain) return null;

  const there = new URL(link.href, location.href);
  const isHere = there.pathname === location.pathname && there.hash;
  return link.target || there.origin !== location.origin || isHere ? null : link;
}

/** @param {Sender} sender */
function sent(sender) {
  return Promise.race([sender.flush(), new Promise((done) => setTimeout(done, PATIENCE))]);
}
