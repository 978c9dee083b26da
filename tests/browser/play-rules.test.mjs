// What the editor of code does with keys, how it colours Python, and how output is
// compared, without a browser.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import vm from "node:vm";
import { out } from "./lib.mjs";

const read = (name) => readFileSync(new URL(`../../static/js/play/${name}`, import.meta.url), "utf8");
const { indented, outdented, broken, erased, paired, readPython, fits, lineDiff, commonEnds, atLeast } = vm.runInNewContext(
  `${["2-keys.js", "2-python.js", "3-compare.js"].map(read).join("\n")};
  ({ indented, outdented, broken, erased, paired, readPython, fits, lineDiff, commonEnds, atLeast })`,
);

/** The code after an edit. Bars stand where the selection begins and ends; one is a caret. */
function edited(edit, code, ...more) {
  const [before, inside, after = ""] = code.split("|").length > 2 ? code.split("|") : [code.split("|")[0], "", code.split("|")[1]];
  const text = before + inside + after;
  const made = edit(text, before.length, before.length + inside.length, ...more);
  if (!made) return null;
  const now = text.slice(0, made.from) + made.text + text.slice(made.to);
  const end = made.end === made.start ? "" : `${now.slice(made.start, made.end)}|`;
  return `${now.slice(0, made.start)}|${end}${now.slice(made.end)}`;
}

test("Tab goes to the next step, or moves the lines of a selection", () => {
  assert.equal(edited(indented, "|x"), "    |x");
  assert.equal(edited(indented, "  |x"), "    |x");
  assert.equal(edited(indented, "ab|c|"), "ab  |");
  assert.equal(edited(indented, "|a\n\n  b|"), "    |a\n\n      b|");
  assert.equal(edited(indented, "a\n|b\n|c"), "a\n    |b\n|c");
  assert.equal(edited(outdented, "    a|"), "a|");
  assert.equal(edited(outdented, "|a\n      b\n\tc|"), "|a\n    b\nc|");
  assert.equal(edited(outdented, "|x"), "|x");
});

test("Enter keeps the indentation, and knows what begins and ends a block", () => {
  assert.equal(edited(broken, "def f():|"), "def f():\n    |");
  assert.equal(edited(broken, "  if x:  # why:|"), "  if x:  # why:\n      |");
  assert.equal(edited(broken, "    x = 1|"), "    x = 1\n    |");
  assert.equal(edited(broken, "    return x|"), "    return x\n|");
  assert.equal(edited(broken, "        pass|\n    y"), "        pass\n    |\n    y");
  assert.equal(edited(broken, "    return [|]"), "    return [\n        |\n    ]");
  assert.equal(edited(broken, "f(|"), "f(\n    |");
  assert.equal(edited(broken, 'x = "a:|'), 'x = "a:\n|');
  assert.equal(edited(broken, "x = {'a':|"), "x = {'a':\n    |");
  assert.equal(edited(broken, "    def f():|  # one"), "    def f():\n        |  # one");
});

test("Backspace goes back a step in an indentation, and takes both of a pair", () => {
  assert.equal(edited(erased, "        |x"), "    |x");
  assert.equal(edited(erased, "      |x"), "    |x");
  assert.equal(edited(erased, "(|)"), "|");
  assert.equal(edited(erased, '"|"'), "|");
  for (const code of [" |x", "ab|", "|", "(|x", '""|"', "a|b|c", "\t|"]) assert.equal(edited(erased, code), null, code);
});

test("brackets and quotes are closed, typed over, and put around what is selected", () => {
  assert.equal(edited(paired, "print|", "("), "print(|)");
  assert.equal(edited(paired, "f(|)", ")"), "f()|");
  assert.equal(edited(paired, "x = |", '"'), 'x = "|"');
  assert.equal(edited(paired, "f|", '"'), 'f"|"');
  assert.equal(edited(paired, 'x = "a|"', '"'), 'x = "a"|');
  assert.equal(edited(paired, '    ""|', '"'), '    """|"""');
  assert.equal(edited(paired, "a |word| b", "["), "a [|word|] b");
  for (const [code, sign] of [["|word", "("], ["don|", "'"], ["# a |", '"'], ["'it|", '"'], ["'a |", "("], ["x|", ")"], ["x|", "a"]])
    assert.equal(edited(paired, code, sign), null, `${code} ${sign}`);
});

