/** Series of the history made ready to be drawn: no nodes, so that it is tested without a page. */

import {get} from './api.js';
import {marks, tracks} from './shapes.js';

/** @typedef {import('./types.js').Track} Track */
/** @typedef {{name: string, values: (number|null)[]}} Band */
/** @typedef {{from: number, to: number, live: boolean}} Span epoch seconds; live: ends now */

/** @type {[string, number, string][]} name in addresses, seconds, in words */
export const SPANS = [['1h', 3600, '1 hour'], ['6h', 21600, '6 hours'], ['24h', 86400, '24 hours'], ['7d', 604800, '7 days'], ['30d', 2592000, '30 days']];
export const STEPS = 360;
const BANDS = 8;

/** @param {URLSearchParams} query @param {number} now epoch seconds @param {string} [usual] @returns {Span} */
export function spanOf(query, now, usual = '6h') {
  const from = Date.parse(query.get('from') ?? '') / 1000;
  const to = Date.parse(query.get('to') ?? '') / 1000;
  if (Number.isFinite(from) && Number.isFinite(to) && to > from) {
    return {from, to, live: false};
  }
  const name = query.get('span') ?? usual;
  const length = (SPANS.find((each) => each[0] === name) ?? SPANS[1])[1];
  return {from: now - length, to: now, live: true};
}

/** @param {URLSearchParams} query @returns {string} the chosen one of SPANS, empty when zoomed */
export function spanName(query, usual = '6h') {
  return query.has('from') && query.has('to') ? '' : query.get('span') ?? usual;
}

/**
 * @param {string} owner
 * @param {string} metric
 * @param {Span} span
 * @param {AbortSignal} signal
 */
export async function fetchTracks(owner, metric, span, signal) {
  const query = new URLSearchParams({owner, metric, from: iso(span.from), to: iso(span.to), steps: String(STEPS)});
  return tracks(await get(`history?${query}`, signal));
}

/** @param {string} owner @param {Span} span @param {AbortSignal} signal */
export async function fetchMarks(owner, span, signal) {
  const query = new URLSearchParams({owner, from: iso(span.from), to: iso(span.to)});
  return marks(await get(`marks?${query}`, signal));
}

/** @param {number} seconds */
export function iso(seconds) {
  return new Date(Math.round(seconds * 1000)).toISOString();
}

/**
 * One axis of time for several series; where a series has no step there is a gap.
 *
 * @param {Track[]} all
 * @returns {{times: number[], values: (number|null)[][]}}
 */
export function align(all) {
  /** @type {Set<number>} */
  const moments = new Set();
  all.forEach((track) => track.steps.forEach((step) => moments.add(step.at)));
  const times = [...moments].sort((a, b) => a - b);
  const values = all.map((track) => {
    const at = new Map(track.steps.map((step) => [step.at, step.last]));
    return times.map((time) => at.get(time) ?? null);
  });
  return {times, values};
}

/**
 * The largest classes as bands and the rest as one, so that together they are what is open.
 *
 * @param {Track|undefined} open
 * @param {Track[]} classes
 * @returns {{times: number[], total: (number|null)[], bands: Band[]}} the largest band first
 */
export function stack(open, classes) {
  const {times, values} = align(open ? [open, ...classes] : classes);
  const counted = open ? values.slice(1) : values;
  const sums = times.map((_, i) => counted.reduce((sum, of) => sum + (of[i] ?? 0), 0));
  const total = open ? values[0] : sums;
  const ranked = classes
    .map((track, i) => ({name: track.label, values: counted[i], peak: Math.max(0, ...counted[i].map((value) => value ?? 0))}))
    .filter((each, i) => each.peak > 0 && classes[i].folded === 0)
    .sort((a, b) => b.peak - a.peak);
  const bands = ranked.slice(0, BANDS).map(({name, values: own}) => ({
    name,
    values: own.map((value, i) => (total[i] === null ? null : value ?? 0)),
  }));
  const others = total.map((value, i) => (value === null ? null : Math.max(0, value - bands.reduce((sum, band) => sum + (band.values[i] ?? 0), 0))));
  if (others.some((value) => value !== null && value > 0)) {
    bands.push({name: classes.length ? 'all others' : 'open', values: others});
  }
  return {times, total, bands};
}

/** @param {(number|null)[]} values */
export function extremes(values) {
  let low = Infinity;
  let high = -Infinity;
  let first = null;
  let last = null;
  for (const value of values) {
    if (value !== null) {
      low = Math.min(low, value);
      high = Math.max(high, value);
      first ??= value;
      last = value;
    }
  }
  return {low, high, first, last};
}
