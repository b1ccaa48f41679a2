// What differs between two texts, for people: [["same" | "gone" | "new", words], …]. Pure.

const WORD = /[A-Za-z0-9.%]+|[^\S\n]+|\n|./gsu;
const LARGEST = 4_000_000; // cells of the comparison; beyond, the middle is shown whole

export function differences(before, after) {
  const [one, other] = [before.match(WORD) || [], after.match(WORD) || []];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (
    end < one.length - start &&
    end < other.length - start &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  )
    end += 1;
  const middle = between(one.slice(start, one.length - end), other.slice(start, other.length - end));
  const tail = one.slice(one.length - end);
  return join([...one.slice(0, start).map((word) => ["same", word]), ...middle, ...tail.map((word) => ["same", word])]);
}

// The longest words in common, by the usual table.
function between(one, other) {
  if (one.length * other.length > LARGEST)
    return [...one.map((word) => ["gone", word]), ...other.map((word) => ["new", word])];
  const width = other.length + 1;
  const common = new Uint32Array((one.length + 1) * width);
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        one[i] === other[j]
          ? common[(i + 1) * width + j + 1] + 1
          : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  const found = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      found.push(["same", one[i]]);
      i += 1;
      j += 1;
    } else if (j === other.length || (i < one.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      found.push(["gone", one[i]]);
      i += 1;
    } else {
      found.push(["new", other[j]]);
      j += 1;
    }
  }
  return found;
}

function join(pieces) {
  const joined = [];
  for (const [kind, word] of pieces) {
    const last = joined[joined.length - 1];
    if (last?.[0] === kind) last[1] += word;
    else joined.push([kind, word]);
  }
  return joined;
}