/** The text of highlighted HTML, and the class of each of its characters. */
function classesOf(html) {
  const open = [""];
  let text = "";
  const kinds = [];
  for (const [tag, quoted, bare] of html.matchAll(/<span(?: class=(?:"([^"]*)"|([^ >]*)))?[^>]*>|<\/span>|[^<]+/g)) {
    // Marked lines, and those that hang on paper, are no colours.
    if (tag.startsWith("<span")) open.push(/^(line.*|w|)$/.test(quoted ?? bare ?? "") ? "" : (quoted ?? bare));
    else if (tag === "</span>") open.pop();
    else {
      const words = tag.replace(/&(lt|gt|quot|#39|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" })[name]);
      text += words;
      for (let at = 0; at < words.length; at++) kinds.push(open.at(-1));
    }
  }
  return { text, kinds };
}

test("code is coloured while it is typed as the build colours it", () => {
  let [characters, different] = [0, 0];
  const folder = path.join(out, "root/questions");
  for (const name of readdirSync(folder)) {
    const html = readFileSync(path.join(folder, name), "utf8");
    for (const [, code] of html.matchAll(/<code class="language-py(?:thon)?">([\s\S]*?)<\/code>/g)) {
      const { text, kinds } = classesOf(code);
      const ours = readPython(text).pieces.flatMap(([kind, part]) => Array(part.length).fill(kind));
      assert.equal(ours.length, text.length);
      for (let at = 0; at < text.length; at++) {
        if (!text[at].trim()) continue;
        characters += 1;
        if (ours[at] !== kinds[at]) different += 1;
      }
    }
  }
  assert.ok(characters > 50_000 && different <= characters / 1000, `${different} of ${characters}`);
});

test("unfinished code has colours too", () => {
  const kinds = (code) => readPython(code).pieces.map(([kind, text]) => (kind ? `${kind}:${text}` : text));
  assert.deepEqual([...kinds('x = "open\nif')], ["x = ", 's:"open', "\n", "k:if"]);
  assert.deepEqual([...kinds('f"{a!r:>{w}} {{"')], ['s:f"', "i:{", "a", "i:!r:", "s:>", "i:{", "w", "i:}}", 's: {{"']);
  assert.deepEqual([...kinds('f"{a\ndef f')], ['s:f"', "i:{", "a\n", "k:def", " ", "f:f"]);
  assert.equal(readPython('print("a').open, "s");
  assert.equal(readPython("x = 1  # a").open, "c");
  assert.equal(readPython('"""a"""').open, "");
  for (const part of ["(", '"', "'''", "f'{", "\\", "\\N{", "match :", "case a:#", "{", "f'{x:", "=", "1e", "@a.", "é", "\u{1d4b3}"]) {
    const code = part.repeat(20_000);
    assert.equal(readPython(code).pieces.map(([, text]) => text).join(""), code);
  }
});

test("output fits by the rules of the build", () => {
  const fit = (expected, real, normalize = [], error = "") => fits(expected, real, error, normalize);
  assert.ok(fit("1\n", "1") && fit("", "") && !fit("1\n", "2\n") && !fit("1\n", "1\n\n"));
  for (const [pattern, real] of [["a...z\n", "a\nb\nz\n"], ["...\n", "anything\n"], ["<... at ...>\n", "<A at B>\n"], ["a...b...c\n", "abbc\n"]])
    assert.ok(fit(pattern, real), pattern);
  for (const [pattern, real] of [["ab...bc\n", "abc\n"], ["a...z\n", "b\nz\n"], ["a...b...c\n", "acb\n"]]) assert.ok(!fit(pattern, real), pattern);
  assert.ok(fit("<A at 0x1>, 0xg\n", "<A at 0x7f3aB0>, 0xg\n", ["addresses"]) && !fit("0x1\n", "0x2\n"));
  assert.ok(fit("1 s, 1ms, 1 seconds, 3 sets, x2 s, 1 ns, 5\n", "0.032 s, 12ms, 1e-05 seconds, 3 sets, x2 s, 1,024 ns, 5\n", ["timings"]));
  const error = "Traceback (most recent call last):\n  ...\nKeyError: 1\n";
  assert.ok(fit("a\n", "a\n", [], error) && fit(`a\n${error}`, "a", [], error) && !fit(`a\n${error}`, "a"));
  assert.ok(atLeast("3.14.2", "3.14") && atLeast("3.14.2", "≥ 3.9") && !atLeast("3.9.1", "3.14") && atLeast("3.14.2", ""));
});

test("what differs is told line by line, and within a line", () => {
  const lines = (a, b) => lineDiff(a, b).map(({ sign, text }) => sign + text);
  assert.deepEqual([...lines("a\nb\nc\n", "a\nc\nd")], [" a", "-b", " c", "+d"]);
  assert.deepEqual([...lines("a\n", "b\n")], ["-a", "+b"]);
  assert.deepEqual([...lines("", "b\n")], ["-", "+b"]);
  assert.deepEqual(JSON.parse(JSON.stringify(commonEnds("'3a1b'", "'3a2b'"))), [["'3a", "1", "b'"], ["'3a", "2", "b'"]]);
  assert.deepEqual(JSON.parse(JSON.stringify(commonEnds("aa", "a"))), [["a", "a", ""], ["a", "", ""]]);
});
