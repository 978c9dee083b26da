// The site's own practice, run without a browser: its scripts in a function that
// gives what the simulation asks.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const scripts = join(import.meta.dirname, "..", "..", "static", "js", "practice");
// The log and the deck's files are for browsers; scheduler and plan are pure.
const source = readdirSync(scripts)
  .filter((name) => name.endsWith(".js") && !/^[234]-/.test(name) && name !== "practice.js")
  .sort()
  .map((name) => readFileSync(join(scripts, name), "utf8"))
  .join("\n");

export const { reviewCard, recallAfter, dayOf, today, queue } = new Function(
  `"use strict"; ${source}\nreturn { reviewCard, recallAfter, dayOf, today, queue };`,
)();
