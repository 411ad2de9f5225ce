// A health checker that reads the header of an answer and forgets the socket. Read README.md
// beside this file for the story.
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const tls = require('node:tls');

const LARGE_BYTES = 2 * 1024 * 1024;
const SMALL_CHECKS_PER_SECOND = 4;
const HEAD_CHECKS_PER_SECOND = 2;
const HEADER_END = '\r\n\r\n';

function parse(argv) {
  const options = { leak: true, perSecond: 1, seconds: 600, certificates: __dirname, serve: false };
  for (let i = 0; i < argv.length; i++) {
    switch (argv[i]) {
      case '--leak': options.leak = true; break;
      case '--healthy': options.leak = false; break;
      case '--per-second': options.perSecond = Number(argv[++i]); break;
      case '--seconds': options.seconds = Number(argv[++i]); break;
      case '--certificates': options.certificates = argv[++i]; break;
      case '--dir': i++; break; // nothing is written
      case '--serve': options.serve = true; break;
      default: console.error(`unknown option ${argv[i]}`); process.exit(64);
    }
  }
  return options;
}

/** Ends this process when the one that started it is gone, or its time is over. */
function endWithParent(seconds) {
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || process.exit(0), 500);
  setTimeout(() => process.exit(0), seconds * 1000);
}

/** Writes `bytes` bytes as fast as the client takes them, never more than a chunk ahead. */
function sendBody(socket, bytes) {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const more = () => {
    while (bytes > 0 && !socket.destroyed) {
      const part = chunk.subarray(0, Math.min(bytes, chunk.length));
      bytes -= part.length;
      if (!socket.write(part)) {
        socket.once('drain', more);
        return;
      }
    }
    socket.end();
  };
  more();
}

function serve(options) {
  const server = tls.createServer({
    key: fs.readFileSync(path.join(options.certificates, 'key.pem')),
    cert: fs.readFileSync(path.join(options.certificates, 'cert.pem')),
  }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (request) => {
      const [method, target] = request.toString('latin1').split(' ');
      const bytes = target === '/large' ? LARGE_BYTES : 512;
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes}\r\nConnection: close${HEADER_END}`);
      sendBody(socket, method === 'GET' ? bytes : 0);
    });
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
}

class Checker {
  constructor(port, options) {
    this.port = port;
    this.options = options;
    this.results = [];
  }

  /** One check: the status line of the answer says whether the service is fine. */
  check(method, target) {
    const socket = tls.connect({ port: this.port, host: '127.0.0.1', rejectUnauthorized: false });
    socket.on('error', () => socket.destroy());
    socket.on('secureConnect', () => {
      socket.write(`${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close${HEADER_END}`);
    });
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      if (answer.includes(HEADER_END)) {
        this.done(method, target, socket, answer);
      }
    });
  }

  done(method, target, socket, answer) {
    const status = Number(answer.split(' ')[1]);
    socket.removeAllListeners('data');
    socket.pause();
    if (this.options.leak && method === 'GET' && target === '/large') {
      this.results.push({ status, socket }); // PLANTED: the body is never read, nor the socket destroyed
      return;
    }
    socket.destroy();
  }
}

function main() {
  const options = parse(process.argv.slice(2));
  endWithParent(options.seconds);
  if (options.serve) {
    serve(options);
    return;
  }
  const server = spawn(process.execPath,
    [__filename, '--serve', '--certificates', options.certificates],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  server.stdout.once('data', (line) => {
    const port = Number(line);
    const checker = new Checker(port, options);
    setInterval(() => checker.check('GET', '/large'), 1000 / options.perSecond);
    setInterval(() => checker.check('GET', '/small'), 1000 / SMALL_CHECKS_PER_SECOND);
    setInterval(() => checker.check('HEAD', '/large'), 1000 / HEAD_CHECKS_PER_SECOND);
    console.log(`READY pid=${process.pid} peer=127.0.0.1:${port} helpers=${server.pid}`);
  });
}

main();
