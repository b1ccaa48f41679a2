// Where quoted words stand in a text that has changed since; as disclosure/statutory/places.py finds them.

// Of several places the one nearest to `near`; null where the words are gone. Blanks count on neither side.
/** @param {string} text @param {string} quote @param {number} near @returns {{ start: number, end: number } | null} */
export function findQuote(text, quote, near = 0) {
  const wanted = quote.replace(/\s/gu, "");
  if (!wanted) return null;

  const letters = [];
  for (let at = 0; at < text.length; at += 1) if (!/\s/u.test(text[at])) letters.push(at);
  const bare = letters.map((at) => text[at]).join("");
  let found = null;
  for (let at = bare.indexOf(wanted); at >= 0; at = bare.indexOf(wanted, at + 1)) {
    const [start, end] = [letters[at], letters[at + wanted.length - 1] + 1];
    if (!found || Math.abs(start - near) < Math.abs(found.start - near)) found = { start, end };
  }

  return found;
}
