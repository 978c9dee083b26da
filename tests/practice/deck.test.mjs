// The data of practice, as docs/practice-data.md describes it, loaded by script tags.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./engine.mjs";

const { inner } = open();
const slugs = ["gil", "slots", "größe", "ask-me", "threads"];
const index = {
  version: 1,
  guide: "python-out-loud",
  chunks: ["practice/0.aaaaaaaaaa.js", "practice/1.bbbbbbbbbb.js"],
  per: 3,
  levels: [
    ["junior", "Junior"],
    ["mid", "Mid"],
  ],
  topics: [["threads", "Threads"]],
  runs: [
    [2, 1, 1],
    [3, 2, 1],
  ],
  hashes: slugs.map(inner.hashOf).join(""),
  facts: "110" + "100" + "3z2" + "200" + "001",
  former: { lock: "gil", constructor: "slots" },
};
const chunk = (k, slugs) => `studypress.cards(${k},${JSON.stringify(slugs.map((slug) => ({ slug })))});`;
const site = (changes = {}) => ({
  "practice/index.js": `studypress.deck(${JSON.stringify(index)});`,
  "practice/0.aaaaaaaaaa.js": chunk(0, slugs.slice(0, 3)),
  "practice/1.bbbbbbbbbb.js": chunk(1, slugs.slice(3)),
  ...changes,
});

test("the hash of a slug is that of the description", () => {
  assert.equal(inner.hashOf("gil"), "1QtrG");
  // FNV-1a's own example: 64 bits of "foobar" are 85944171f73967e8.
  assert.equal(inner.fnv1a("foobar"), 0x85944171f73967e8n);
  assert.equal(inner.fnv1a(""), 0xcbf29ce484222325n);
});

test("the index says which cards each question has", async () => {
  const page = open({ site: site() });
  const deck = await page.practice.deck();
  assert.equal(deck.guide, "python-out-loud");
  assert.deepEqual(deck.levels[1], { id: "mid", title: "Mid" });
  assert.deepEqual(deck.questions, [
    { position: 0, level: 1, topic: 1, say: true, code: false, predict: 1, choose: 0 },
    { position: 1, level: 1, topic: 1, say: true, code: false, predict: 0, choose: 0 },
    { position: 2, level: 2, topic: 1, say: true, code: true, predict: 35, choose: 2 },
    { position: 3, level: 2, topic: 1, say: false, code: true, predict: 0, choose: 0 },
    { position: 4, level: 2, topic: 1, say: false, code: false, predict: 0, choose: 1 },
  ]);
  assert.equal(await page.practice.deck(), deck);
  assert.deepEqual(page.asked, ["../practice/index.js"]);
});

test("slugs are found by their hashes, former ones too", async () => {
  const deck = await open({ site: site() }).practice.deck();
  assert.deepEqual(
    ["gil", "größe", "threads", "lock", "constructor", "toString", ""].map((slug) => deck.find(slug)),
    [[0], [2], [4], [0], [1], [], []],
  );
  assert.equal(deck.current("lock"), "gil");
  assert.equal(deck.current("gil"), "gil");
});

test("two slugs with one hash are two places", async () => {
  const twice = { ...index, hashes: ["gil", "gil", "größe", "ask-me", "threads"].map(inner.hashOf).join("") };
  const files = site({ "practice/index.js": `studypress.deck(${JSON.stringify(twice)});` });
  const deck = await open({ site: files }).practice.deck();
  assert.deepEqual(deck.find("gil"), [0, 1]);
});

test("a chunk is fetched once, when one of its questions is wanted", async () => {
  const page = open({ site: site() });
  const deck = await page.practice.deck();
  const cards = await Promise.all([4, 3, 0, 4].map((position) => deck.load(position)));
  assert.deepEqual(
    cards.map(({ slug }) => slug),
    ["threads", "ask-me", "gil", "threads"],
  );
  assert.deepEqual(page.asked, ["../practice/index.js", "../practice/1.bbbbbbbbbb.js", "../practice/0.aaaaaaaaaa.js"]);
  for (const gone of [5, 6, -1]) await assert.rejects(deck.load(gone), /no (question|chunk)/);
});

test("what cannot be loaded is asked for again the next time", async () => {
  const files = site();
  const { "practice/index.js": start, "practice/1.bbbbbbbbbb.js": cards } = files;
  delete files["practice/index.js"];
  delete files["practice/1.bbbbbbbbbb.js"];
  const { practice } = open({ site: files });
  await assert.rejects(practice.deck(), /index.js cannot be loaded/);
  files["practice/index.js"] = start;
  const deck = await practice.deck();
  await assert.rejects(deck.load(3), /cannot be loaded/);
  files["practice/1.bbbbbbbbbb.js"] = "0";
  await assert.rejects(deck.load(3), /does not hold chunk 1/);
  files["practice/1.bbbbbbbbbb.js"] = cards;
  assert.equal((await deck.load(3)).slug, "ask-me");
});

test("an index of another version is refused", async () => {
  for (const start of [`studypress.deck(${JSON.stringify({ ...index, version: 2 })});`, "0"]) {
    const { practice } = open({ site: site({ "practice/index.js": start }) });
    await assert.rejects(practice.deck(), /not of this version/);
  }
});

test("a reset of a level finds its cards by the deck", async () => {
  const { practice } = open({ site: site() });
  const reader = practice.reader(await practice.deck());
  for (const slug of slugs) reader.review(`say:${slug}`, 3, 1);
  reader.review("predict:lock:abcdefgh", 3, 1);
  reader.reset("level:junior");
  assert.deepEqual([...reader.state.cards.keys()], ["say:größe", "say:ask-me", "say:threads"]);
  reader.reset("topic:threads");
  assert.equal(reader.state.cards.size, 0);
});
