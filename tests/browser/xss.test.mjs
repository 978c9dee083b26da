// Nobody gets in: text that tries to run, in every place that text can come
// from, looked at on every kind of page in a real browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { PROGRAM, answered, eventually, launch, open, serve, serving } from "./lib.mjs";

// Each tries to call `attack`, which the test puts into every page.
const PAYLOADS = [
  "<script>attack()</script>",
  "</script><script>attack()</script>",
  "<img src=x onerror=attack()>",
  "\"><svg onload=attack()>",
  "' autofocus onfocus='attack()' x='",
  "\" autofocus onfocus=\"attack()\" x=\"",
  "</title></textarea></style></noscript><img src=x onerror=attack()>",
  "--><img src=x onerror=attack()><!--",
  "]]><img src=x onerror=attack()>",
  "<details open ontoggle=attack()>x</details>",
  "<iframe srcdoc=\"<script>parent.attack()</script>\"></iframe>",
  "<svg><style><img src=x onerror=attack()></style></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=attack()>",
  "<a href=\"javascript:attack()\">x</a>",
  "<form action=\"javascript:attack()\"><button>x</button></form>",
  "&lt;img src=x onerror=attack()&gt;",
  "&#60;script&#62;attack()&#60;/script&#62;",
  "`<img src=x onerror=attack()>`",
  "{{ attack() }} ${attack()} <%= attack() %>",
  "\u2028attack()\u2029//",
  "\\\"};attack();//",
  "'-attack()-'",
];
const ALL = PAYLOADS.join(" ");
const text = JSON.stringify;
const entry = (kind, id, title, more = "") => `[[${kind}]]\nid = ${text(id)}\ntitle = ${text(title)}\n${more}`;

const site = (unsafe) =>
  `title = ${text(ALL)}\ndescription = ${text(ALL)}\nauthor = ${text(ALL)}\nbase_url = "https://u.example/g/"\n` +
  `repository = "https://example.org/?'onmouseover='attack()"\n[markup]\nunsafe_html = ${unsafe}\n` +
  `[search.synonyms]\n${text(PAYLOADS[0])} = [${text(PAYLOADS[2])}, "lock"]\n` +
  PAYLOADS.map((payload, n) => entry("levels", `l${n}`, payload, `description = ${text(payload)}\n`)).join("") +
  PAYLOADS.map((payload, n) => entry("topics", `t${n}`, payload)).join("") +
  entry("sources", "book", ALL, `url = "https://example.org/?\\"><img src=x onerror=attack()>"\n`) +
  entry("sources", "blog", PAYLOADS[2]);

// Markdown in which the payload stands wherever text can.
const body = (payload) => `
${payload}

${text(payload)} *${payload}* [${payload}](/questions.html "${payload.replaceAll('"', "")}") ![${payload}](/dot.svg "${payload.replaceAll('"', "")}")

## ${payload}

| ${payload.replaceAll("|", "")} |
|---|
| ${payload.replaceAll("|", "")} |

> [!NOTE]
> ${payload}

- [ ] ${payload} [^1]

[^1]: ${payload}

<https://example.org/?${encodeURI(payload).replace(/[<>]/g, "")}>
https://example.org/?"onmouseover=attack() www.example.org/'onclick='attack()

\`\`\`\`python,title="${payload.replaceAll('"', "")}",file="${payload.replace(/[":/\\.]/g, "")}"
print(${text(payload)})  # ${payload}
\`\`\`\`

\`\`\`\`output
${payload}
\`\`\`\`

\`\`\`\`html
${payload}
\`\`\`\`

\`\`\`\`${payload.replace(/[\s,`]/g, "")}
${payload}
\`\`\`\`
`;

// Raw HTML that is refused, since it runs or reaches beyond its own text, and what is left of it that a guide can have.
const REFUSED = [
  ['<a href="javascript:attack()">x</a>', ""],
  ["</script><script>", "<script>"],
  ["<svg onload=attack()>", "<svg onload=attack()></svg>"],
  ["</title></textarea></style></noscript>", ""],
  ["<!--", ""],
  ["<math><mtext><table><mglyph><style><img src=x onerror=attack()>", "<math><mtext><img src=x onerror=attack()></mtext></math>"],
];
const kept = (payload) => REFUSED.reduce((text, [refused, rest]) => text.replaceAll(refused, rest), payload);

