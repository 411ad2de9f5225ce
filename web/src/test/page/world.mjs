/** A made-up host: 500 processes that move, a few that leak, some with hostile names. Seeded. */

export const HOSTILE = '<img src=x onerror=alert(1)>"\'\u202e\u001b[31m\n</script><script>alert(2)</script>';

const SERVICES = ['nginx', 'postgres', 'redis-server', 'sshd', 'systemd-journal', 'node', 'python3', 'java', 'cron', 'dockerd',
  'containerd', 'haproxy', 'memcached', 'rabbitmq', 'prometheus', 'grafana', 'vector', 'etcd', 'consul', 'php-fpm', 'gunicorn', 'sidekiq', 'mysqld', 'chronyd'];
const USERS = ['root', 'www-data', 'postgres', 'redis', 'app', 'nobody'];
const START = Date.now();

/** Small and seeded (a linear congruential generator): the same host in every run. */
class Dice {
  constructor(seed) {
    this.at = seed;
  }

  next() {
    this.at = (this.at * 1664525 + 1013904223) % 4294967296;
    return this.at / 4294967296;
  }

  upTo(most) {
    return Math.floor(this.next() * most);
  }
}

export class World {
  constructor(processes) {
    this.dice = new Dice(1999993);
    this.now = Date.now();
    this.ticks = 1;
    this.rows = [];
    this.incidents = [];
    this.silences = [{id: 's1', matchers: {workload: 'unit:backup.service', class: '*'}, from: iso(this.now - 3600e3), until: iso(this.now + 7200e3), by: 'ada', comment: 'restores run until noon'}];
    this.hunts = new Map();
    this.acknowledged = new Map();
    for (let i = 0; i < processes; i++) {
      this.rows.push(this.process(i));
    }
    this.plant();
  }

  process(i) {
    const name = SERVICES[i % SERVICES.length];
    const slot = Math.floor(i / SERVICES.length);
    const open = 8 + this.dice.upTo(i % 7 === 0 ? 400 : 60);
    const kind = i % 5 === 0 ? 'container' : i % 3 === 0 ? 'command' : 'unit';
    const workload = kind === 'unit' ? `${name}.service` : kind === 'container' ? `shop-${name}-${slot}` : name;
    return {
      pid: 400 + i * 37, name, command: [`/usr/sbin/${name}`, '--config', `/etc/${name}/${name}.conf`, '--workers=4'], started: this.now - (i + 1) * 7e6,
      workload: {id: `${kind}:${workload}`, kind, name: workload}, slot, user: USERS[i % USERS.length], open, soft: i % 9 === 0 ? 65536 : 1024, rss: (8 + this.dice.upTo(600)) * 1048576,
      threads: 1 + this.dice.upTo(40), perMinute: 0, standing: 'healthy', limitIn: null, incident: '', recent: Array.from({length: 60}, () => open), growth: 0, unread: i % 61 === 60,
    };
  }

