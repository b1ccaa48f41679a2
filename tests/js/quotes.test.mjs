// Quoted words are found as the server finds them: the same cases, tests/js/quotes.json.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { findQuote } from "../../static/disclosure/comments/quotes.mjs";

for (const { text, quote, near, found } of JSON.parse(readFileSync(new URL("quotes.json", import.meta.url)))) {
  test(`${quote} in ${text}`, () => {
    const stretch = findQuote(text, quote, near);
    assert.deepEqual(stretch && [stretch.start, stretch.end], found);
  });
}
