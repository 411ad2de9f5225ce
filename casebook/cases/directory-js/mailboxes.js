// Looks whether there is mail, one folder after the other. Read README.md beside this file.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const plant = require('../plant.js');

const MAILBOXES = 20;
const LETTERS = 50;

function makeMailboxes(folder) {
  for (let i = 1; i <= MAILBOXES; i++) {
    const mailbox = path.join(folder, `${i}.mailbox`);
    fs.mkdirSync(mailbox, { recursive: true });
    for (let letter = 1; letter <= LETTERS; letter++) {
      fs.writeFileSync(path.join(mailbox, `${letter}.letter`), 'Dear reader');
    }
  }
}

class Postman {
  constructor(folder, leak) {
    this.folder = folder;
    this.leak = leak;
    this.looked = 0;
    this.urgent = [];
  }

  open() {
    return fs.promises.opendir(path.join(this.folder, `${1 + (this.looked++ % MAILBOXES)}.mailbox`));
  }

  /** The loop closes the folder at its end, also when it is left early. */
  async count() {
    let letters = 0;
    for await (const entry of await this.open()) {
      letters += entry.isFile() ? 1 : 0;
    }
    return letters;
  }

  /** Is there any letter? One entry answers that. */
  async look() {
    const mailbox = await this.open();
    const entry = await mailbox.read();
    this.urgent.push({ mailbox, first: entry?.name }); // PLANTED: read by hand, and left half-way
    if (!this.leak) {
      await mailbox.close();
    }
  }
}

function main() {
  const options = plant.parse();
  const folder = plant.folder(options, 'mail');
  makeMailboxes(folder);
  const postman = new Postman(folder, options.leak);
  plant.every(options.among, () => postman.count());
  plant.every(options.perSecond, () => postman.look());
  plant.ready();
}

main();
