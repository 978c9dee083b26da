// Strict tsc over the scripts. Those of a folder of static/js are joined by the
// build into one function, so each folder is a program of its own: its files see
// each other's names, and no other script sees them.
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../", import.meta.url));
const config = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile).config;
const { options, fileNames, errors } = ts.parseJsonConfigFileContent(config, ts.sys, root);

/** Service workers: their world has no document, and none of the types that pages share. */
const WORKERS = ["sw", "going.js"];

/** The files by their programs: a folder's name, or "" for those that stand alone. */
const programs = {};
for (const file of fileNames) {
  const folder = path.relative(root, file).match(/^static\/js\/([^/]+)\//)?.[1] ?? (file.endsWith("/going.js") ? "going.js" : "");
  (programs[folder] ??= []).push(file);
}

const types = fileNames.filter((file) => file.endsWith(".d.ts"));
const found = [...errors];
for (const [name, files] of Object.entries(programs)) {
  const [shared, lib] = WORKERS.includes(name) ? [[], ["lib.es2023.d.ts", "lib.webworker.d.ts"]] : [types, options.lib];
  found.push(...ts.getPreEmitDiagnostics(ts.createProgram([...new Set([...shared, ...files])], { ...options, lib })));
}
const host = { getCurrentDirectory: () => root, getCanonicalFileName: (name) => name, getNewLine: () => "\n" };
process.stdout.write(ts.formatDiagnosticsWithColorAndContext(found, host));
process.exitCode = found.length ? 1 : 0;
