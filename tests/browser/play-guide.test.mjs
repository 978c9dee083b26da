// Each snippet of the guide that offers Run is run in a browser, and prints what its page says.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch, out } from "./lib.mjs";
import { visited } from "./runtime-site.mjs";

let browser;
let page;
let server;
before(async () => {
  browser = await launch();
  ({ page, server } = await visited(browser, "runtime-guide"));
});
after(async () => {
  server?.close();
  await browser?.close();
});

/** The pages of the guide on which something can be run. */
function pages() {
  const folders = ["", "questions", "exercises"].filter((folder) => existsSync(path.join(out, "root", folder)));
  const all = folders.flatMap((folder) => {
    const inside = path.join(out, "root", folder);
    const names = readdirSync(inside, { withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.endsWith(".html"));
    return names.map(({ name }) => path.join(inside, name));
  });
  return all.map((file) => [path.basename(file, ".html"), readFileSync(file, "utf8")]).filter(([, html]) => html.includes('id="sp-play"'));
}

/** What of a page's snippets does not do in the browser what the page says; and how many there are. */
const differing = (html, version) =>
  page.evaluate(
    async ([html, version]) => {
      const shown = new DOMParser().parseFromString(html, "text/html");
      const { snippets, files } = JSON.parse(shown.getElementById("sp-play").textContent);
      const figures = [...shown.querySelectorAll(".prose .snippet")];
      const codeOf = (at) => figures[at].querySelector("pre > code").textContent;
      const wrong = [];
      for (const { at, after, outputs, raises } of snippets) {
        const given = after.filter((one) => files[one]).map((one) => ({ name: files[one], text: codeOf(one) }));
        const before = after.filter((one) => !files[one]).map(codeOf);
        const outcome = await go(codeOf(at), { files: given, before });
        const names = outcome.raised ?? [];
        if (raises ? !names.includes(raises) : outcome.how !== "done") {
          wrong.push([at, `${outcome.how}: ${(outcome.error ?? "").trim().split("\n").at(-1)}`]);
          continue;
        }
        if (outputs === null) continue;
        const blocks = [...figures[at].querySelectorAll("pre.output samp")].map((samp) => samp.textContent);
        const fit = outputs.map((output, index) => ({ ...output, text: blocks[index] })).filter(({ requires }) => !requires || atLeast(version, requires));
        const newest = fit.sort((a, b) => (a.requires && b.requires ? (atLeast(a.requires, b.requires) ? -1 : 1) : a.requires ? -1 : 1))[0];
        if (!newest && !outcome.text) continue;
        if (!fits(newest?.text ?? "", outcome.text, outcome.shown ?? "", newest?.normalize ?? [])) wrong.push([at, outcome.text.slice(0, 300)]);
      }
      return { wrong, count: snippets.length };
    },
    [html, version],
  );

test("each snippet that offers Run prints what its page says", async () => {
  const { version } = await page.evaluate(() => runtime.load(() => {}));
  const wrong = [];
  let count = 0;
  for (const [name, html] of pages()) {
    const found = await differing(html, version);
    count += found.count;
    for (const [at, what] of found.wrong) wrong.push(`${name}, snippet ${at}: ${what}`);
  }
  console.log(`${count} snippets of ${pages().length} pages`);
  assert.deepEqual(wrong, []);
  assert.ok(count > 100, `${count} snippets`);
});

/** What the tests of an exercise say of its solution and of its starting point; null where it is not offered for running. */
const graded = (html) =>
  page.evaluate(async (html) => {
    const article = new DOMParser().parseFromString(html, "text/html").querySelector("article[data-exercise]");
    if (article.dataset.run !== "yes") return null;
    const textOf = (part) => article.querySelector(`[data-play="${part}"] pre > code`).textContent;
    const grade = async (code) => {
      const events = [];
      const outcome = await runtime.test({ files: [], code, tests: textOf("tests") }, { output() {}, test: (event) => events.push(event) });
      const end = events.find(({ event }) => event === "end");
      return { how: outcome.how, passed: end?.passed ?? 0, failed: end?.failed ?? 0 };
    };
    return { solution: await grade(textOf("solution")), starter: await grade(textOf("starter")) };
  }, html);

test("each exercise is solved by its own solution, and not by its starting point", async () => {
  await page.evaluate(() => runtime.load(() => {}));
  const wrong = [];
  const left = [];
  let count = 0;
  const folder = path.join(out, "root", "exercises");
  for (const name of readdirSync(folder)) {
    const found = await graded(readFileSync(path.join(folder, name), "utf8"));
    if (!found) left.push(name);
    else {
      count += 1;
      const { solution, starter } = found;
      if (solution.how !== "done" || !solution.passed || solution.failed || !starter.failed) wrong.push([name, found]);
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(left, ["bounded-queue.html"], "its threads do not run in a page");
  assert.equal(count, 23);
});
