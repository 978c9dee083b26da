// Compares the highlighter with CPython, token by token, on the standard library and on forms.py.
//
//   node tests/highlight/compare.mjs [FILE OR DIRECTORY ...]
//
// Files and directories that are named are compared as well. Needs `npm ci` in this directory, and cargo. The exit code
// is 1 if too many tokens have another class than CPython says.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const here = dirname(fileURLToPath(import.meta.url));
const PARTS = 2;

const walk = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).sort().flatMap((name) => walk(join(path, name)))
    : path.endsWith('.py') ? [path] : [];

// forms.py must count even where it is few: a form that CPython refuses would silently test nothing.
const forms = join(here, 'forms.py');
const files = [forms, ...process.argv.slice(2).flatMap(walk)];

const work = (part) =>
  new Promise((resolve, reject) => {
    const mine = files.filter((_, index) => index % PARTS === part);
    const worker = new Worker(new URL('worker.mjs', import.meta.url), {
      workerData: { part, parts: PARTS, files: mine },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

const directory = mkdtempSync(join(tmpdir(), 'studypress-highlight-'));
try {
  const started = Date.now();
  const results = await Promise.all(Array.from({ length: PARTS }, (_, part) => work(part)));
  if (results[0].found[1].length === 0) {
    throw new Error('CPython refuses forms.py');
  }
  const path = join(directory, 'expected');
  const file = openSync(path, 'w');
  for (const { found } of results) {
    for (const bytes of found) {
      writeSync(file, bytes);
    }
  }
  console.log(`CPython ${results[0].version}: tokens in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  const { status } = spawnSync('cargo', ['run', '--quiet', '--example', 'highlight_compare', '--', path], {
    cwd: here,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} catch (error) {
  // Without this, Node prints the minified line of Pyodide in which it was thrown.
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(directory, { recursive: true });
}
