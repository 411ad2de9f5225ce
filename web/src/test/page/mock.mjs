/**
 * The page's files with an API of made-up processes, shaped as the real server's.
 *
 * node mock.mjs PAGE_FOLDER [processes] [tick in ms] prints its address on the first line.
 */

import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {join, normalize} from 'node:path';
import {World} from './world.mjs';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
  + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
const TYPES = {html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml'};

/**
 * @param {string} folder of the page
 * @param {{processes?: number, tickMillis?: number, token?: string}} [options]
 */
export async function serve(folder, options = {}) {
  const world = new World(options.processes ?? 500);
  const clients = new Set();
  let sequence = 1;
  let down = false;
  const state = {token: options.token ?? '', failHistory: false};

  const send = (client, event) => client.write(`id: ${sequence}\nevent: tick\ndata: ${JSON.stringify(event)}\n\n`);
  const tick = (seconds = 5) => {
    const event = world.tick(seconds);
    sequence++;
    clients.forEach((client) => send(client, {sequence, whole: false, ...event}));
  };
  const timer = options.tickMillis === 0 ? null : setInterval(() => tick(), options.tickMillis ?? 5000);

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-cache');
    if (down) {
      response.destroy();
      return;
    }
    const body = await read(request);
    if (url.pathname === '/-/login') {
      const right = body.token === state.token;
      json(response, right ? 204 : 401, right ? null : {error: {what: 'this server', why: 'the token is wrong', mend: ''}}, right ? {'Set-Cookie': 'seep=in; Path=/; HttpOnly'} : {});
    } else if (url.pathname.startsWith('/api/v1/') && state.token && !/seep=in/.test(request.headers.cookie ?? '')) {
      json(response, 401, {error: {what: 'this server', why: 'no token was given', mend: ''}});
    } else if (url.pathname === '/api/v1/events') {
      response.writeHead(200, {'Content-Type': 'text/event-stream'});
      clients.add(response);
      response.on('close', () => clients.delete(response));
      send(response, {sequence, whole: true, ...world.whole()});
    } else if (url.pathname.startsWith('/api/v1/history') && state.failHistory) {
      json(response, 503, {error: {what: 'the history', why: 'the disk is full', mend: 'make room under /var/lib/seep'}});
    } else if (url.pathname.startsWith('/api/v1/')) {
      const answer = world.answer(request.method, url.pathname.slice(8), url.searchParams, body);
      json(response, answer.status ?? 200, answer.body);
    } else {
      await file(folder, url.pathname, response);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    world, state, tick,
    /** Ends every stream, as a lost network does, and answers nothing while it is down. */
    setDown(now) {
      down = now;
      if (now) {
        clients.forEach((client) => client.destroy());
      }
    },
    close() {
      clearInterval(timer);
      clients.forEach((client) => client.destroy());
      server.closeAllConnections();
      server.close();
    },
  };
}

async function read(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text === '' ? {} : JSON.parse(text);
}

function json(response, status, body, headers = {}) {
  response.writeHead(status, {'Content-Type': 'application/json; charset=utf-8', ...headers});
  response.end(body === null || body === undefined ? '' : JSON.stringify(body));
}

async function file(folder, path, response) {
  const name = /\.[a-z]+$/.test(path) ? normalize(path).replace(/^(\.\.\/)+/, '') : '/index.html';
  try {
    const bytes = await readFile(join(folder, name));
    response.writeHead(200, {'Content-Type': TYPES[name.split('.').pop()] ?? 'text/plain'});
    response.end(bytes);
  } catch {
    response.writeHead(404);
    response.end();
  }
}

if (process.argv[1]?.endsWith('mock.mjs')) {
  const running = await serve(process.argv[2], {processes: Number(process.argv[3] ?? 500), tickMillis: Number(process.argv[4] ?? 5000)});
  console.log(running.url);
}
