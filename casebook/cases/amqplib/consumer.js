// A consumer that asks a broker for its messages with the package amqplib, among tenants some of whom
// have no account any more. Read README.md beside this file.
'use strict';

const net = require('node:net');
const { load } = require('../package.js');
const plant = require('../plant.js');

const METHOD = 1;
const CONNECTION = 10;
const [START, START_OK, TUNE, OPEN, OPEN_OK, CLOSE, CLOSE_OK] = [10, 11, 30, 40, 41, 50, 51];
const ACCESS_REFUSED = 403;

/** A frame of AMQP 0-9-1 that carries a method of the class `connection`. */
function frame(method, ...fields) {
  const payload = Buffer.concat([short(CONNECTION), short(method), ...fields]);
  return Buffer.concat([Buffer.from([METHOD]), short(0), long(payload.length), payload,
    Buffer.from([0xce])]);
}

const short = (n) => Buffer.from([n >> 8, n & 255]);
const long = (n) => Buffer.concat([short(n >>> 16), short(n & 65535)]);
const shortText = (text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
const longText = (text) => Buffer.concat([long(text.length), Buffer.from(text)]);

/** As much of a broker as logs in and out; it leaves it to the client to hang up. */
function answer(socket, data) {
  if (data.toString('latin1', 0, 4) === 'AMQP') {
    socket.write(frame(START, Buffer.from([0, 9]), long(0), longText('PLAIN'), longText('en_US')));
    return;
  }
  switch (data.readUInt16BE(9)) {
    case START_OK:
      socket.write(data.includes('former')
        ? frame(CLOSE, short(ACCESS_REFUSED), shortText('no account'), short(0), short(0))
        : frame(TUNE, short(8), long(4096), short(0)));
      break;
    case CLOSE: socket.end(frame(CLOSE_OK)); break;
    default: // what tunes and what opens may come in one piece
      if (data.includes(Buffer.concat([short(CONNECTION), short(OPEN)]))) {
        socket.write(frame(OPEN_OK, shortText('')));
      }
  }
}

function serve() {
  const broker = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => answer(socket, data));
  });
  broker.listen(0, '127.0.0.1', () => console.log(broker.address().port));
}

async function main() {
  const options = plant.parse();
  if (options.role === 'broker') {
    serve();
    return;
  }
  const broker = await plant.helper(options, 'broker');
  const amqp = load('amqplib', options.leak);
  const consume = async (tenant) => {
    try {
      const connection = await amqp.connect(`amqp://${tenant}:secret@127.0.0.1:${broker.said}`);
      await connection.close();
    } catch (error) {
      if (!error.message.includes('ACCESS')) { // a tenant without an account is nothing new
        console.error(error);
      }
    }
  };
  plant.every(options.perSecond, () => consume('former')); // PLANTED: in the package
  plant.every(options.among, () => consume('tenant'));
  plant.ready(`peer=127.0.0.1:${broker.said}`, `helpers=${broker.pid}`);
}

main();