  plant() {
    this.leak(3, {name: 'tlgs_crawler', workload: 'tlgs.service', growth: 13.2, open: 812, soft: 1024, standing: 'exhausted', severity: 'critical', cls: 'never-connected-socket',
      what: 'sockets that were never connected', peer: '', count: 791, since: 3.7e6, left: [960, 720, 1260],
      frames: [['trantor::Connector::connect', '/srv/tlgs/third_party/drogon/trantor/net/inner/Connector.cc', 83], ['trantor::TcpClient::connect', '/srv/tlgs/third_party/drogon/trantor/net/TcpClient.cc', 120], ['dremini::GeminiClient::sendRequest', '/srv/tlgs/dremini/GeminiClient.cpp', 61]],
      advice: 'The path that abandons a pending connect must close the descriptor.', hunted: true});
    this.leak(7, {name: 'image-server', workload: 'images.service', growth: 2.4, open: 6210, soft: 65536, standing: 'leak', severity: 'warning', cls: 'close-wait',
      what: 'connections that the other side closed', peer: '10.0.0.7:443', count: 5804, since: 1.6e8, left: [1_483_000, 1_300_000, 1_720_000],
      frames: [['main.(*fetcher).get', '/src/images/fetch.go', 214], ['main.handle', '/src/images/http.go', 88]], advice: 'Close the response body on every path, also when the status is not 200.', hunted: true});
    this.leak(11, {name: 'java', workload: 'orders', kind: 'container', growth: 0.4, open: 690, soft: 4096, standing: 'suspect', severity: 'info', cls: '', what: 'pipes that stay', path: '/srv/orders/spool/*.tmp', count: 122, since: 2.2e7, left: [511_000, 301_000, null], frames: [], advice: '', hunted: false});
    this.leak(13, {name: HOSTILE, workload: `${HOSTILE}.service`, growth: 1.1, open: 300, soft: 1024, standing: 'leak', severity: 'warning', cls: 'unclosed-file', what: 'files never closed', path: `/srv/${HOSTILE}/*.png`, count: 260, since: 9e6, left: [39_000, 30_000, 52_000], frames: [[HOSTILE, HOSTILE, 7]], advice: HOSTILE, hunted: false});
    for (const i of [17, 20, 30]) {
      Object.assign(this.rows[i] ?? {}, {standing: 'growing', growth: 0.6, perMinute: 0.6});
    }
    Object.assign(this.rows[5] ?? {}, {open: 880, standing: 'healthy'});
    Object.assign(this.rows[9] ?? {}, {open: 49000, soft: 65536});
  }

  leak(place, of) {
    const row = this.rows[place];
    if (!row) {
      return;
    }
    const kind = of.kind ?? 'unit';
    const id = `inc-${place}`;
    Object.assign(row, {name: of.name, command: [`/srv/${of.name}`, '--serve'], workload: {id: `${kind}:${of.workload}`, kind, name: of.workload}, slot: 0, open: of.open, soft: of.soft, standing: of.standing, perMinute: of.growth, growth: of.growth,
      limitIn: of.left, incident: id, recent: Array.from({length: 60}, (_, i) => Math.round(of.open - ((59 - i) * of.growth) / 12)), unread: false});
    this.incidents.push({id, row, of, count: of.count, changedAt: this.now, openedAt: this.now - of.since / 2});
  }

  /** @param {number} seconds that pass */
  tick(seconds) {
    this.now += seconds * 1000;
    this.ticks++;
    const changed = [];
    for (const row of this.rows) {
      row.fraction = (row.fraction ?? 0) + (row.growth * seconds) / 60;
      const step = Math.floor(row.fraction) + (row.growth === 0 && this.dice.next() < 0.12 ? this.dice.upTo(3) - 1 : 0);
      row.fraction -= Math.floor(row.fraction);
      if (step !== 0) {
        row.open = Math.max(3, Math.min(row.soft, row.open + step));
        changed.push(row);
      }
      row.recent = [...row.recent, row.open].slice(-60);
    }
    const findings = [];
    for (const incident of this.incidents) {
      incident.count = Math.min(incident.row.open, Math.round(incident.count + (incident.of.growth * seconds) / 60));
      findings.push(this.finding(incident));
    }
    const gone = (this.removed ?? []).splice(0);
    return {host: this.host(), processes: changed.map((row) => this.json(row)), gone, findings, self: this.self()};
  }

  whole() {
    return {host: this.host(), processes: this.rows.map((row) => this.json(row)), gone: [], findings: this.incidents.map((each) => this.finding(each)), self: this.self()};
  }

  /** A new process takes the place of another in its lineage. */
  restart(pid) {
    const row = this.rows.find((each) => each.pid === pid);
    this.removed = [...(this.removed ?? []), pid];
    Object.assign(row, {pid: pid + 100_000, started: this.now, open: 40, growth: 5});
    return row.pid;
  }

  /** Something new is found, for the live region. */
  find(place) {
    this.leak(place, {name: 'fresh-leak', workload: 'fresh.service', growth: 9, open: 700, soft: 1024, standing: 'leak', severity: 'critical', cls: 'pipe', what: 'pipes', count: 400, since: 1e6, left: [2160, 2000, 2400], frames: [], advice: '', hunted: false});
  }

