// What differs between two texts, for people, word by word. Pure.

const WORD = /[A-Za-z0-9.%]+|[^\S\n]+|\n|./gsu;
const LARGEST = 4_000_000; // cells of the comparison; beyond, the middle is shown whole

/** @typedef {"same" | "gone" | "new"} PieceKind */
/** @typedef {[kind: PieceKind, words: string]} Piece */

/** @param {string} before @param {string} after @returns {Piece[]} */
export function differences(before, after) {
  const [one, other] = [before.match(WORD) ?? [], after.match(WORD) ?? []];
  const start = alike(one, other);
  const end = alike(one.slice(start).reverse(), other.slice(start).reverse());
  const middle = between(one.slice(start, one.length - end), other.slice(start, other.length - end));
  return joined([...all("same", one.slice(0, start)), ...middle, ...all("same", one.slice(one.length - end))]);
}

// How many words two texts begin with alike.
/** @param {string[]} one @param {string[]} other */
function alike(one, other) {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
}

/** @param {PieceKind} kind @param {string[]} words @returns {Piece[]} */
const all = (kind, words) => words.map((word) => [kind, word]);

// By the longest words in common.
/** @param {string[]} one @param {string[]} other @returns {Piece[]} */
function between(one, other) {
  if (one.length * other.length > LARGEST) return [...all("gone", one), ...all("new", other)];

  const common = commonWords(one, other);
  const width = other.length + 1;
  /** @type {Piece[]} */
  const found = [];
  let [i, j] = [0, 0];
  while (i < one.length && j < other.length) {
    if (one[i] === other[j]) {
      found.push(["same", one[i]]);
      i += 1;
      j += 1;
    } else if (common[(i + 1) * width + j] >= common[i * width + j + 1]) {
      found.push(["gone", one[i]]);
      i += 1;
    } else {
      found.push(["new", other[j]]);
      j += 1;
    }
  }

  return [...found, ...all("gone", one.slice(i)), ...all("new", other.slice(j))];
}

// At i * (other.length + 1) + j: how many words the ends of both have in common, from the i-th and from the j-th on.
/** @param {string[]} one @param {string[]} other */
function commonWords(one, other) {
  const width = other.length + 1;
  const common = new Uint32Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const both = common[(i + 1) * width + j + 1] + 1;
      const either = Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
      common[i * width + j] = one[i] === other[j] ? both : either;
    }
  }

  return common;
}

/** @param {Piece[]} pieces @returns {Piece[]} */
function joined(pieces) {
  /** @type {Piece[]} */
  const joined = [];
  for (const [kind, words] of pieces) {
    const last = joined.at(-1);
    if (last?.[0] === kind) last[1] += words;
    else joined.push([kind, words]);
  }

  return joined;
}
