/** How the table of processes is sorted and filtered: no nodes, so that it is tested without a page. */

import {RANK} from './live.js';

/** @typedef {import('./types.js').Row} Row */
/** @typedef {{key: string, head: string, number: boolean, falling: boolean, hint: string}} Column */

/** @type {Column[]} */
export const COLUMNS = [
  {key: 'standing', head: 'Standing', number: false, falling: true, hint: 'How it stands: the most worrying first'},
  {key: 'name', head: 'Process', number: false, falling: false, hint: 'Name, process id and what it belongs to'},
  {key: 'open', head: 'Open', number: true, falling: true, hint: 'Open descriptors now'},
  {key: 'limit', head: 'Of its limit', number: false, falling: true, hint: 'Share of the soft limit in use'},
  {key: 'trend', head: 'Lately', number: false, falling: true, hint: 'Open descriptors at the last ticks'},
  {key: 'rate', head: 'Growth', number: true, falling: true, hint: 'Descriptors gained over the last ten minutes'},
  {key: 'left', head: 'Limit in', number: true, falling: false, hint: 'When the soft limit is reached if what leaks goes on'},
  {key: 'rss', head: 'Memory', number: true, falling: true, hint: 'Resident memory'},
  {key: 'threads', head: 'Threads', number: true, falling: true, hint: 'Threads now'},
  {key: 'user', head: 'User', number: false, falling: false, hint: 'Its effective user'},
];

/** @type {Record<string, (row: Row) => number|string>} */
const KEYS = {
  standing: (row) => RANK[row.standing] ?? 0,
  name: (row) => row.name.toLowerCase(),
  open: (row) => row.open,
  limit: (row) => row.nearness,
  trend: (row) => (row.recent.length ? row.recent[row.recent.length - 1] - row.recent[0] : 0),
  rate: (row) => (Number.isNaN(row.perMinute) ? -Infinity : row.perMinute),
  left: (row) => row.forecast.seconds,
  rss: (row) => row.residentBytes,
  threads: (row) => row.threads,
  user: (row) => row.user,
};

/**
 * @param {Iterable<Row>} rows
 * @param {string} filter words that all must be found
 * @param {string} key of a column
 * @param {boolean} falling
 * @returns {Row[]}
 */
export function ordered(rows, filter, key, falling) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = [];
  for (const row of rows) {
    if (words.every((word) => row.haystack.includes(word))) {
      kept.push(row);
    }
  }
  const by = KEYS[key] ?? KEYS.standing;
  const sign = falling ? -1 : 1;
  return kept.sort((a, b) => sign * compare(by(a), by(b)) || trouble(a, b));
}

/** What settles a tie: less time left, then nearer the limit, then more open. @param {Row} a @param {Row} b */
function trouble(a, b) {
  return compare(a.forecast.seconds, b.forecast.seconds)
    || compare(b.nearness, a.nearness)
    || compare(b.open, a.open)
    || a.pid - b.pid;
}

/** @param {number|string} a @param {number|string} b */
function compare(a, b) {
  return a === b ? 0 : a < b ? -1 : 1;
}