  json(row) {
    const left = row.limitIn ?? [];
    return {
      process: facts(row), lineage: lineage(row), user: row.user,
      ...(row.unread ? {descriptors: {softLimit: row.soft, hardLimit: 524288}, blind: [{what: `descriptors of pid ${row.pid}`, why: `EACCES on /proc/${row.pid}/fd`, mend: 'setcap cap_sys_ptrace+ep /usr/bin/seep'}]}
        : {descriptors: {open: row.open, softLimit: row.soft, hardLimit: 524288, nearness: row.open / row.soft}}),
      memory: {residentBytes: row.rss}, threads: row.threads, classes: [{class: 'file', count: 4}], perMinute: row.perMinute, standing: row.unread ? 'unseen' : row.standing,
      ...limits(left), recent: row.unread ? [] : row.recent, ...(row.incident ? {incident: row.incident} : {}),
    };
  }

  finding({id, row, of, count, changedAt, openedAt}) {
    return {
      id, lineage: lineage(row), process: facts(row), standing: of.standing, severity: of.severity, ...(of.cls ? {class: of.cls} : {}), resource: 'descriptor', what: of.what,
      ...(of.peer ? {peer: of.peer} : {}), ...(of.path ? {path: of.path} : {}), frames: of.frames.map(frame), count, open: row.open, limit: row.soft,
      perMinute: of.growth, perMinuteLow: of.growth * 0.8, perMinuteHigh: of.growth * 1.3, ...limits(of.left), falseAlarmProbability: 1e-9,
      reason: 'The number of these only ever grew for an hour, and none of the last 118 was closed.', ...(of.advice ? {advice: of.advice} : {}),
      evidence: ['402 were opened at the same place: 284 were closed after 0.4 s (median), 118 live far beyond them.', 'The journal says at 13:02: accept4: too many open files.'],
      since: iso(START - of.since), openedAt: iso(openedAt), changedAt: iso(changedAt), hunted: of.hunted,
    };
  }

  host() {
    return {name: 'web-1.example.org', kernel: '6.18.2', at: iso(this.now), source: 'ebpf', processes: this.rows.length, unreadable: this.rows.filter((row) => row.unread).length, shortLived: 1204, machine: {openFiles: 24310, maxFiles: 1632101}};
  }

  self() {
    return {
      startedAt: iso(START - 9.3e7), tickAt: iso(this.now), tickMillis: 21.4, ticks: 18600 + this.ticks, late: 3, cpuShare: 0.0071, cpuSeconds: 660.2, descriptors: 61, descriptorLimit: 20000, threads: 24,
      residentBytes: 98e6, heapUsedBytes: 31e6, heapMaxBytes: 67e6, storeBytes: 412e6, storeLimitBytes: 2147483648, series: 6120, detectorClasses: 1830, hunts: 14, huntsRunning: 1,
      budgets: [{name: 'cpu', unit: 'share of one processor', used: 0.0071, allowed: 0.01}, {name: 'resident memory', unit: 'bytes', used: 98e6, allowed: 125829120},
        {name: 'descriptors', unit: 'descriptors', used: 61, allowed: 256}, {name: 'disk', unit: 'bytes', used: 412e6, allowed: 2147483648}],
      shed: ['Inventories of processes above 20,000 descriptors are taken each minute instead of at each change.'],
      blind: [{what: 'stacks of closes', why: 'kernel.perf_event_paranoid is 3', mend: 'sysctl -w kernel.perf_event_paranoid=1'}, {what: 'descriptors of 8 processes', why: 'EACCES on /proc/PID/fd', mend: 'setcap cap_sys_ptrace,cap_dac_read_search+ep /usr/bin/seep'}],
    };
  }