const question = (n, payload, unsafe) =>
  `+++\ntitle = ${text(payload)}\nlevel = "l${n}"\ntopic = "t${n}"\n` +
  `source = ["blog", { id = "book", at = ${text(payload)} }]\nsummary = ${text(payload)}\n` +
  `tags = [${text(payload)}]\nupdated = "2026-01-02"\naliases = ["old/${n}.html"]\n+++\n${unsafe ? kept(payload) : body(payload)}\n`;

let browser, folder;
const write = (name, content) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), content);
};

/** Builds a guide of payloads and serves it. */
async function guide(name, unsafe) {
  write(`${name}/site.toml`, site(unsafe));
  write(`${name}/static/dot.svg`, '<svg xmlns="http://www.w3.org/2000/svg"/>');
  // Images in raw HTML must be there: these are, and are none.
  if (unsafe) ["content/x", "content/pages/x"].forEach((image) => write(`${name}/${image}`, "no image"));
  PAYLOADS.forEach((payload, n) => write(`${name}/content/q${n}.md`, question(n, payload, unsafe)));
  write(`${name}/content/constructor.md`, question(0, "constructor", unsafe).replace("old/0", "old/c"));
  write(`${name}/content/pages/tips.md`, `---\ntitle: ${text(ALL)}\nsummary: ${text(ALL)}\n---\n${unsafe ? kept(ALL) : body(ALL)}\n`);
  try {
    execFileSync(PROGRAM, ["build", path.join(folder, name), "-o", path.join(folder, name, "public")], { stdio: "pipe" });
  } catch (error) {
    throw new Error(error.stderr.toString().split("\n\n").filter((text) => text.startsWith("error")).join("\n\n"));
  }
  return serve(path.join(folder, name, "public"));
}

/** A page that notes whether an attack runs, and what its policy stops. */
async function watched(options = {}) {
  const opened = await open(browser, options);
  const noted = { ran: [], stopped: [] };
  await opened.page.exposeFunction("attack", () => noted.ran.push(opened.page.url()));
  await opened.page.exposeFunction("stopped", (what) => noted.stopped.push(what));
  await opened.page.exposeFunction("settled", () => {});
  await opened.page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => window.stopped(`${event.effectiveDirective} ${event.blockedURI} in ${location}`));
  });
  opened.page.on("dialog", (dialog) => (noted.ran.push(dialog.message()), dialog.dismiss()));
  return { ...opened, ...noted };
}

/** Every page of a built site, and what a browser shows of the rest. */
const pages = (name) =>
  readdirSync(path.join(folder, name, "public"), { recursive: true }).filter((file) => /\.(html|xml|svg)$/.test(file));

/** Waits until what was put into a page has loaded and run, and is noted: an
 * image of ours is asked for after theirs, and notes come in their order. */
const settle = (page) =>
  page.evaluate(async () => {
    const image = new Image();
    image.src = `${document.querySelector("link[rel=icon]").href}?${performance.now()}`;
    await image.decode();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    await window.settled();
  });

let safe, raw;
before(async () => {
  browser = await launch();
  folder = mkdtempSync(path.join(tmpdir(), "studypress-xss-"));
  safe = await guide("safe", false);
  raw = await guide("raw", true);
});
after(async () => {
  await browser?.close();
  safe?.close();
  raw?.close();
  if (folder) rmSync(folder, { recursive: true });
});

test("the alarm rings: an attack that gets in is noted, and so is one that the policy stops", async () => {
  const { page, ran, stopped, close } = await watched();
  const bare = path.join(folder, "safe/public/bare.html");
  writeFileSync(bare, PAYLOADS[2]);
  await page.goto(`${safe.url}bare.html`);
  await eventually(() => assert.equal(ran.length, 1));
  rmSync(bare);
  await page.goto(`${safe.url}index.html`);
  await page.evaluate((payload) => (document.body.innerHTML = payload), PAYLOADS[2]);
  await eventually(() => assert.equal(stopped.length, 1));
  await settle(page);
  assert.equal(ran.length, 1);
  assert.equal(stopped.length, 1);
  assert.match(stopped[0], /^script-src/);
  await close();
});

