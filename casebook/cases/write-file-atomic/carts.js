// A shop that keeps each cart in a file of its own, written with the package write-file-atomic. Read
// README.md beside this file.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { load } = require('../package.js');
const plant = require('../plant.js');

const GOODS = JSON.stringify({ goods: ['tea', 'milk'] });

function main() {
  const options = plant.parse();
  const writeFileAtomic = load('write-file-atomic', options.leak);
  const folder = plant.folder(options, 'carts');
  const cart = (visitor) => path.join(folder, `${visitor}.cart`);
  let visitors = 0;
  let looks = 0;
  plant.every(options.perSecond, () => {
    writeFileAtomic(cart(visitors++), GOODS).catch(console.error); // PLANTED: in the package
  });
  plant.every(options.among, () => {
    fs.readFile(cart(looks++ % (visitors || 1)), () => {});
  });
  plant.ready();
}

main();
