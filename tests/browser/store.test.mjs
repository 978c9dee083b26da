// The owner of the browser's storage, without a browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

const script = readFileSync(new URL("../../static/js/store.js", import.meta.url), "utf8");

/** A storage as browsers have it: its keys are properties, its methods are not. */
class Storage {
  constructor(entries = {}) {
    Object.assign(this, entries);
  }
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, text) {
    this[key] = String(text);
  }
  removeItem(key) {
    delete this[key];
  }
}
class Full extends Storage {
  setItem() {
    throw new Error("full");
  }
}

/** The store of a page of a guide, and what the page hears. */
function open(localStorage, path = "/guide/") {
  const heard = [];
  const dataset = { path, root: "../" };
  const context = createContext({
    document: { documentElement: { dataset } },
    addEventListener: (name, call) => heard.push([name, call]),
  });
  context.self = context;
  const get = typeof localStorage === "function" ? localStorage : () => localStorage;
  Object.defineProperty(context, "localStorage", { get });
  runInContext(script, context);
  return { store: context.studypress.store, heard };
}
const forbidden = () => {
  throw new Error("forbidden");
};

test("each guide has names of its own", () => {
  const storage = new Storage({ "/guide/1:marks": "old", other: "x" });
  const { store } = open(storage);
  const { store: another } = open(storage, "/another/");
  assert.equal(store.get("marks"), "old");
  store.put("marks", "new");
  another.put("theme", "dark");
  assert.equal(another.get("marks"), null);
  assert.deepEqual({ ...storage }, { "/guide/1:marks": "new", other: "x", "/another/1:theme": "dark" });
  assert.deepEqual([...store.keys()], ["marks"]);
  store.remove("marks");
  assert.deepEqual([...store.keys()], []);
  assert.ok(store.lasting);
});

for (const [what, storage] of [
  ["forbidden", forbidden],
  ["full", new Full()],
]) {
  test(`a storage that is ${what} lasts until the page is left`, () => {
    const { store } = open(storage);
    assert.ok(store.lasting);
    store.put("marks", "new");
    assert.equal(store.get("marks"), "new");
    assert.deepEqual([...store.keys()], ["marks"]);
    assert.ok(!store.lasting);
    store.remove("marks");
    assert.equal(store.get("marks"), null);
    assert.deepEqual([...store.keys()], []);
  });
}

test("what a full storage did not take stands for what it has", () => {
  const { store } = open(new Full({ "/guide/1:marks": "old", "/guide/1:theme": "dark" }));
  store.put("marks", "new");
  assert.equal(store.get("marks"), "new");
  assert.deepEqual([...store.keys()].sort(), ["marks", "theme"]);
});

test("the searches of the whole host are taken over once, and left to the other guides", () => {
  const storage = new Storage({ "studypress-recent": '["a"]', "/another/1:recent": '["b"]' });
  const { store } = open(storage);
  const { store: another } = open(storage, "/another/");
  assert.equal(store.get("recent"), '["a"]');
  assert.equal(another.get("recent"), '["b"]');
  store.put("recent", '["c"]');
  assert.equal(open(storage).store.get("recent"), '["c"]');
  assert.equal(storage["studypress-recent"], '["a"]');
});

test("changes in another tab are heard, and those of other guides are not", () => {
  const { store, heard } = open(new Storage());
  let count = 0;
  store.watch("marks", () => count++);
  const [[name, call]] = heard;
  assert.equal(name, "storage");
  for (const key of ["/guide/1:marks", "/guide/1:theme", "/another/1:marks", null]) call({ key });
  assert.equal(count, 2);
});

test("a storage that has room again keeps what it was given", () => {
  const storage = new Full();
  const { store } = open(storage);
  store.put("marks", "new");
  assert.ok(!store.lasting);
  Object.setPrototypeOf(storage, Storage.prototype);
  store.put("marks", "newer");
  assert.ok(store.lasting);
  assert.equal(storage["/guide/1:marks"], "newer");
});

test("changes in another tab are heard for all names that begin alike", () => {
  const { store, heard } = open(new Storage());
  const names = [];
  store.watchAll("log:", (name) => names.push(name));
  const [[, call]] = heard;
  for (const key of ["/guide/1:log:a", "/guide/1:marks", "/another/1:log:b", null]) call({ key });
  assert.deepEqual(names, ["log:a", null]);
});
