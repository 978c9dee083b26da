// Compares the highlighter with CPython 3.14 and 3.15, token by token, on their standard libraries and on forms of our own.
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

// Each CPython by the name of its package, with the forms that it has to take: a file of forms that CPython refuses would
// silently test nothing.
const PYTHONS = [
  { npmPackage: 'pyodide', forms: ['forms.py'] },
  { npmPackage: 'pyodide-3.15', forms: ['forms.py', 'forms315.py'] },
];

const walk = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).sort().flatMap((name) => walk(join(path, name)))
    : path.endsWith('.py') ? [path] : [];

const named = process.argv.slice(2).flatMap(walk);

const work = ({ npmPackage, forms }) =>
  new Promise((resolve, reject) => {
    const files = [...forms.map((name) => join(here, name)), ...named];
    const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: { npmPackage, files } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

const directory = mkdtempSync(join(tmpdir(), 'studypress-highlight-'));
try {
  const started = Date.now();
  const results = await Promise.all(PYTHONS.map(work));
  const path = join(directory, 'expected');
  const file = openSync(path, 'w');
  for (const [index, { version, library, records }] of results.entries()) {
    const refused = PYTHONS[index].forms.find((_, place) => records[place].length === 0);
    if (refused) {
      throw new Error(`CPython ${version} refuses ${refused}`);
    }
    for (const bytes of [library, ...records]) {
      writeSync(file, bytes);
    }
  }
  const versions = results.map(({ version }) => version).join(' and ');
  console.log(`CPython ${versions}: tokens in ${((Date.now() - started) / 1000).toFixed(1)} s`);
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
