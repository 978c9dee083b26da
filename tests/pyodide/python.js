// CPython from an npm package of Pyodide, behind the command line of a Python,
// as far as `studypress test` uses it:
//
//     python3.14-pyodide [-I] [-B] [-X OPTION] -c CODE
//     python3.14-pyodide [-I] [-B] [-X OPTION] SCRIPT [ARGUMENT...]
//
// Each version has a file of its own beside this one that names its package.
// There are no threads, no processes and no network. The folders of the
// script and of the working directory, and time zones, are those of the
// machine; everything else that the script sees is in memory.

"use strict";

const fs = require("node:fs");
const path = require("node:path");

function parse(words) {
  let at = 0;
  while (at < words.length && /^-[IBsESuX]/.test(words[at])) {
    at += words[at] === "-X" ? 2 : 1;
  }
  if (words[at] === "-c") {
    return { code: words[at + 1] ?? "", argv: ["-c", ...words.slice(at + 2)] };
  }
  if (at >= words.length) {
    throw new Error(`usage: ${path.basename(process.argv[1])} -c CODE | SCRIPT [ARGUMENT...]`);
  }
  return { script: path.resolve(words[at]), argv: words.slice(at) };
}

// A writer that hands on all bytes, also to a pipe that is full.
function writer(fd) {
  return {
    isatty: false,
    write(bytes) {
      for (let done = 0; done < bytes.length; ) {
        try {
          done += fs.writeSync(fd, bytes, done);
        } catch (error) {
          if (error.code !== "EAGAIN") throw error;
        }
      }
      return bytes.length;
    },
  };
}

// Pyodide's event loop is the browser's, on which asyncio.run cannot wait.
// This one waits by sleeping, which is all that timers and tasks need.
const EVENT_LOOP = `
import asyncio
import time


class Sleeper:
    """A selector without files."""

    def select(self, timeout=None):
        if timeout is None:
            raise RuntimeError("the event loop waits for something that cannot come")
        if timeout > 0:
            time.sleep(timeout)
        return []


class Loop(asyncio.base_events.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = Sleeper()

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


class Policy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = Loop


asyncio.events._set_event_loop_policy(Policy())
asyncio._set_running_loop(None)
`;

const RUN = `
import os
import random
import runpy
import sys
import time

def _run(code, script, argv, folder, environment, sleep, process_time):
    # The image has those of the process that made it.
    os.environ.clear()
    os.environ.update(environment)
    random.seed()
    # WebAssembly waits by computing, and counts that as computing: Node can
    # wait, and knows what was computed.
    time.sleep = sleep
    time.process_time = process_time
    sys.argv = list(argv)
    sys.executable = ""
    os.chdir(folder)
    try:
        if script is None:
            exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
        else:
            runpy.run_path(script, run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0

_run
`;

function sleep(seconds) {
  if (!(seconds >= 0)) throw new Error("sleep length must be non-negative");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
}

// Of this thread alone where the system says so: in others, Node compiles what has run often.
function processTime() {
  const own = "/proc/thread-self/schedstat";
  if (fs.existsSync(own)) return Number(fs.readFileSync(own, "utf8").split(" ")[0]) / 1e9;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

// Pyodide from an image of its memory after the start, which takes a fifth of the time. It is made where there is none yet;
// all that start from it have one seed for the hashes of strings.
async function load(npmPackage) {
  const { loadPyodide, version } = require(npmPackage);
  const folder = path.join(__dirname, "node_modules", ".cache");
  const image = path.join(folder, `pyodide-${version}`);
  if (!fs.existsSync(image)) {
    const pyodide = await loadPyodide({ _makeSnapshot: true });
    const unfinished = `${image}.${process.pid}`;
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(unfinished, pyodide.makeMemorySnapshot());
    fs.renameSync(unfinished, image);
  }
  return loadPyodide({ _loadSnapshot: fs.readFileSync(image) });
}

async function run(npmPackage) {
  const wanted = parse(process.argv.slice(2));
  const pyodide = await load(npmPackage);
  pyodide.setStdout(writer(1));
  pyodide.setStderr(writer(2));
  const folders = [process.cwd()];
  if (wanted.script) folders.push(path.dirname(wanted.script));
  // A folder within another is there with it.
  const within = (inner, outer) => `${inner}/`.startsWith(`${outer}/`);
  const apart = folders.filter(
    (folder, i) => !folders.some((other, j) => i !== j && within(folder, other) && (folder !== other || j < i)),
  );
  for (const folder of apart) {
    if (folder !== "/") pyodide.mountNodeFS(folder, folder);
  }
  // What `zoneinfo` reads, where the machine has it: the package holds no time zones.
  const zones = "/usr/share/zoneinfo";
  if (fs.existsSync(zones) && !folders.some((folder) => within(zones, folder))) {
    pyodide.mountNodeFS(zones, zones);
  }
  pyodide.runPython(EVENT_LOOP);
  const start = pyodide.runPython(RUN);
  const argv = pyodide.toPy(wanted.argv);
  const environment = pyodide.toPy({ HOME: "/", ...process.env });
  return start(wanted.code, wanted.script, argv, process.cwd(), environment, sleep, processTime);
}

/** Does what the command line asks for, on the CPython of a package. */
exports.main = (npmPackage) =>
  run(npmPackage).then(
    (code) => process.exit(code),
    (error) => {
      fs.writeSync(2, `${error.message ?? error}\n`);
      process.exit(1);
    },
  );
