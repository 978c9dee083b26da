// The interface in each language that the theme has words in: the guide that `studypress init` writes, whose content
// stays English.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { PROGRAM, eventually, here, launch, onDisk, open, serve, violations, visit } from "./lib.mjs";

const STRINGS = path.join(here, "../../strings");
const LANGUAGES = readdirSync(STRINGS)
  .filter((name) => name.endsWith(".toml"))
  .map((name) => name.slice(0, -".toml".length));
const QUESTION = "questions/how-is-code-shown.html";
const PAGES = [
  "index.html",
  "questions.html",
  QUESTION,
  "exercises/first-repeated.html",
  "practice.html",
  "interview.html",
  "cheatsheet.html",
  "search.html",
  "tags.html",
  "404.html",
];
const folder = mkdtempSync(path.join(tmpdir(), "tongues-"));
const guide = path.join(folder, "guide");

let browser;
before(async () => {
  execFileSync(PROGRAM, ["init", guide], { stdio: "ignore" });
  const site = readFileSync(path.join(guide, "site.toml"), "utf8");
  for (const language of LANGUAGES) {
    writeFileSync(path.join(guide, "site.toml"), site.replace(/^language = .*$/m, `language = "${language}"`));
    execFileSync(PROGRAM, ["build", guide, "--output", path.join(folder, language)], { stdio: "ignore" });
  }
  browser = await launch();
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** The texts of a language: each name with its forms. */
function texts(language) {
  const lines = readFileSync(path.join(STRINGS, `${language}.toml`), "utf8").split("\n");
  const named = lines.filter((line) => /^\w+ = /.test(line)).map((line) => line.split(/ = (.*)/, 2));
  return new Map(named.map(([name, value]) => [name, [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text)]));
}

/** What the page says and its scripts could say: texts and attributes, those of templates too. */
function said() {
  const all = [];
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (/^(script|style|code|pre)$/i.test(element.tagName) || element.closest("pre, [lang]:not(html)")) continue;
      for (const { name, value } of element.attributes)
        if (/^(data-(?!part$|view$|form$)|title$|aria-label$|placeholder$|alt$)/.test(name))
          all.push(...(value.startsWith('{"') ? Object.values(JSON.parse(value)) : [value]));
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) all.push(node.data);
      if (element instanceof HTMLTemplateElement) look(element.content);
    }
  };
  look(document);
  return all.map((text) => text.trim()).filter(Boolean);
}

/** Texts with gaps as they can be said: a gap is a word. */
const pattern = (text) => new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\w+\}/g, "\\S+")}$`);

function authored() {
  const files = readdirSync(path.join(guide, "content"), { recursive: true }).filter((name) => name.endsWith(".md"));
  const all = [...files.map((name) => path.join(guide, "content", name)), path.join(guide, "site.toml")];
  const lines = all.flatMap((name) => readFileSync(name, "utf8").split("\n"));
  return new Set(lines.flatMap((line) => [line.replace(/^\W+|\W+$/g, ""), ...[...line.matchAll(/["*]([^"*]*)["*]/g)].map(([, text]) => text)]));
}

for (const language of LANGUAGES.filter((name) => name !== "en"))
  test(`nothing of the interface is English in ${language}, and axe finds nothing`, async () => {
    const { page, errors, close } = await open(browser, { bypassCSP: true });
    const site = await serve(path.join(folder, language));
    const theirs = texts(language);
    const english = [...texts("en")].flatMap(([name, forms]) =>
      forms.filter((form) => !theirs.get(name).includes(form) && /[a-z]/.test(form.replace(/\{\w+\}/g, ""))),
    );
    assert.ok(english.length > 400, String(english.length));
    const own = new Set([...theirs.values()].flat());
    const gaps = [...own].filter((text) => text.includes("{")).map(pattern);
    const [whole, gapped] = [new Set(english), english.filter((text) => text.includes("{")).map(pattern)];
    const content = authored();
    for (const address of PAGES) {
      await visit(page, site.url + address);
      const found = await page.evaluate(said);
      const left = found.filter((text) => !own.has(text) && !gaps.some((gap) => gap.test(text)) && !content.has(text.replace(/^\W+|\W+$/g, "")));
      assert.deepEqual(
        left.filter((text) => whole.has(text) || gapped.some((gap) => gap.test(text))),
        [],
        address,
      );
      assert.ok(found.some((text) => own.has(text)), address);
      if (language === "ar" || address === QUESTION) assert.deepEqual(await violations(page), [], address);
    }
    assert.deepEqual(errors, []);
    await close();
    site.close();
  });

test("numbers take the same forms in the build, in Node and in the browser", async () => {
  const expected = JSON.parse(readFileSync(path.join(here, "../plurals.json"), "utf8"));
  assert.deepEqual(Object.keys(expected).sort(), LANGUAGES.toSorted());
  const letters = (languages) =>
    languages.map((language) => {
      const rules = new Intl.PluralRules(language);
      const of = { one: "1", two: "2" };
      return Array.from({ length: 201 }, (_, count) => of[rules.select(count)] ?? rules.select(count)[0]).join("");
    });
  const { page, close } = await open(browser);
  assert.deepEqual(letters(Object.keys(expected)), Object.values(expected));
  assert.deepEqual(await page.evaluate(letters, Object.keys(expected)), Object.values(expected));
  await close();
});

test("what a script counts and dates is worded by the language's rules, in the digits of all other numbers", async () => {
  const { page, errors, close } = await open(browser, { timezoneId: "UTC" });
  await visit(page, `${onDisk(path.join(folder, "ar"))}questions.html`);
  await eventually(async () => assert.equal(await page.innerText("#sp-practise"), "التدرب على هذه الأسئلة (3)"));
  await page.goto(`${onDisk(path.join(folder, "ar"))}practice.html`);
  await page.fill("#sp-date", "2031-03-05");
  await eventually(async () => assert.match(await page.innerText("#sp-day"), /مقابلتك يوم الأربعاء، 5 مارس/));
  assert.deepEqual(errors, []);
  await close();
});

test("English in an Arabic guide keeps its marks at their end, and its place", async () => {
  const { page, close } = await open(browser);
  /** Where the first and the last character of an element's text are, and where it begins beside its parent. */
  const ends = (selector) =>
    page.locator(selector).first().evaluate((element) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const nodes = [];
      while (walker.nextNode()) if (walker.currentNode.data.trim()) nodes.push(walker.currentNode);
      const at = (node, place) => {
        const range = document.createRange();
        range.setStart(node, place);
        range.setEnd(node, place + 1);
        return range.getBoundingClientRect();
      };
      const last = nodes.at(-1);
      const end = at(last, last.data.trimEnd().length - 1);
      return { first: at(nodes[0], nodes[0].data.search(/\S/)).left, last: end.left, gap: element.parentElement.getBoundingClientRect().right - end.right };
    });
  await visit(page, onDisk(path.join(folder, "ar")) + QUESTION);
  const title = await ends("h1");
  assert.ok(title.last > title.first, JSON.stringify(title));
  assert.ok(title.gap < 4, JSON.stringify(title));
  const row = await ends(".related .title");
  assert.ok(row.last > row.first, JSON.stringify(row));
  await close();
});
