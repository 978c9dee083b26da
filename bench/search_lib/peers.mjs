// The searches compared with, each as its users get it: given documents, a
// function from a query to the ids of its first ten answers.

import { createRequire } from "node:module";

/** @typedef {import("./documents.mjs").Document} Document */

const text = ({ sections }) => sections.map(({ title, text, code }) => `${title}\n${text}\n${code}`).join("\n");

/**
 * MiniSearch with prefixes, misspellings, and boosted titles and other ways to ask.
 * @param {NodeRequire} require
 * @param {Document[]} documents
 * @param {(text: string) => string[]} [tokenize] instead of cutting at spaces and punctuation
 */
export function miniSearch(require, documents, tokenize) {
  const MiniSearch = require("minisearch");
  const search = new MiniSearch({
    fields: ["title", "asked", "summary", "text"],
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { title: 2, asked: 2 } },
    ...(tokenize && { tokenize }),
  });
  search.addAll(documents.map((each) => ({ id: each.id, title: each.title, asked: each.asked.join("\n"), summary: each.summary, text: text(each) })));
  return (query) => search.search(query).slice(0, 10).map(({ id }) => id);
}

/**
 * elasticlunr as mdBook builds and asks it: a document for each heading, fields
 * title, body and breadcrumbs, all words wanted, words expanded, titles boosted
 * twice (the defaults of `output.html.search`).
 * @param {NodeRequire} require
 * @param {Document[]} documents
 */
export function elasticLunr(require, documents) {
  const elasticlunr = require("elasticlunr");
  const index = elasticlunr(function () {
    this.addField("title");
    this.addField("body");
    this.addField("breadcrumbs");
    this.setRef("id");
  });
  const pages = new Map();
  documents.forEach((each) =>
    each.sections.forEach(({ title, text, code }, i) => {
      const id = `${each.id}#${i}`;
      pages.set(id, each.id);
      const body = `${i ? "" : `${each.asked.join("\n")} ${each.summary}`} ${text} ${code}`;
      index.addDoc({ id, title: title || each.title, body, breadcrumbs: title ? `${each.title} » ${title}` : each.title });
    }),
  );
  const options = { bool: "AND", expand: true, fields: { title: { boost: 2 }, body: { boost: 1 }, breadcrumbs: { boost: 1 } } };
  return (query) => [...new Set(index.search(query, options).slice(0, 30).map(({ ref }) => pages.get(ref)))].slice(0, 10);
}


/** @param {string} folder */
export const requireFrom = (folder) => createRequire(folder + "/");
