// Renders pages, and remembers those it has rendered. Read README.md beside this file.
'use strict';

const plant = require('../plant.js');

const ROWS_OF_A_PAGE = 1000; // about 100 KB
const PAGES_OF_A_VISIT = 10;
const MOST_PAGES = 100;

class Pages {
  constructor(leak) {
    this.leak = leak;
    this.cache = new Map();
  }

  static render(id) {
    return Array.from({ length: ROWS_OF_A_PAGE }, (_, row) => ({ id, row, cells: [id, row, id + row] }));
  }

  get(id) {
    let page = this.cache.get(id);
    if (!page) {
      page = Pages.render(id);
      this.cache.set(id, page); // PLANTED: nothing ever leaves the cache
      if (!this.leak && this.cache.size > MOST_PAGES) {
        this.cache.delete(this.cache.keys().next().value); // a Map remembers who came first
      }
    }
    return page;
  }
}

function main() {
  const options = plant.parse();
  const pages = new Pages(options.leak);
  let visitor = 0;
  plant.every(options.among, () => pages.get(visitor));
  plant.every(options.perSecond * PAGES_OF_A_VISIT, () => pages.get(++visitor));
  plant.ready();
}

main();
