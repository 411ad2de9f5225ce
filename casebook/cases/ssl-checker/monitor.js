// Watches the certificates of three pages with the package ssl-checker. Read README.md beside this
// file for the story.
'use strict';

const fs = require('node:fs');
const https = require('node:https');
const path = require('node:path');
const { folder, load } = require('../package.js');
const plant = require('../plant.js');

const LARGE = Buffer.alloc(4 * 1024 * 1024, 'x'); // far more than two sockets' buffers take
const SMALL = LARGE.subarray(0, 512);

function serve() {
  const key = fs.readFileSync(path.join(folder, 'key.pem'));
  const cert = fs.readFileSync(path.join(folder, 'cert.pem'));
  const server = https.createServer({ key, cert }, (request, response) => {
    response.end(request.url === '/large' ? LARGE : SMALL);
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
}

async function main() {
  const options = plant.parse();
  if (options.role === 'pages') {
    serve();
    return;
  }
  const pages = await plant.helper(options, 'pages');
  const sslChecker = load('ssl-checker', options.leak);
  const check = (method, page) =>
    sslChecker('127.0.0.1', { method, path: page, port: Number(pages.said) }).catch(console.error);
  plant.every(options.perSecond, () => check('GET', '/large')); // PLANTED: in the package
  plant.every(options.among / 2, () => check('GET', '/small'));
  plant.every(options.among / 2, () => check('HEAD', '/large'));
  plant.ready(`peer=127.0.0.1:${pages.said}`, `helpers=${pages.pid}`);
}

main();
