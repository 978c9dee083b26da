// Pagefind over the documents, asked in Chromium as in a reader's browser.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { browser, serve } from "./browser.mjs";

/** The characters that Python's operators and names are made of. */
const CHARACTERS = "<>=!:@#$%^&*()_+-[]{}|./\\~";

const escape = (text) => text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`);

/** Each document as a page: Pagefind weighs words by the headings they stand in, so other ways to ask are headings, too. */
const page = ({ title, asked, summary, sections }) =>
  `<!doctype html><html lang="en"><head><title>${escape(title)}</title></head><body><main data-pagefind-body><h1>${escape(title)}</h1>${asked.map((each) => `<h2>${escape(each)}</h2>`).join("")}<p>${escape(summary)}</p>${sections
    .map(({ title, text, code }) => `${title ? `<h2>${escape(title)}</h2>` : ""}<p>${escape(text)}</p><pre><code>${escape(code)}</code></pre>`)
    .join("")}</main></body></html>`;

/**
 * @param {string} work a folder to write to
 * @param {NodeRequire} require
 * @param {import("./documents.mjs").Document[]} documents
 * @returns a function from queries to the ids of their first ten answers
 */
export async function pagefind(work, require, documents) {
  const { createIndex, close } = await import(pathToFileURL(join(work, "node_modules/pagefind/lib/index.js")).href);
  const { index } = await createIndex({ includeCharacters: CHARACTERS });
  for (const document of documents) {
    const { errors } = await index.addHTMLFile({ url: "/" + document.id, content: page(document) });
    if (errors.length) throw new Error(errors.join("\n"));
  }
  const folder = join(work, "pagefind");
  rmSync(folder, { recursive: true, force: true });
  await index.writeFiles({ outputPath: join(folder, "pagefind") });
  await close();
  return async (queries) => {
    const server = await serve(folder);
    const chromium = await browser(require);
    try {
      const tab = await chromium.newPage();
      await tab.goto(server.url);
      return await tab.evaluate(async (queries) => {
        const search = await import(new URL("/pagefind/pagefind.js", location.href).href);
        await search.init();
        const found = [];
        for (const query of queries) {
          const { results } = await search.search(query);
          const data = await Promise.all(results.slice(0, 10).map((each) => each.data()));
          found.push(data.map(({ raw_url, url }) => (raw_url ?? url).replace(/^\//, "")));
        }
        return found;
      }, queries);
    } finally {
      await chromium.close();
      server.close();
    }
  };
}