  answer(method, path, query, body) {
    const [first, second, third] = path.split('/').map(decodeURIComponent);
    const routes = {
      host: () => ({body: this.host()}),
      self: () => ({body: this.self()}),
      processes: () => (second ? this.one(Number(second), query.get('all') === 'true') : {body: {processes: this.rows.map((row) => this.json(row))}}),
      findings: () => (second ? this.evidence(second) : {body: {findings: [...this.incidents.map((each) => this.finding(each)), this.over()]}}),
      history: () => ({body: this.history(query)}),
      marks: () => ({body: {marks: this.marks(query)}}),
      alerts: () => (third === 'acknowledge' ? this.acknowledge(second, body) : {body: {alerts: this.alerts()}}),
      silences: () => this.silence(method, second, body),
      hunts: () => this.hunt(method, second, body),
    };
    return routes[first] ? routes[first]() : {status: 404, body: {error: {what: path, why: 'there is nothing at this address', mend: ''}}};
  }

  over() {
    const row = this.rows[2];
    return {...this.finding({id: 'inc-old', row, of: {standing: 'leak', severity: 'warning', cls: 'pipe', what: 'pipes', growth: 3, left: [], frames: [], count: 90, since: 4e8, hunted: false}, count: 90, changedAt: this.now, openedAt: this.now - 4e8}), resolvedAt: iso(this.now - 2e8), resolution: 'The process was restarted and did not grow again for a day.'};
  }

  one(pid, all) {
    const row = this.rows.find((each) => each.pid === pid);
    if (!row) {
      return {status: 404, body: {error: {what: `process ${pid}`, why: 'it is not watched, or it has ended', mend: 'see /api/v1/processes'}}};
    }
    const inventory = {
      process: facts(row), takenAt: iso(this.now), source: 'ebpf', descriptors: {open: row.open, softLimit: row.soft, hardLimit: 524288, byKind: {socket: row.open - 21, file: 12, pipe: 4, eventpoll: 2, eventfd: 3}},
      sockets: {byState: {'never-connected': Math.max(0, row.open - 61), established: 18, listen: 2, 'close-wait': 20}, byPeer: [
        {peer: '10.0.0.7:443', count: 20, incoming: false, states: {'close-wait': 18, established: 2}, idleSecondsMedian: 3120.5, unreadBytes: 8192, owners: []},
        {peer: HOSTILE, count: 3, incoming: true, states: {established: 3}, idleSecondsMedian: 0.5, unreadBytes: 0, owners: [HOSTILE]}]},
      files: {byPath: [{path: '/srv/images/*.png', count: 8, deleted: 2}, {path: `/tmp/${HOSTILE}`, count: 1, deleted: 0}]},
      memory: {residentBytes: row.rss, proportionalBytes: row.rss * 0.9, anonymousBytes: row.rss * 0.7, virtualBytes: row.rss * 9, swapBytes: 0, mappings: 412}, threads: row.threads,
      remarks: ['751 sockets are in no protocol table of the kernel: they were never connected or bound.'],
      ...(all ? {items: Array.from({length: row.open}, (_, fd) => (fd % 3 === 0 ? {fd, kind: 'file', path: `/srv/images/${fd}.png`, deleted: fd % 2 === 0, bornAt: iso(this.now - fd * 1e4)}
        : {fd, kind: 'socket', socket: {family: 'inet', protocol: 'TCP', state: 'never-connected', unlisted: true, local: '10.0.0.2:40412', remote: fd % 2 ? '10.0.0.7:443' : undefined}}))} : {}),
      blind: [],
    };
    const limitsOf = {process: facts(row), limits: [
      {name: 'RLIMIT_NOFILE (soft)', scope: 'process', unit: 'descriptors', used: row.open, limit: row.soft, share: row.open / row.soft, from: '/etc/systemd/system/tlgs.service', raise: 'LimitNOFILE=65536', note: 'raising it buys time and is no cure'},
      {name: 'pids.max', scope: 'cgroup', unit: 'threads', used: row.threads, limit: 4915, share: row.threads / 4915, from: 'systemd default'}, {name: 'fs.file-max', scope: 'machine', unit: 'descriptors', used: 24310, limit: 1632101, share: 0.0149, from: 'sysctl'},
      {name: 'RLIMIT_AS', scope: 'process', unit: 'bytes', used: row.rss * 9, limitUnlimited: true}], blind: []};
    return {body: {row: this.json(row), inventory, limits: limitsOf, blind: []}};
  }

