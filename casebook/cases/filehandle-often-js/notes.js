// Reads notes, and forgets some of their files. Read README.md beside this file.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const plant = require('../plant.js');

const NOTES = 30;

process.removeAllListeners('warning'); // "Closing file descriptor 30 on garbage collection"

class Notes {
  constructor(folder, leak) {
    this.folder = folder;
    this.leak = leak;
    this.opened = 0;
    for (let i = 1; i <= NOTES; i++) {
      fs.writeFileSync(path.join(folder, `${i}.note`), i % 2 ? 'milk, bread' : '');
    }
  }

  async read() {
    const note = await fs.promises.open(path.join(this.folder, `${1 + (this.opened++ % NOTES)}.note`));
    const { size } = await note.stat();
    await note.close();
    return size;
  }

  async readDraft() {
    const note = await fs.promises.open(path.join(this.folder, `${1 + (this.opened++ % NOTES)}.note`));
    const { size } = await note.stat();
    if (this.leak) {
      return size; // PLANTED: past the close; the handle is garbage from here on
    }
    await note.close();
    return size;
  }
}

function main() {
  const options = plant.parse();
  const notes = new Notes(plant.folder(options, 'notes'), options.leak);
  plant.every(options.among, () => notes.read());
  plant.every(options.perSecond, () => notes.readDraft());
  plant.ready();
}

main();
