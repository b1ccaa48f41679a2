// Every case file, through the modules that the browser runs: the same totals and the same findings as on the server.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { differs, play } from "./compare.mjs";

const CASES = new URL("../cases/", import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, CASES), "utf-8"));

for (const edition of readdirSync(CASES)) {
  const echo = JSON.parse(readFileSync(new URL(`./editions/${edition}.json`, import.meta.url), "utf-8"));
  for (const file of readdirSync(new URL(`${edition}/`, CASES)).filter((name) => name.endsWith(".json"))) {
    const testCase = read(`${edition}/${file}`);
    test(`${edition} ${testCase.name}`, () => {
      const expected = { completed: testCase.completed, findings: testCase.findings };
      assert.equal(differs(play(echo, testCase), expected), "");
    });
  }
}
