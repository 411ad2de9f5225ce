/** The graphs of one lineage with their picker of a span. */

import {reason} from './api.js';
import {button, fill, h, say} from './dom.js';
import {Graph, lengthWords, plain} from './graph.js';
import {align, fetchMarks, fetchTracks, iso, spanName, SPANS, spanOf, STEPS, stack} from './history.js';
import {markStyle} from './overlay.js';
import {bytes, visible, when} from './words.js';

/** @typedef {import('./types.js').Row} Row */

/** So many marks are told in words: the last ones. */
const MARKS = 16;
/** Steps of an axis of bytes: 1, 2, 4, … so that its words are round. */
const BINARY = Array.from({length: 44}, (_, i) => 2 ** i);

export class Graphs {
  /**
   * @param {() => string} owner of the series
   * @param {() => Row|undefined} row of its process now
   * @param {import('./router.js').Router} router
   * @param {AbortSignal} signal
   */
  constructor(owner, row, router, signal) {
    this.owner = owner;
    this.row = row;
    this.signal = signal;
    this.query = new URLSearchParams();
    this.loadedAt = 0;
    /** @type {(() => void)|null} shows what was read, with the limit and the forecast as they are now */
    this.again = null;
    this.seen = '';
    this.turn = 0;
    const zoomed = (/** @type {number} */ from, /** @type {number} */ to) => router.ask({from: iso(from), to: iso(Math.min(to, Date.now() / 1000)), span: null}, true);
    this.bands = new Graph({label: 'Open descriptors by class', height: 320, format: plain, zoomed}, signal);
    this.memory = new Graph({label: 'Resident memory', height: 150, format: bytes, increments: BINARY, zoomed}, signal);
    this.threads = new Graph({label: 'Threads', height: 150, format: plain, zoomed}, signal);
    this.picks = SPANS.map(([name, , words]) => button(name, () => router.ask({span: name, from: null, to: null}, true), {title: words, 'data-span': name}));
    this.words = h('span', {class: 'quiet', role: 'status'}, 'Reading …');
    this.trouble = h('p', {class: 'failure', hidden: true});
    this.marks = h('ol', {class: 'marks'});
    this.node = h('section', {'aria-labelledby': 'over-time', class: 'part', 'data-nothing': true},
      h('div', {class: 'tools'}, h('h2', {id: 'over-time'}, 'Over time'), h('div', {class: 'picks', role: 'group', 'aria-label': 'Span of time'}, this.picks), this.words),
      this.trouble, this.bands.node, this.marks, h('div', {class: 'pair'}, this.memory.node, this.threads.node),
      h('p', {class: 'quiet hint'}, 'Drag over a graph to zoom; the address keeps what you see.'));
  }

  /** @param {URLSearchParams} query */
  asked(query) {
    this.query = query;
    const name = spanName(query);
    for (const pick of this.picks) {
      pick.setAttribute('aria-pressed', String(pick.dataset.span === name));
    }
    void this.load();
  }

  /** Reads again when a step of the graph has passed. */
  changed() {
    const span = spanOf(this.query, Date.now() / 1000);
    const step = Math.max(10, Math.min(300, (span.to - span.from) / STEPS));
    if (span.live && !document.hidden && Date.now() / 1000 - this.loadedAt > step) {
      void this.load();
    } else if (this.again && this.seen !== this.ahead()) {
      this.again();
    }
  }

  /** What lies ahead of the process: when that is told anew, the picture is drawn anew. */
  ahead() {
    const row = this.row();
    return row ? `${row.soft} ${Math.round(row.forecast.seconds / 30)}` : '';
  }

  async load() {
    const owner = this.owner();
    if (!owner) {
      say(this.words, this.row() ? 'It is too young to have a history.' : '');
      return;
    }
    const turn = ++this.turn;
    this.loadedAt = Date.now() / 1000;
    const span = spanOf(this.query, this.loadedAt);
    try {
      const [open, classes, memory, threads, marks] = await Promise.all([
        fetchTracks(owner, 'open', span, this.signal),
        fetchTracks(owner, 'class', span, this.signal),
        fetchTracks(owner, 'resident_bytes', span, this.signal),
        fetchTracks(owner, 'threads', span, this.signal),
        fetchMarks(owner, span, this.signal),
      ]);
      if (turn === this.turn && !this.signal.aborted) {
        this.trouble.hidden = true;
        this.node.removeAttribute('data-nothing');
        say(this.words, lengthWords(span.from, span.to));
        this.again = () => this.show(span, open[0], classes, memory, threads, marks);
        this.again();
      }
    } catch (error) {
      if (!this.signal.aborted && turn === this.turn) {
        this.trouble.hidden = false;
        say(this.words, '');
        say(this.trouble, `The history cannot be read: ${reason(error)}`);
      }
    }
  }

  /**
   * @param {import('./history.js').Span} span
   * @param {import('./types.js').Track|undefined} open
   * @param {import('./types.js').Track[]} classes
   * @param {import('./types.js').Track[]} memory
   * @param {import('./types.js').Track[]} threads
   * @param {import('./types.js').Mark[]} marks
   */
  show(span, open, classes, memory, threads, marks) {
    this.seen = this.ahead();
    const row = this.row();
    const {times, total, bands} = stack(open, classes);
    const expected = span.live && row && Number.isFinite(row.forecast.seconds) && row.open >= 0
      ? {at: span.to, value: row.open, low: row.forecast.low, mid: row.forecast.seconds, high: row.forecast.high} : null;
    const until = expected ? span.to + Math.max(0.12 * (span.to - span.from), Math.min(0.4 * (span.to - span.from), expected.mid * 1.1)) : span.to;
    const limit = row && Number.isFinite(row.soft) ? Math.max(0, row.soft) : 0;
    this.bands.show({
      from: span.from, to: span.to, until, times, total, limit, expected, marks,
      lines: bands.map((band, i) => ({...band, ink: band.name === 'all others' || band.name === 'open' ? 'band-rest' : `band-${i}`})),
    });
    this.simple(this.memory, span, memory, 'resident', 'band-0', marks);
    this.simple(this.threads, span, threads, 'threads', 'band-3', marks);
    fill(this.marks, marks.length > MARKS && h('li', null, `${marks.length - MARKS} earlier marks stand in the picture alone.`), marks.slice(-MARKS).map((mark) => markLine(mark)));
  }

  /**
   * @param {Graph} graph
   * @param {import('./history.js').Span} span
   * @param {import('./types.js').Track[]} tracks
   * @param {string} name
   * @param {string} ink
   * @param {import('./types.js').Mark[]} marks
   */
  simple(graph, span, tracks, name, ink, marks) {
    const {times, values} = align(tracks.slice(0, 1));
    graph.show({from: span.from, to: span.to, until: span.to, times, lines: [{name, values: values[0] ?? [], ink}], total: null, limit: 0, expected: null, marks});
  }
}

/** @param {import('./types.js').Mark} mark */
function markLine(mark) {
  const style = markStyle(mark.kind);
  const sign = h('span', {class: 'mark', 'aria-hidden': 'true'}, style.letter);
  sign.style.setProperty('background-color', `var(--${style.ink})`);
  return h('li', null, sign, h('time', {datetime: iso(mark.at)}, when(mark.at * 1000)), ` ${mark.kind}: `, h('bdi', null, visible(mark.text)));
}
