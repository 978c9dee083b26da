// The documents of a built site, as its search index holds them: what every
// search here is given.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";

/**
 * A document.
 * @typedef {object} Document
 * @property {string} id its address
 * @property {string} title
 * @property {string} summary
 * @property {string[]} asked other ways to ask
 * @property {{title: string, id: string, text: string, code: string}[]} sections
 */

/** Reads all documents. @param {string} site @returns {Document[]} */
export function readDocuments(site) {
  const folder = join(site, "search");
  const files = new Map();
  for (const name of readdirSync(folder)) {
    const context = createContext({});
    context.self = context;
    runInContext(readFileSync(join(folder, name), "utf8"), context);
    const [stem, data] = context.studypressSearch[0];
    files.set(stem, data);
    for (const inner of Object.keys(data.inside ?? {})) files.set(inner, data.inside[inner]);
  }
  const documents = [];
  for (let shard = 0; files.has("d" + shard); shard++) {
    const { addresses, titles, summaries, texts } = files.get("d" + shard);
    const all = texts.flatMap((_, part) => files.get(`x${shard}-${part}`));
    addresses.forEach((id, i) =>
      documents.push({
        id,
        title: titles[i].replaceAll("`", ""),
        summary: summaries[i],
        asked: all[i][0],
        sections: all[i][1].map(([title, id, text, code]) => ({ title, id, text, code })),
      }),
    );
  }
  return documents;
}
