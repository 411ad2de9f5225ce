// A server of sums. Read README.md beside this file.
'use strict';

const net = require('node:net');
const plant = require('../plant.js');

/** Answers a line such as `20+22`. */
function answer(socket, line) {
  const sum = line.split('+').map(Number).reduce((a, b) => a + b, 0);
  socket.write(`${sum}\n`);
}

function serve(options) {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => {
      const lines = (text + data).split('\n');
      text = lines.pop();
      lines.forEach((line) => (line === 'bye' ? socket.end() : answer(socket, line)));
    });
    if (!options.leak) {
      socket.on('end', () => socket.end());
    } // PLANTED: with allowHalfOpen, nobody but an 'end' handler closes this side
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });
}

/** Clients that say goodbye, and some that merely hang up. */
function call(options) {
  const ask = (answered) => {
    const socket = net.connect(options.port, '127.0.0.1', () => socket.write('20+22\n'));
    socket.on('error', () => {});
    socket.once('data', () => answered(socket));
  };
  plant.every(options.among, () => ask((socket) => socket.write('bye\n')));
  plant.every(options.perSecond, () => ask((socket) => socket.end()));
  console.log('calling');
}

async function main() {
  const options = plant.parse();
  if (options.role === 'clients') {
    call(options);
    return;
  }
  const port = await serve(options);
  const clients = await plant.helper(options, 'clients', port);
  plant.ready(`listening=127.0.0.1:${port}`, `helpers=${clients.pid}`);
}

main();
