// One CPython in its own thread: gets a part of the work, gives the records of its files.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { loadPyodide } from 'pyodide';

const python = await loadPyodide({ stdout: () => {}, stderr: (line) => console.error(line) });
python.runPython(readFileSync(new URL('expect.py', import.meta.url), 'utf8'));

const bytes = (proxy) => {
  const buffer = proxy.getBuffer('u8');
  const copy = buffer.data.slice();
  buffer.release();
  proxy.destroy();
  return copy;
};

const { part, parts, files } = workerData;
const found = [bytes(python.globals.get('library')(part, parts))];
const record = python.globals.get('record');
for (const file of files) {
  python.FS.writeFile('/tmp/source', readFileSync(file));
  found.push(bytes(record(file, '/tmp/source')));
}
parentPort.postMessage({ found, version: python.runPython('import sys; sys.version.split()[0]') });
