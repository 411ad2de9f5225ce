// Probes a feed by a command of the shell, and kills what takes too long. Read README.md beside
// this file.
'use strict';

const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const plant = require('../plant.js');

const PATIENCE_MS = 300;

/** A feed that never says anything; whoever reads it ends when this process does. */
function silentFeed(folder) {
  const feed = path.join(folder, 'feed');
  execFileSync('mkfifo', [feed]);
  fs.openSync(feed, 'r+'); // as a writer: without one, a reader would wait for its open
  return feed;
}

class Prober {
  constructor(leak) {
    this.leak = leak;
    this.answers = new Map();
  }

  /** Runs the command; what it writes is its answer, when it is through with it in time. */
  probe(command) {
    const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.answers.set(child.pid, '');
    child.stdout.on('data', (data) => this.answers.set(child.pid, String(data)));
    child.stderr.on('data', (data) => console.error(String(data)));
    const timer = setTimeout(() => this.kill(child), PATIENCE_MS);
    child.on('close', () => { // both streams have ended
      clearTimeout(timer);
      this.answers.delete(child.pid);
    });
  }

  kill(child) {
    if (this.leak) {
      child.kill('SIGKILL'); // PLANTED: the shell dies, the command it started keeps the streams
    } else {
      process.kill(-child.pid, 'SIGKILL'); // the whole group
    }
  }
}

function main() {
  const options = plant.parse();
  const feed = silentFeed(plant.folder(options, 'feeds'));
  const prober = new Prober(options.leak);
  plant.every(options.among, () => prober.probe('echo fine; true'));
  plant.every(options.perSecond, () => prober.probe(`cat '${feed}'; true`));
  plant.ready();
}

main();