test("nothing runs on any page, and there is nothing for the policy to stop", async () => {
  const { page, errors, ran, stopped, close } = await watched();
  const all = pages("safe");
  for (const kind of ["index", "questions/q0", "levels/l0", "topics/t0", "sources/book", "cheatsheet", "search", "tips", "404", "old/0"]) {
    assert.ok(all.includes(`${kind}.html`), `there is no ${kind}.html`);
  }
  assert.ok(all.includes("feed.xml") && all.includes("sitemap.xml"));
  for (const name of all) {
    await page.goto(`${safe.url}${name}#${encodeURIComponent(PAYLOADS[2])}`, { waitUntil: "commit" });
    // An old address leads on: there is nothing to see until it has.
    if (name.startsWith("old/")) await page.waitForURL("**/questions/**");
    await page.waitForLoadState("load");
    if (name.endsWith(".html")) {
      const policy = readFileSync(path.join(folder, "safe/public", name), "utf8").match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/)?.[1];
      assert.ok(policy?.startsWith("default-src 'none'") && !/unsafe|\*|http/.test(policy), `${name}: ${policy}`);
    }
    if (name.endsWith(".html") && !name.startsWith("old/")) {
      // Elements that only a payload could have brought.
      const strange = await page.locator("iframe, math, svg:not([aria-hidden]), style, [onerror], [onload], [onfocus], [ontoggle], [onmouseover], [onclick], form[action^=javascript], a[href^='javascript' i]").count();
      assert.equal(strange, 0, name);
    }
  }
  await settle(page);
  assert.deepEqual(ran, []);
  assert.deepEqual(stopped, []);
  assert.deepEqual(errors.filter((error) => /Content.Security|Refused/.test(error)), []);
  await close();
});

test("raw HTML that a guide keeps is stopped by the policy, clicks and all", async () => {
  const { page, ran, stopped, close } = await watched();
  for (let n = 0; n < PAYLOADS.length; n++) {
    await page.goto(`${raw.url}questions/q${n}.html`);
    await page.locator("main a[href^=javascript], main form[action^=javascript] button").evaluateAll((all) => all.forEach((one) => one.click()));
    await settle(page);
  }
  assert.deepEqual(ran, []);
  assert.ok(stopped.length >= 5, "the payloads arrived");
  await close();
});

test("queries, answers and facets of the search are text", async () => {
  const { page, ran, stopped, close } = await watched();
  for (const query of [...PAYLOADS, "attack", "img onerror", `level:${PAYLOADS[3]}`, `"${PAYLOADS[0]}"`, "constructor __proto__"]) {
    await page.goto(`${safe.url}search.html?q=${encodeURIComponent(query)}`);
    await answered(page);
    await page.locator("#sp-search output").getByText(/result|Nothing|misspelt/).first().waitFor();
    await settle(page);
  }
  await page.goto(`${safe.url}search.html?q=attack`);
  await answered(page);
  assert.ok((await page.locator("#sp-search [role=option]").count()) > 5);
  assert.equal(await page.locator("#sp-search").locator("img, svg, iframe, form form, script").count(), 0);
  // What was looked for is offered again.
  await page.evaluate((all) => studypress.store.put("recent", JSON.stringify(all)), PAYLOADS);
  await page.goto(`${safe.url}index.html`);
  await page.locator("a.find").click();
  const dialog = page.locator("dialog.search");
  await dialog.getByText("Lately").waitFor();
  for (const payload of PAYLOADS) {
    await dialog.locator("input").fill(payload);
    await answered(page);
    await settle(page);
  }
  // A very long query ends too.
  await dialog.locator("input").fill(`${"a".repeat(100000)} ${"<b ".repeat(20000)}`);
  await answered(page);
  await dialog.locator("output").getByText(/result|Nothing/).first().waitFor();
  assert.deepEqual(ran, []);
  assert.deepEqual(stopped, []);
  await close();
});

test("filters of lists and choices of the cheat sheet from the address are text", async () => {
  const { page, errors, ran, stopped, close } = await watched();
  for (const payload of PAYLOADS) {
    const value = encodeURIComponent(payload);
    await page.goto(`${safe.url}questions.html?q=${value}&level=${value}&topic=${value}&mark=${value}&sort=${value}&group=${value}`);
    await page.goto(`${safe.url}cheatsheet.html?level=${value}&topic=${value}&columns=${value}&paper=${value}&code=${value}`);
  }
  await page.goto(`${safe.url}questions.html?q=attack&sort=title&group=topic`);
  await settle(page);
  assert.ok((await page.locator("#sp-list .row").count()) > 5);
  assert.equal(await page.locator("#sp-list").locator("img, iframe, svg, script").count(), 0);
  assert.deepEqual(ran, []);
  assert.deepEqual(stopped, []);
  assert.deepEqual(errors, []);
  await close();
});