  evidence(id) {
    const incident = this.incidents.find((each) => each.id === id);
    if (!incident) {
      return id === 'inc-old' ? {body: this.over()} : {status: 404, body: {error: {what: `finding ${id}`, why: 'there is none by this id', mend: 'see /api/v1/findings'}}};
    }
    return {body: {...this.finding(incident), ...(incident.of.hunted ? {report: this.report(incident)} : {})}};
  }

  report({row, of, count}) {
    return {
      process: facts(row), descriptors: {open: row.open, softLimit: row.soft, hardLimit: 524288}, watched: {seconds: 120, source: 'ebpf', opened: 1204, closed: 1083, dropped: 0, looks: 24, interrupted: false},
      verdict: 'leak', reason: 'One place opens what nobody closes.',
      findings: [{verdict: 'leak', class: of.cls, resource: 'descriptor', what: of.what, count, perMinute: of.growth, perMinuteLow: of.growth * 0.8, perMinuteHigh: of.growth * 1.3, ...limits(of.left), falseAlarmProbability: 1e-9, ...(of.peer ? {peer: of.peer} : {}), oldestSeconds: 3720,
        origin: {share: 0.97, claim: 'measured', whole: true, inferred: 0, frames: of.frames.map(frame)}, siblings: {opened: 402, closed: 284, medianLifeSeconds: 0.4},
        differences: [{what: 'connect returned EINPROGRESS', amongSurvivors: 1, amongClosed: 0.04}, {what: 'was written to', amongSurvivors: 0, amongClosed: 0.98}], lastUse: {call: 'connect', result: 'EINPROGRESS', secondsAgo: 3011},
        reason: 'Of 402 opened here 284 were closed after 0.4 s (median); 118 live far beyond them.', advice: of.advice, against: ['TIME_WAIT (41) and ephemeral ports (0.3 %) are fine.', 'Raising the limit buys 16 min per 1,024.'], remarks: ['They are in no protocol table: netstat and ss do not show them.']},
      {verdict: 'healthy', class: 'load', resource: 'descriptor', what: 'established connections', count: 14, perMinute: 0, siblings: {}, reason: 'They follow the load.', advice: '', against: [], remarks: []}],
      blind: [{what: 'two of the stacks', why: 'libfoo.so has no unwind tables', mend: 'install libfoo-dbgsym'}], cost: {cpuSeconds: 0.8, residentBytes: 4e7},
    };
  }

  history(query) {
    const from = Date.parse(query.get('from')) / 1000;
    const to = Date.parse(query.get('to')) / 1000;
    const steps = Math.min(Number(query.get('steps') ?? 300), 400);
    const times = Array.from({length: steps}, (_, i) => from + ((to - from) * (i + 1)) / steps);
    const row = this.rows.find((each) => lineage(each).id === query.get('owner'));
    const metric = query.get('metric');
    if (!row) {
      return {owner: query.get('owner'), metric, fromSeconds: from, toSeconds: to, times: [], tracks: [{label: '', last: [], low: [], high: []}]};
    }
    const leaking = (at) => Math.max(0, row.growth > 0 ? (row.open - 30 - ((this.now / 1000 - at) / 60) * row.growth) : 0) % Math.max(60, row.open);
    const wave = (at, size, period) => Math.round(size * (1 + 0.4 * Math.sin((at / period) * 6.283)));
    const figures = {
      open: [['', (at) => Math.round(leaking(at)) + wave(at, 18, 7200) + wave(at, 7, 2300) + 9]],
      class: [['tcp never-connected', (at) => Math.round(leaking(at))], ['tcp established 10.0.0.7:443', (at) => wave(at, 18, 7200)], ['file /srv/images/*.png', (at) => wave(at, 7, 2300)], ['eventpoll', () => 2]],
      resident_bytes: [['', (at) => row.rss + leaking(at) * 4e4 + wave(at, 2e6, 5000)]],
      threads: [['', (at) => row.threads + (wave(at, 3, 3600) % 4)]],
    };
    const gap = from + (to - from) * 0.35;
    const tracks = (figures[metric] ?? [['', () => 0]]).map(([label, value]) => {
      const last = times.map((at) => (at > gap && at < gap + (to - from) * 0.02 ? null : value(at)));
      return {label, last, low: last, high: last};
    });
    return {owner: query.get('owner'), metric, fromSeconds: from, toSeconds: to, times, tracks};
  }

