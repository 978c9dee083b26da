// Runs Lighthouse with its mobile settings and prints its scores, which must all
// be 100: npm --prefix tests/browser run lighthouse. Not one of the tests,
// because a busy machine is a slow one.
import lighthouse from "lighthouse";
import { launch, out, serve } from "./lib.mjs";

const PAGES = ["index.html", "levels/mid.html", "questions.html", "questions/mutable-default.html", "cheatsheet.html"];
const port = 9333;
const browser = await launch([`--remote-debugging-port=${port}`]);
const server = await serve(`${out}/root`, "/", true);
let perfect = true;
for (const page of process.argv.length > 2 ? process.argv.slice(2) : PAGES) {
  const { lhr } = await lighthouse(server.url + page, { port, logLevel: "error", output: "json" });
  const scores = Object.values(lhr.categories).map(({ id, score }) => `${id} ${Math.round(score * 100)}`);
  console.log(`${page}: ${scores.join(", ")}`);
  for (const category of Object.values(lhr.categories)) {
    if (category.score === 1) continue;
    perfect = false;
    for (const { id, weight } of category.auditRefs) {
      const audit = lhr.audits[id];
      if (weight > 0 && audit.score !== null && audit.score < 1) console.log(`  ${id}: ${audit.displayValue ?? audit.title}`);
    }
  }
}
await browser.close();
server.close();
process.exit(perfect ? 0 : 1);
