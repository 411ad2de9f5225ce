// A server of films, whose visitors do not always watch to the end. Read README.md beside this file.
'use strict';

const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const { pipeline } = require('node:stream');
const plant = require('../plant.js');

const SHORT_BYTES = 200 * 1024;
const LONG_BYTES = 16 * 1024 * 1024; // far more than two sockets' buffers take
const FILMS = 3;

function makeFilms(folder) {
  for (let i = 1; i <= FILMS; i++) {
    fs.writeFileSync(path.join(folder, `short-${i}.film`), Buffer.alloc(SHORT_BYTES, i));
    fs.writeFileSync(path.join(folder, `long-${i}.film`), Buffer.alloc(LONG_BYTES, i));
  }
}

function serve(options) {
  const folder = plant.folder(options, 'films');
  makeFilms(folder);
  const server = http.createServer((request, response) => {
    const film = fs.createReadStream(path.join(folder, path.basename(request.url)));
    if (options.leak) {
      film.pipe(response); // PLANTED: pipe() does not destroy the file when the response is closed
    } else {
      pipeline(film, response, () => {});
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });
}

/** Visitors that watch short films to their end, and leave a long one at its first picture. */
function visit(options) {
  let visits = 0;
  const get = (kind, seen) => {
    const url = `http://127.0.0.1:${options.port}/${kind}-${1 + (visits++ % FILMS)}.film`;
    http.get(url, { agent: false }, seen).on('error', () => {});
  };
  plant.every(options.among, () => get('short', (response) => response.resume()));
  plant.every(options.perSecond, () => get('long', (response) => {
    response.on('error', () => {});
    response.once('data', () => response.destroy());
  }));
  console.log('visiting');
}

async function main() {
  const options = plant.parse();
  if (options.role === 'visitors') {
    visit(options);
    return;
  }
  const port = await serve(options);
  const visitors = await plant.helper(options, 'visitors', port);
  plant.ready(`listening=127.0.0.1:${port}`, `helpers=${visitors.pid}`);
}

main();