  marks(query) {
    const from = Date.parse(query.get('from'));
    const to = Date.parse(query.get('to'));
    const owner = query.get('owner');
    return [[0.37, 'restart', 'pid 248298 after 31 h; ended with status 0'], [0.371, 'deploy', `/srv/tlgs/tlgs_crawler changed ${HOSTILE}`], [0.62, 'incident', 'sockets that were never connected'], [0.65, 'hunt', 'looked for two minutes: leak']]
      .map(([share, kind, text]) => ({at: iso(from + (to - from) * share), owner, kind, text}));
  }

  alerts() {
    return [
      {id: 4, at: iso(this.now - 6e5), incident: 'inc-3', subject: 'tlgs_crawler leaks sockets that were never connected', receiver: 'on-call', channel: 'pagerduty', kind: 'escalation', outcome: 'sent', detail: '202 Event processed', attempts: 1},
      {id: 3, at: iso(this.now - 1.6e6), incident: 'inc-3', subject: 'tlgs_crawler leaks sockets that were never connected', receiver: 'ops', channel: 'email', kind: 'firing', outcome: 'retrying', detail: '451 4.3.2 try again later', attempts: 3},
      {id: 2, at: iso(this.now - 9e6), incident: 'inc-13', subject: HOSTILE, receiver: 'chat', channel: 'slack', kind: 'firing', outcome: 'failed', detail: HOSTILE, attempts: 8},
      {id: 1, at: iso(this.now - 2e8), incident: 'inc-old', subject: 'node leaks pipes', receiver: 'ops', channel: 'email', kind: 'resolved', outcome: 'sent', detail: '250 OK', attempts: 1}];
  }

  acknowledge(id, body) {
    this.acknowledged.set(id, body.by);
    return {body: {incident: id, said: 'acknowledged'}};
  }

  silence(method, id, body) {
    if (method === 'POST') {
      const made = {id: `s${this.silences.length + 2}`, matchers: body.matchers, from: iso(this.now), until: iso(this.now + body.minutes * 60e3), by: body.by, comment: body.comment};
      this.silences.push(made);
      return {status: 201, body: {id: made.id}};
    }
    if (method === 'DELETE') {
      this.silences = this.silences.filter((each) => each.id !== id);
      return {status: 204};
    }
    return {body: {silences: this.silences}};
  }

  hunt(method, id, body) {
    if (method === 'POST') {
      const made = `h${this.hunts.size + 1}`;
      this.hunts.set(made, {pid: body.pid, asked: 0});
      return {status: 202, body: {id: made, pid: body.pid}};
    }
    const hunt = this.hunts.get(id);
    hunt.asked++;
    const over = hunt.asked > 2;
    const incident = this.incidents[0];
    return {body: {id, pid: hunt.pid, atSeconds: Math.min(60, hunt.asked * 25), lengthSeconds: 60, over, ...(over ? {verdict: 'leak', incident: incident.id, report: this.report(incident)} : {})}};
  }
}

function facts(row) {
  return {pid: row.pid, startTime: iso(row.started), name: row.name, command: row.command, uid: 33};
}

function lineage(row) {
  return {id: `${row.workload.id}/${row.name}/${row.slot}`, name: row.name, slot: row.slot, workload: row.workload};
}

function limits([mid, low, high] = []) {
  return {...(mid ? {limitInSeconds: mid} : {}), ...(low ? {limitInSecondsLow: low} : {}), ...(high ? {limitInSecondsHigh: high} : {})};
}

function frame([name, file, line]) {
  return {function: name, file, line, module: '', language: 'c++'};
}

function iso(millis) {
  return new Date(millis).toISOString();
}
