// The engine of practice without a browser: static/js/store.js and
// static/js/practice/ over a storage, a clock and a site of the test's own.
import { readFileSync, readdirSync } from "node:fs";

const scripts = new URL("../../static/js/", import.meta.url);
const read = (path) => readFileSync(new URL(path, scripts), "utf8");
const joined = readdirSync(new URL("practice/", scripts))
  .sort()
  .map((name) => read(`practice/${name}`))
  .join("\n");
/** What the scripts declare, for tests of single functions. */
const names = [...joined.matchAll(/^(?:async )?(?:function|const) (\w+)/gm)].map(([, name]) => name);

/** A storage as browsers have it: its keys are properties, its methods are not. */
export class Storage {
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

/**
 * A page of a guide.
 * @param {object} [page]
 * @param {Storage} [page.storage] shared with other pages of the browser
 * @param {{time: number, offset: number}} [page.clock] Unix seconds, and quarter hours from UTC; a test may change them
 * @param {Record<string, string>} [page.site] the scripts of the site, by their addresses
 */
export function open({ storage = new Storage(), clock = { time: 0, offset: 0 }, site = {}, navigator = {} } = {}) {
  /** @type {Record<string, ((event: object) => void)[]>} */
  const listeners = {};
  const asked = [];
  const self = {};
  const document = {
    documentElement: { dataset: { path: "/guide/", root: "../" } },
    createElement: () => ({}),
    head: {
      async append(script) {
        asked.push(script.src);
        const text = site[script.src.replace("../", "")];
        await null;
        if (text === undefined) return script.onerror();
        new Function("studypress", text)(self.studypress);
        script.onload();
      },
    },
  };
  class Clock extends Date {
    static now() {
      return 1000 * clock.time;
    }
    getTimezoneOffset() {
      return -15 * clock.offset;
    }
  }
  const world = {
    self,
    document,
    navigator,
    localStorage: storage,
    Date: Clock,
    addEventListener: (name, call) => (listeners[name] ??= []).push(call),
  };
  new Function(...Object.keys(world), read("store.js"))(...Object.values(world));
  const { studypress } = self;
  const inner = new Function(
    ...Object.keys(world),
    "studypress",
    `${joined}\nreturn { ${names.join(", ")} };`,
  )(...Object.values(world), studypress);
  return {
    practice: studypress.practice,
    store: studypress.store,
    /** All that the scripts of practice declare. */
    inner,
    /** The addresses that were loaded. */
    asked,
    clock,
    /** Lets the page hear an event of the browser. */
    hear: (name, event) => {
      for (const call of listeners[name] ?? []) call(event);
    },
  };
}

/** Numbers from 0 to 1 that a seed decides (mulberry32, Tommy Ettinger). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
