// Works out hashes beside its main thread. Read README.md beside this file.
'use strict';

const { createHash } = require('node:crypto');
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

const POOL = 2;
const ROUNDS = 200;

/** What runs on a worker's thread: it waits for texts, until it is told to end. */
function work() {
  parentPort.on('message', (text) => {
    let digest = text;
    for (let i = 0; i < ROUNDS; i++) {
      digest = createHash('sha256').update(digest).digest('hex');
    }
    parentPort.postMessage(digest);
  });
}

class Hashes {
  constructor(leak) {
    this.leak = leak;
    this.known = new Map();
    this.asked = 0;
    this.pool = Array.from({ length: POOL }, () => this.newWorker());
  }

  newWorker() {
    const resourceLimits = { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 };
    const worker = new Worker(__filename, { resourceLimits });
    worker.on('message', (digest) => this.known.set(digest.slice(0, 2), digest));
    return worker;
  }

  hash(text) {
    this.pool[this.asked++ % POOL].postMessage(text);
  }

  /** A password gets a thread of its own, so that it does not wait behind the others. */
  hashPassword(password) {
    if (this.leak) {
      this.newWorker().postMessage(password); // PLANTED: it answers, and then waits for ever
    } else {
      this.hash(password);
    }
  }
}

function main() {
  const plant = require('../plant.js');
  const options = plant.parse();
  const hashes = new Hashes(options.leak);
  plant.every(options.among, () => hashes.hash('a text'));
  plant.every(options.perSecond, () => hashes.hashPassword('a password'));
  plant.ready();
}

if (isMainThread) {
  main();
} else {
  work();
}
