// One CPython in its own thread: gives the records of its standard library and of the files.
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

const { npmPackage, files } = workerData;
const { loadPyodide } = await import(npmPackage);
const python = await loadPyodide({ stdout: () => {}, stderr: (line) => console.error(line) });
python.runPython(readFileSync(new URL('expect.py', import.meta.url), 'utf8'));

const bytes = (proxy) => {
  const buffer = proxy.getBuffer('u8');
  const copy = buffer.data.slice();
  buffer.release();
  proxy.destroy();
  return copy;
};

const library = bytes(python.globals.get('library')());
const record = python.globals.get('record');
const records = files.map((file) => {
  python.FS.writeFile('/tmp/source', readFileSync(file));
  return bytes(record(file, '/tmp/source'));
});
parentPort.postMessage({ library, records, version: python.runPython('import sys; sys.version.split()[0]') });