test("stored state is text, whatever another page of the host has put there", async () => {
  const { page, errors, ran, stopped, close } = await watched();
  await page.goto(`${safe.url}questions/q0.html`);
  const names = await page.evaluate(() => Object.keys(localStorage));
  const prefix = names.find((name) => name.endsWith("last")).replace(/last$/, "");
  const forms = [(payload) => payload, text, (payload) => text([payload, payload]), (payload) => text({ [payload]: payload, q0: payload })];
  const stored = PAYLOADS.map((payload, n) => forms[n % 2 ? 2 : n % 4](payload));
  stored.push(...forms.map((form) => form(PAYLOADS[2])));
  stored.push('{"__proto__":{"q0":"known"},"constructor":"known","q0":{"toString":1}}', "null", "[[[]]]", "1e999", '[{"toString":"x"},{}]', "{");
  for (const value of stored) {
    await page.evaluate(
      ([prefix, value]) => {
        for (const name of ["marks", "last", "theme", "recent", "interview", "interviews", "log:XXXXXX"]) localStorage.setItem(prefix + name, value);
        localStorage.setItem("studypress-recent", value);
      },
      [prefix, value],
    );
    for (const name of ["index.html", "questions.html", "interview.html"]) await page.goto(`${safe.url}${name}`);
  }
  await settle(page);
  assert.deepEqual(ran, []);
  assert.deepEqual(stopped, []);
  assert.deepEqual(errors, []);
  await close();
});

test("an imported file of marks is text, and a question called `constructor` has no mark", async () => {
  const { page, errors, ran, stopped, close } = await watched();
  await page.goto(`${safe.url}index.html`);
  const give = async (content) => {
    await page.locator("#sp-import").setInputFiles({ name: "marks.json", mimeType: "application/json", buffer: Buffer.from(content) });
    await page.waitForFunction(() => document.querySelector("#sp-keep-status").textContent !== "");
    await page.evaluate(() => (document.querySelector("#sp-keep-status").textContent = ""));
  };
  for (const payload of PAYLOADS) {
    await give(payload);
    await give(text({ studypress: 1, marks: { [payload]: payload, [`${payload}1`]: "known" } }));
    await give(text({ studypress: payload, marks: payload }));
  }
  await give('{"studypress":1,"marks":{"__proto__":"known","hasOwnProperty":"known"}}');
  await give(text({ studypress: 1, marks: Object.fromEntries(Array.from({ length: 50000 }, (_, n) => [`m${n}`, "known"])) }));
  await page.goto(`${safe.url}questions.html`);
  assert.equal(await page.locator('.row[data-slug="constructor"]').getAttribute("data-mark"), "");
  assert.equal(await page.locator('.row[data-slug="q1"]').getAttribute("data-mark"), "");
  assert.deepEqual(ran, []);
  assert.deepEqual(stopped, []);
  assert.deepEqual(errors, []);
  await close();
});

test("mistakes over a served page are text", async (t) => {
  write("served/site.toml", `title = "G"\n${entry("levels", "l", "L")}${entry("topics", "t", "T")}${entry("sources", "s", "S")}`);
  const good = `+++\ntitle = "Q"\nlevel = "l"\ntopic = "t"\nsource = "s"\n+++\n\nText.\n`;
  write("served/content/q.md", good);
  const { url, stop } = await serving(path.join(folder, "served"));
  t.after(stop);
  const { page, ran, stopped, close } = await watched();
  await page.goto(`${url}questions/q.html`);
  const shown = page.getByRole("alert");
  for (const [n, payload] of PAYLOADS.entries()) {
    write("served/content/q.md", good.replace('"t"', text(`${payload} ${n} end`)).replace("Text.", `[x](<gone ${payload.replace(/[<>]/g, "\\$&")}>)`));
    await shown.getByText(`${n} end`, { exact: false }).first().waitFor();
    await settle(page);
    assert.equal(await shown.locator("img, svg, iframe, script, details, form").count(), 0, payload);
  }
  write("served/content/<img src=x onerror=attack()>.md", "nothing");
  await shown.getByText("onerror=attack()>.md").first().waitFor();
  await page.goto(`${url}${encodeURIComponent(PAYLOADS[2])}`);
  await page.goto(`${url}?${encodeURIComponent(PAYLOADS[2])}`);
  await settle(page);
  assert.deepEqual(ran, []);
  assert.deepEqual(stopped, []);
  await close();
});
