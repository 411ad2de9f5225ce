/** What the watch tells tick by tick, kept as it is now: nothing here grows with time. */

import {get} from './api.js';
import * as shapes from './shapes.js';

const FIRST_RETRY_MILLIS = 1_000;
const LAST_RETRY_MILLIS = 30_000;
/** Three ticks and a little: after that what is shown is old. */
const STALE_MILLIS = 20_000;

/** @typedef {'loading'|'live'|'lost'} Link */

class Live {
  constructor() {
    /** @type {import('./types.js').Host|null} */
    this.host = null;
    /** @type {import('./types.js').Self|null} */
    this.self = null;
    /** @type {Map<number, import('./types.js').Row>} */
    this.rows = new Map();
    /** @type {Map<string, import('./types.js').Incident>} */
    this.incidents = new Map();
    /** @type {Link} */
    this.link = 'loading';
    this.trouble = '';
    /** When something was last heard, in epoch milliseconds. */
    this.heardAt = 0;
    this.retryAt = 0;
    this.ticks = 0;
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    /** @type {EventSource|null} */
    this.source = null;
    this.wait = FIRST_RETRY_MILLIS;
    this.timer = 0;
    /** Grows with each beginning, so that a late answer of an earlier one is dropped. */
    this.turn = 0;
  }

  /** @param {() => void} changed @param {AbortSignal} until */
  listen(changed, until) {
    this.listeners.add(changed);
    until.addEventListener('abort', () => this.listeners.delete(changed), {once: true});
  }

  tell() {
    for (const listener of this.listeners) {
      listener();
    }
  }

  /** Reads all there is, then follows. */
  async begin() {
    const turn = ++this.turn;
    clearTimeout(this.timer);
    this.close();
    try {
      const [host, processes, findings, self] = await Promise.all(
        [get('host'), get('processes'), get('findings'), get('self')]);
      if (turn !== this.turn) {
        return;
      }
      this.host = shapes.host(host);
      this.self = shapes.self(self);
      this.rows = new Map(shapes.list(processes.processes).map(shapes.row).map((row) => [row.pid, row]));
      this.replaceIncidents(findings.findings);
      this.heard();
      this.follow();
    } catch (error) {
      if (turn === this.turn) {
        this.lose(error instanceof Error ? error.message : 'Seep does not answer.');
      }
    }
  }

  follow() {
    const source = new EventSource('/api/v1/events');
    this.source = source;
    source.addEventListener('tick', (event) => this.take(JSON.parse(event.data)));
    source.onmessage = (event) => this.take(JSON.parse(event.data));
    source.onopen = () => {
      this.wait = FIRST_RETRY_MILLIS;
    };
    source.onerror = () => {
      if (this.source === source) {
        this.lose('The connection to Seep was lost.');
      }
    };
  }

  /** @param {Record<string, any>} tick */
  take(tick) {
    if (tick.host) {
      this.host = shapes.host(tick.host);
    }
    if (tick.self) {
      this.self = shapes.self(tick.self);
    }
    for (const json of shapes.list(tick.changed ?? tick.processes)) {
      const row = shapes.row(json);
      this.rows.set(row.pid, row);
    }
    for (const pid of shapes.list(tick.removed)) {
      this.rows.delete(pid);
    }
    if (tick.incidents ?? tick.findings) {
      this.replaceIncidents(tick.incidents ?? tick.findings);
    }
    this.heard();
  }

  /** @param {unknown} json */
  replaceIncidents(json) {
    this.incidents = new Map(shapes.list(json).map(shapes.incident).map((each) => [each.id, each]));
  }

  heard() {
    this.heardAt = Date.now();
    this.ticks++;
    this.link = 'live';
    this.trouble = '';
    this.tell();
  }

  /** @param {string} why */
  lose(why) {
    this.close();
    this.link = 'lost';
    this.trouble = why;
    this.retryAt = Date.now() + this.wait;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.begin(), this.wait);
    this.wait = Math.min(LAST_RETRY_MILLIS, this.wait * 2);
    this.tell();
  }

  /** A connection may hang without an error: what was not heard for long is as good as lost. */
  check() {
    if (this.link === 'live' && Date.now() - this.heardAt > STALE_MILLIS) {
      this.lose('Nothing was heard from Seep for a while.');
    }
  }

  /** Stops for good: a token is needed first. */
  stop() {
    this.turn++;
    clearTimeout(this.timer);
    this.close();
  }

  close() {
    if (this.source) {
      this.source.onerror = null;
      this.source.close();
      this.source = null;
    }
  }

  openIncidents() {
    return [...this.incidents.values()].filter((each) => !each.resolvedAt).sort(worstFirst);
  }

  /** @param {string} lineage @returns {import('./types.js').Row|undefined} */
  ofLineage(lineage) {
    for (const row of this.rows.values()) {
      if (row.lineage === lineage) {
        return row;
      }
    }
    return undefined;
  }
}

export const RANK = {exhausted: 5, leak: 4, suspect: 3, growing: 2, unseen: 1, healthy: 0};

/** @param {import('./types.js').Incident} a @param {import('./types.js').Incident} b */
function worstFirst(a, b) {
  return RANK[b.standing] - RANK[a.standing]
    || compare(a.forecast.seconds, b.forecast.seconds)
    || (a.since < b.since ? -1 : 1);
}

/** @param {number} a @param {number} b Infinity is the greatest */
function compare(a, b) {
  return a === b ? 0 : a < b ? -1 : 1;
}

export const live = new Live();
