// Reading, adding and printing figures, as tests/test_figures.py has them.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  add,
  apart,
  compare,
  Figure,
  formatFigure,
  parseFigure,
  times,
  Unreadable,
} from "../../static/disclosure/rules/figures.mjs";

const read = (text, kind = "count") => parseFigure(text, kind);
const problem = (text, kind = "count") => read(text, kind).problem;

test("full-width digits, separators and blanks around are read", () => {
  for (const text of ["12345", "12,345", "１２，３４５", " 12345　", "+12345", "0012345", "\u200b12345\ufeff"]) {
    assert.equal(formatFigure(read(text)), "12345", JSON.stringify(text));
  }
});

test("blank is not zero", () => {
  assert.equal(read(""), null);
  assert.equal(read(" \u3000\t"), null);
  assert.equal(formatFigure(read("0")), "0");
});

test("what is not a figure keeps its text and says why", () => {
  for (const text of ["12a", "1 2", "-", "1e3", "NaN", "1,23", "1.", ".5", "①", "٣"])
    assert.equal(problem(text), "not_a_number", text);
  assert.equal(problem("-1"), "negative");
  assert.equal(problem("1.5"), "fraction");
  assert.equal(problem("1.0"), "fraction");
  assert.equal(problem("1234567890123"), "too_large");
  assert.equal(problem("0.1234567", "amount"), "too_fine");
  assert.equal(problem("-0.01", "amount"), "negative");
  assert.equal(read("１２a").text, "１２a");
});

test("amounts are exact and printed as entered", () => {
  for (const text of ["59237.2449", "4068.208", "0", "0.10", "999999999999.999999"])
    assert.equal(formatFigure(read(text, "amount")), text);
  assert.equal(formatFigure(add([read("0.1", "amount"), read("0.20", "amount")])), "0.30");
});

test("twelve digits stay exact", () => {
  assert.equal(formatFigure(add(Array(21).fill(read("999999999999")))), "20999999999979");
});

test("a signed count takes a minus, a count takes minus zero", () => {
  assert.equal(formatFigure(read("－3", "signed_count")), "-3");
  assert.equal(formatFigure(read("-0")), "0");
});

test("a sum of blanks is blank, a sum with something unreadable cannot be read", () => {
  assert.equal(add([null, null]), null);
  assert.equal(formatFigure(add([null, read("2")])), "2");
  assert.ok(add([read("2"), read("x")]) instanceof Unreadable);
});

test("figures of different scale compare, and differ exactly", () => {
  assert.equal(compare(read("100", "amount"), read("99.999999", "amount")), 1);
  assert.equal(formatFigure(apart(read("1", "amount"), read("1.25", "amount"))), "0.25");
  assert.equal(times(read("1000", "amount"), read("9.99", "amount")), 100n);
  assert.equal(formatFigure(new Figure(-5n, 2)), "-0.05");
});
