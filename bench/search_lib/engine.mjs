// The site's own search, run without a browser: its scripts and the files of
// a built site's index in one context of Node.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";

/** The search of the site built in `site`, whose scripts are in `scripts`. */
export function openSearch(site, scripts) {
  const source = readdirSync(scripts)
    .filter((name) => name.endsWith(".js") && name[0] < "6")
    .sort()
    .map((name) => readFileSync(join(scripts, name), "utf8"))
    .join("\n");
  const context = createContext({ console });
  context.self = context;
  context.queue = [];
  runInContext(`(() => {${source}\nself.engine = { answer, tokens, stem, missing, receive };})()`, context);
  const { engine } = context;
  let bytes = 0;
  const loadMissing = () => {
    for (const path of [...engine.missing.values()]) {
      const text = readFileSync(join(site, path), "utf8");
      bytes += text.length;
      context.studypressSearch = [];
      runInContext(text, context);
      context.studypressSearch.forEach(engine.receive);
    }
  };
  return {
    engine,
    /** The answer to a query once all files that it wants are there. */
    ask(text) {
      for (let i = 0; i < 20; i++) {
        const result = engine.answer(text);
        if (!engine.missing.size) return result;
        loadMissing();
      }
      throw new Error(`no answer to ${text}`);
    },
  };
}
