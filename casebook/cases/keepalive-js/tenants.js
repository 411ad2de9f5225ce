// Reports for tenants, each of whom gets a client of its own. Read README.md beside this file.
'use strict';

const http = require('node:http');
const plant = require('../plant.js');

const SOCKETS_OF_ALL = 4;

/** A service that keeps a connection open for as long as its client does. */
function serve() {
  const server = http.createServer({ keepAliveTimeout: 0 }, (request, response) => {
    response.end(`report of ${request.url}`);
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
}

class Reports {
  constructor(port, leak) {
    this.port = port;
    this.leak = leak;
    this.shared = new http.Agent({ keepAlive: true, maxSockets: SOCKETS_OF_ALL });
  }

  agent() {
    // PLANTED: a pool for each call, whose one connection is kept alive for a second call
    return this.leak ? new http.Agent({ keepAlive: true }) : this.shared;
  }

  ask(path, agent) {
    http.get({ host: '127.0.0.1', port: this.port, path, agent }, (response) => response.resume())
      .on('error', (error) => console.error(error.message));
  }

  report(tenant) {
    this.ask(`/tenants/${tenant}`, this.agent());
  }

  /** Is the service there? One connection a question, closed by its answer. */
  probe() {
    this.ask('/health', false);
  }
}

async function main() {
  const options = plant.parse();
  if (options.role === 'service') {
    serve();
    return;
  }
  const service = await plant.helper(options, 'service');
  const reports = new Reports(Number(service.said), options.leak);
  let tenant = 0;
  plant.every(options.among, () => reports.probe());
  plant.every(options.perSecond, () => reports.report(++tenant));
  plant.ready(`peer=127.0.0.1:${service.said}`, `helpers=${service.pid}`);
}

main();
