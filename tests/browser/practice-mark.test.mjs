// How answers are marked on the practice page, without a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const source = readFileSync(new URL("../../static/js/session/2-mark.js", import.meta.url), "utf8");
const { markOutput, proposed, shuffled } = vm.runInNewContext(`${source}; ({ markOutput, proposed, shuffled })`);

/** The marked lines as text: what is struck out or written in stands between brackets. */
const line = (runs) => (runs ? runs.map(({ text, same }) => (same ? text : `[${text}]`)).join("") : null);
const marked = (typed, output) => {
  const { right, lines } = markOutput(typed, output);
  return [right, ...lines.map((one) => [line(one.typed), line(one.printed)])];
};
const same = (found, wanted) => assert.deepEqual(JSON.parse(JSON.stringify(found)), wanted);

test("a prediction is right to the letter, but for spaces and empty lines at the ends", () => {
  same(marked("3\nTrue", "3\nTrue\n"), [true, ["3", "3"], ["True", "True"]]);
  same(marked("3  \r\nTrue\t\n\n", "3\nTrue\n"), [true, ["3", "3"], ["True", "True"]]);
  same(marked("", "\n"), [true]);
  same(marked("true", "True\n"), [false, ["[true]", "[True]"]]);
  same(marked(" 3", "3\n"), [false, ["[ 3]", "[3]"]]);
  same(marked("[1,2]", "[1, 2]\n"), [false, ["[[1,2]]", "[[1, 2]]"]]);
});

test("what is wrong in a line is struck out, what is right stays", () => {
  same(marked("[1] [1, 2]", "[1, 2] [1, 2]\n"), [false, ["[[1]] [1, 2]", "[[1, 2]] [1, 2]"]]);
  same(marked("[1, 2] [1]", "[1, 2] [1, 2]\n"), [false, ["[1, 2][ [1]]", "[1, 2][ [1, 2]]"]]);
  same(marked("a b", "c d\n"), [false, ["[a b]", "[c d]"]]);
  same(marked("1 2 3", "2 3\n"), [false, ["[1] 2 3", "2 3"]]);
  same(marked("a  b c", "a b c\n"), [false, ["a[  b] c", "a[ b] c"]]);
});

test("a line that was left out does not make the others wrong", () => {
  same(marked("one\nthree", "one\ntwo\nthree\n"), [false, ["one", "one"], [null, "[two]"], ["three", "three"]]);
  same(marked("one\ntwo\nthree", "one\nthree\n"), [false, ["one", "one"], ["[two]", null], ["three", "three"]]);
  same(marked("", "None\n"), [false, [null, "[None]"]]);
  same(marked("x\ny\nz", "a\nz\n"), [false, ["[x]", "[a]"], ["[y]", null], ["z", "z"]]);
});

test("what a phone makes of quotes and dots is taken as it was meant", () => {
  same(marked("‘a’ “b” …", "'a' \"b\" ...\n")[0], true);
  same(marked("'a'", "‘a’\n")[0], false);
  same(marked("‘a’", "‘a’\n")[0], true);
});

test("the checklist proposes a grade when it was used", () => {
  same(proposed([false, false], false), null);
  same(proposed([true, true], true), 3);
  same(proposed([true, false], true), 2);
  same(proposed([false, false], true), 1);
});

test("options come in every order", () => {
  const orders = new Set();
  for (let n = 0; n < 6; n++) {
    const drawn = [(n % 3) / 3, (n % 2) / 2];
    orders.add(shuffled([1, 2, 3], () => drawn.shift()).join(""));
  }
  assert.equal(orders.size, 6);
});
