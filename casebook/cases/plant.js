// What every plant in JavaScript shares: its options, the rhythm of its traffic, its helpers, and
// the READY line.
//
// A plant ends by itself: after --seconds, when the process that started it is gone, or by SIGTERM,
// whose default action is all it needs. A helper is the same program with --role, and ends with its
// plant.
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const LOOK_FOR_PARENT_MS = 300;

function refuse(why) {
  console.error(why);
  process.exit(64);
}

/** @returns the options: `leak`, `perSecond`, `among`, `seconds`, `dir`, and a helper's `role`. */
function parse() {
  const options = { leak: true, perSecond: 1, among: 10, seconds: 600, dir: '', role: '', port: 0 };
  const argv = process.argv.slice(2);
  const number = (option, value) => {
    const given = Number(value);
    return given > 0 ? given : refuse(`${option} takes a number above 0, not "${value}"`);
  };
  for (let i = 0; i < argv.length; i++) {
    switch (argv[i]) {
      case '--leak': options.leak = true; break;
      case '--healthy': options.leak = false; break;
      case '--per-second': options.perSecond = number(argv[i], argv[++i]); break;
      case '--among': options.among = number(argv[i], argv[++i]); break;
      case '--seconds': options.seconds = number(argv[i], argv[++i]); break;
      case '--dir': options.dir = argv[++i]; break;
      case '--role': options.role = argv[++i]; break;
      case '--port': options.port = number(argv[i], argv[++i]); break;
      default: refuse(`unknown option ${argv[i]}`);
    }
  }
  if (options.dir) {
    fs.mkdirSync(options.dir, { recursive: true });
  } else if (!options.role) {
    options.dir = fs.mkdtempSync(path.join(os.tmpdir(), 'seep-case-'));
  }
  endWithParent(options.seconds);
  return options;
}

function endWithParent(seconds) {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || process.exit(0), LOOK_FOR_PARENT_MS);
  setTimeout(() => process.exit(0), seconds * 1000);
}

/** A folder under `options.dir`, made when it is not there. */
function folder(options, name) {
  const made = path.join(options.dir, name);
  fs.mkdirSync(made, { recursive: true });
  return made;
}

/** Does it at a steady rate; what fell behind is caught up with. */
function every(perSecond, work) {
  const started = performance.now();
  let done = 0;
  setInterval(() => {
    for (; done < (performance.now() - started) / 1000 * perSecond; done++) {
      work();
    }
  }, Math.min(50, 500 / perSecond));
}

/**
 * Starts this program once more, in a role, with the options of the plant.
 * @returns a promise of `pid` and of `said`, the line that the helper prints when it is there
 */
function helper(options, role, port) {
  const words = ['--role', role, '--per-second', options.perSecond, '--among', options.among,
    '--seconds', options.seconds, ...(port ? ['--port', port] : [])];
  const child = spawn(process.execPath, [process.argv[1], ...words.map(String)],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve) => {
    child.stdout.once('data', (line) => resolve({ pid: child.pid, said: String(line).trim() }));
    child.once('exit', (status) => refuse(`the helper ${role} ended with ${status}`));
  });
}

/** Prints the READY line with the `key=value` pairs given; nothing is printed after it. */
function ready(...pairs) {
  console.log(['READY', `pid=${process.pid}`, ...pairs].join(' '));
}

module.exports = { parse, folder, every, helper, ready };
