/** What the watch tells tick by tick, kept as it is now: nothing here grows with time. */

import {get} from './api.js';
import * as shapes from './shapes.js';

const FIRST_RETRY_MILLIS = 1_000;
const LAST_RETRY_MILLIS = 30_000;
/** What is silent for this long is lost, unless ticks are known to come more seldom. */
const SILENT_MILLIS = 30_000;
const RECENT = 60;
/** So many incidents that are over are kept at most. */
const OVER = 200;

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
    /** The longest time between two ticks, of late. */
    this.gap = 0;
    this.triedAt = 0;
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

  /** Follows what is told, which begins with all there is; reads what is over beside it. */
  async begin() {
    const turn = ++this.turn;
    clearTimeout(this.timer);
    this.close();
    this.triedAt = Date.now();
    this.follow();
    try {
      const json = await get('findings');
      if (turn === this.turn) {
        for (const finding of shapes.list(json.findings).map(shapes.incident)) {
          if (!this.incidents.has(finding.id)) {
            this.incidents.set(finding.id, finding);
          }
        }
        this.tell();
      }
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
    source.onerror = () => {
      if (this.source === source) {
        this.lose('The connection to Seep was lost.');
      }
    };
  }

  /** @param {Record<string, any>} event what changed, or all there is when it is `whole` */
  take(event) {
    const before = this.host?.at;
    this.host = shapes.host(event.host);
    this.self = shapes.self(event.self);
    const rows = shapes.list(event.processes).map(shapes.row);
    if (event.whole) {
      this.rows = new Map(rows.map((row) => [row.pid, row]));
      this.forgetOpen();
    } else {
      if (before !== this.host.at) {
        this.goOn(new Set(rows.map((row) => row.pid)));
      }
      rows.forEach((row) => this.rows.set(row.pid, row));
      shapes.list(event.gone).forEach((pid) => this.rows.delete(pid));
    }
    for (const finding of shapes.list(event.findings).map(shapes.incident)) {
      this.incidents.set(finding.id, finding);
    }
    this.prune();
    this.heard();
  }

  /** A row that is not told of has the count that it had. @param {Set<number>} told */
  goOn(told) {
    for (const row of this.rows.values()) {
      const last = row.recent[row.recent.length - 1];
      if (!told.has(row.pid) && row.recent.some((count) => count !== last)) {
        this.rows.set(row.pid, {...row, recent: [...row.recent, last].slice(-RECENT)});
      }
    }
  }

  /** All that is open follows anew. */
  forgetOpen() {
    this.incidents = new Map([...this.incidents].filter(([, incident]) => incident.resolvedAt));
  }

  /** A page that stays open for weeks keeps no more than a few of those that are over. */
  prune() {
    if (this.incidents.size > 2 * OVER) {
      const all = [...this.incidents.values()].sort((a, b) => (a.resolvedAt < b.resolvedAt ? 1 : -1));
      const kept = [...all.filter((each) => !each.resolvedAt), ...all.filter((each) => each.resolvedAt).slice(0, OVER)];
      this.incidents = new Map(kept.map((incident) => [incident.id, incident]));
    }
  }

  heard() {
    const now = Date.now();
    if (this.link === 'live') {
      this.gap = Math.max(now - this.heardAt, this.gap * 0.9);
    }
    this.heardAt = now;
    this.wait = FIRST_RETRY_MILLIS;
    this.link = 'live';
    this.trouble = '';
    this.tell();
  }

  /** @param {string} why */
  lose(why) {
    this.turn++;
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
    const since = Math.max(this.heardAt, this.triedAt);
    if (this.link !== 'lost' && Date.now() - since > Math.max(SILENT_MILLIS, this.gap * 4)) {
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
