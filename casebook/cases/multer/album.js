// An album that takes pictures in with the package multer. Read README.md beside this file.
'use strict';

const http = require('node:http');
const { load } = require('../package.js');
const plant = require('../plant.js');

const BOUNDARY = 'picture';
const PICTURE = Buffer.alloc(64 * 1024, 'p');
const HEAD = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="picture"; filename="p.png"\r\n`
  + 'Content-Type: image/png\r\n\r\n';
const END = `\r\n--${BOUNDARY}--\r\n`;

function serve(options) {
  const multer = load('multer', options.leak);
  const storage = multer.diskStorage({ destination: plant.folder(options, 'pictures') });
  const takeIn = multer({ storage }).single('picture'); // PLANTED: in the package
  const server = http.createServer((request, response) => {
    takeIn(request, response, (error) => {
      response.statusCode = error ? 400 : 200;
      response.end();
      if (!error) {
        storage._removeFile(request, request.file, () => {}); // shown, and not kept
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });
}

/** Sends a picture, or leaves in the middle of it. */
function send(options, whole) {
  const request = http.request({
    port: options.port, host: '127.0.0.1', method: 'POST', agent: false,
    headers: {
      'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
      'Content-Length': HEAD.length + PICTURE.length + END.length,
    },
  }, (response) => response.resume());
  request.on('error', () => {});
  request.write(HEAD);
  if (whole) {
    request.write(PICTURE);
    request.end(END);
  } else {
    request.write(PICTURE.subarray(0, PICTURE.length / 2));
    setTimeout(() => request.destroy(), 100);
  }
}

async function main() {
  const options = plant.parse();
  if (options.role === 'visitors') {
    plant.every(options.among, () => send(options, true));
    plant.every(options.perSecond, () => send(options, false));
    console.log('visiting');
    return;
  }
  const port = await serve(options);
  const visitors = await plant.helper(options, 'visitors', port);
  plant.ready(`listening=127.0.0.1:${port}`, `helpers=${visitors.pid}`);
}

main();
