// The site's own search, run without a browser: its scripts and the files of
// a built site's index in one context of Node.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";

/** The scripts without the dialog, in a function that gives `self` what is needed to ask. */
export function engineSource(scripts) {
  const source = readdirSync(scripts)
    .filter((name) => name.endsWith(".js") && name[0] < "8")
    .sort()
    .map((name) => readFileSync(join(scripts, name), "utf8"))
    .join("\n");
  return `(() => {${source}\nself.engine = { answer, tokens, stem, receive, files };})()`;
}

/** The search of the site built in `site`, whose scripts are in `scripts`; without its synonyms if so asked. */
export function openSearch(site, scripts, { synonyms = true } = {}) {
  const context = createContext({ console });
  context.self = context;
  context.queue = [];
  runInContext(engineSource(scripts), context);
  const { engine } = context;
  const asked = new Set();
  const load = (missing) => {
    for (const path of missing.values()) {
      asked.add(path);
      const text = readFileSync(join(site, path), "utf8");
      context.studypressSearch = [];
      runInContext(text, context);
      for (const file of context.studypressSearch) {
        if (!synonyms && file[0] === "root") file[1].synonyms = file[1].thesaurus = [];
        engine.receive(file);
      }
    }
  };
  return {
    engine,
    /** The files asked for so far, by their paths. */
    asked,
    /** The answer to a query once all files that it wants are there. */
    ask(text) {
      for (let i = 0; i < 20; i++) {
        const result = engine.answer(text);
        if (!result.missing.size) return result;
        load(result.missing);
      }
      throw new Error(`no answer to ${text}`);
    },
  };
}
