/**
 * A graph over time: stacked bands or one line, with the limit, what is expected, and marks. Its
 * legend is a table with the same figures, so that nothing is told by the picture alone.
 */

import uPlot from './uplot/uPlot.esm.js';
import {colour, whenThemeChanges} from './colours.js';
import {drawForecast, drawLimit, drawMarks} from './overlay.js';
import {fill, h, say} from './dom.js';
import {extremes} from './history.js';
import {count, duration, fully, visible, when} from './words.js';

/** @typedef {{name: string, values: (number|null)[], ink: string}} Line ink: a colour of the theme */
/**
 * @typedef {Object} Picture
 * @property {number} from epoch seconds
 * @property {number} to
 * @property {number} until where the axis ends, later than `to` when what is expected is drawn
 * @property {number[]} times
 * @property {Line[]} lines stacked from the first up
 * @property {(number|null)[]|null} total drawn over the bands
 * @property {number} limit 0 for none
 * @property {{at: number, value: number, low: number, mid: number, high: number}|null} expected seconds from `at` to the limit
 * @property {import('./types.js').Mark[]} marks
 */
/** @typedef {{label: string, height: number, format: (value: number) => string, increments?: number[], zoomed: (from: number, to: number) => void}} Kind */

export class Graph {
  /** @param {Kind} kind @param {AbortSignal} signal */
  constructor(kind, signal) {
    this.kind = kind;
    /** @type {uPlot|null} */
    this.plot = null;
    /** @type {Picture|null} */
    this.picture = null;
    this.shape = '';
    this.room = h('div', {class: 'plot', 'aria-hidden': 'true'});
    this.readout = h('p', {class: 'readout'});
    this.legend = h('div', {class: 'legend'});
    /** @type {HTMLElement[]} */
    this.nows = [];
    this.at = h('th', {scope: 'col', class: 'number'}, 'Now');
    this.focus = h('div', {class: 'plot-focus', tabindex: '0', role: 'group', 'aria-label': `${kind.label}. Arrow keys move along it, plus and minus zoom. The figures are in the table below.`}, this.room);
    this.node = h('figure', {class: 'graph'}, h('figcaption', null, h('h3', null, kind.label), this.readout), this.focus, this.legend);
    this.focus.addEventListener('keydown', (event) => this.pressed(event), {signal});
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(this.room);
    signal.addEventListener('abort', () => {
      observer.disconnect();
      this.drop();
    }, {once: true});
    whenThemeChanges(() => { this.shape = ''; if (this.picture) { this.show(this.picture); } }, signal);
  }

  /** @param {Picture} picture */
  show(picture) {
    this.picture = picture;
    const shape = picture.lines.map((line) => `${line.name}\n${line.ink}`).join('\t') + (picture.total ? '+' : '');
    const data = columns(picture);
    if (!this.plot || shape !== this.shape) {
      this.drop();
      this.shape = shape;
      this.plot = new uPlot(this.options(picture), data, this.room);
      this.makeLegend(picture);
    } else {
      this.plot.setData(data, true);
    }
    this.tell(null);
  }

  drop() {
    this.plot?.destroy();
    this.plot = null;
  }

  resize() {
    const width = this.room.clientWidth;
    if (this.plot && width > 0 && Math.abs(width - this.plot.width) > 1) {
      this.plot.setSize({width, height: this.height()});
    }
  }

  height() {
    return window.innerWidth < 600 ? Math.min(this.kind.height, 220) : this.kind.height;
  }

  /** @param {Picture} picture @returns {uPlot.Options} */
  options(picture) {
    const now = () => /** @type {Picture} */ (this.picture);
    const grid = {stroke: colour('line'), width: 1};
    const axis = {stroke: colour('quiet'), grid, ticks: {show: false}, font: '12px system-ui, sans-serif'};
    return {
      width: Math.max(200, this.room.clientWidth),
      height: this.height(),
      padding: [18, 22, 0, 0],
      legend: {show: false},
      cursor: {y: false, drag: {x: true, y: false, setScale: false}, points: {show: false}},
      select: {show: true, left: 0, top: 0, width: 0, height: 0},
      scales: {
        x: {time: true, range: () => [now().from, now().until]},
        y: {range: (_, __, high) => [0, ceiling(now(), high)]},
      },
      axes: [
        {...axis, space: 70, size: 28, values: (_, splits) => splits.map((split) => tick(split, now()))},
        {...axis, size: 60, ...(this.kind.increments ? {incrs: this.kind.increments} : {}), values: (_, splits) => splits.map((split) => this.kind.format(split))},
      ],
      series: [{}, ...picture.lines.map((line) => series(line)).reverse(), ...(picture.total ? [total()] : [])],
      hooks: {
        draw: [(plot) => {
          drawForecast(plot, now());
          drawLimit(plot, now());
          drawMarks(plot, now());
        }],
        setCursor: [(plot) => this.tell(plot.cursor.idx ?? null)],
        setSelect: [(plot) => this.selected(plot)],
      },
    };
  }

  /** @param {uPlot} plot */
  selected(plot) {
    const {left, width} = plot.select;
    if (width > 6) {
      const from = plot.posToVal(left, 'x');
      const to = plot.posToVal(left + width, 'x');
      plot.setSelect({left: 0, top: 0, width: 0, height: 0}, false);
      if (to - from >= 20) {
        this.kind.zoomed(from, to);
      }
    }
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const plot = this.plot;
    const picture = this.picture;
    if (!plot || !picture || picture.times.length === 0) {
      return;
    }
    const length = picture.to - picture.from;
    const idx = plot.cursor.idx ?? picture.times.length - 1;
    const middle = picture.times[idx] ?? picture.to;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const next = Math.max(0, Math.min(picture.times.length - 1, idx + (event.key === 'ArrowLeft' ? -1 : 1)));
      plot.setCursor({left: plot.valToPos(picture.times[next], 'x'), top: 0});
      this.tell(next);
    } else if (event.key === '+' || event.key === '=') {
      this.kind.zoomed(middle - length / 4, middle + length / 4);
    } else if (event.key === '-') {
      this.kind.zoomed(picture.from - length / 2, Math.min(Date.now() / 1000, picture.to + length / 2));
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Picture} picture */
  makeLegend(picture) {
    this.nows = [];
    const rows = (picture.total ? [{name: 'open in all', values: picture.total, ink: 'ink'}, ...ranked(picture)] : ranked(picture));
    const body = rows.map((line) => {
      const swatch = h('span', {class: 'swatch'});
      swatch.style.setProperty('background-color', `var(--${line.ink})`);
      const now = h('td', {class: 'number now'});
      this.nows.push(now);
      return h('tr', null, h('th', {scope: 'row'}, h('span', {class: 'key'}, swatch, h('bdi', null, visible(line.name)))), now,
        h('td', {class: 'number'}), h('td', {class: 'number'}), h('td', {class: 'number'}));
    });
    this.at = h('th', {scope: 'col', class: 'number'}, 'Now');
    fill(this.legend, h('table', null, h('caption', {class: 'hidden'}, `${this.kind.label}: figures of the span shown`),
      h('thead', null, h('tr', null, h('th', {scope: 'col'}, h('span', {class: 'hidden'}, 'Series')), this.at,
        ['Lowest', 'Highest', 'Change'].map((text) => h('th', {scope: 'col', class: 'number'}, text)))),
      h('tbody', null, body)));
  }

  /** Writes the figures at a moment, or the last ones. @param {number|null} idx */
  tell(idx) {
    const picture = this.picture;
    if (!picture) {
      return;
    }
    const last = picture.times.length - 1;
    const here = idx ?? last;
    say(this.at, idx === null || idx === last ? (picture.until > Date.now() / 1000 - 60 ? 'Now' : 'Last') : when(picture.times[here] * 1000));
    say(this.readout, last < 0 ? 'Nothing was recorded in this span.' : idx === null ? '' : fully(picture.times[here] * 1000));
    const lines = picture.total ? [{values: picture.total}, ...ranked(picture)] : ranked(picture);
    lines.forEach((line, i) => {
      const {low, high, first, last: end} = extremes(line.values);
      const value = idx === null ? end : line.values[here];
      const now = this.nows[i];
      if (!now) {
        return;
      }
      const cells = [...(now.parentElement?.children ?? [])].slice(2);
      const difference = first === null || end === null ? NaN : end - first;
      say(now, value === null || value === undefined ? '–' : this.kind.format(value));
      say(cells[0], Number.isFinite(low) ? this.kind.format(low) : '–');
      say(cells[1], Number.isFinite(high) ? this.kind.format(high) : '–');
      say(cells[2], Number.isNaN(difference) ? '–' : difference === 0 ? '0' : `${difference > 0 ? '+' : '−'}${this.kind.format(Math.abs(difference))}`);
    });
  }
}

/** Largest on top, as in the picture. @param {Picture} picture */
function ranked(picture) {
  return picture.lines;
}

/** @param {Line} line @returns {uPlot.Series} */
function series(line) {
  return {label: line.name, fill: colour(line.ink), stroke: colour('card'), width: 1, points: {show: false}, spanGaps: false};
}

/** @returns {uPlot.Series} */
function total() {
  return {label: 'open', stroke: colour('ink'), width: 1.5, points: {show: false}, spanGaps: false};
}

/** Sums from the first up; drawn from the last down, each over what is behind it. @param {Picture} picture @returns {uPlot.AlignedData} */
function columns(picture) {
  /** @type {(number|null)[][]} */
  const sums = [];
  picture.lines.forEach((line, i) => {
    const below = sums[i - 1];
    sums.push(line.values.map((value, at) => (value === null ? null : value + (below ? below[at] ?? 0 : 0))));
  });
  return /** @type {uPlot.AlignedData} */ ([picture.times, ...sums.reverse(), ...(picture.total ? [picture.total] : [])]);
}

/** The limit is in sight when it is near or will be reached within the axis. @param {Picture} picture @param {number|null} high */
function ceiling(picture, high) {
  let top = Math.max(high ?? 0, ...(picture.total ? [extremes(picture.total).high] : []), 4);
  const {expected, limit} = picture;
  if (expected && Number.isFinite(expected.mid) && expected.mid > 0) {
    const share = Math.min(1, Math.max(0, picture.until - expected.at) / expected.mid);
    top = Math.max(top, expected.value + (limit - expected.value) * share);
  }
  return limit > 0 && limit <= top * 2 ? Math.max(top, limit) * 1.08 : top * 1.1;
}

/** @param {number} split epoch seconds @param {Picture} picture */
function tick(split, picture) {
  const date = new Date(split * 1000);
  const midnight = date.getHours() === 0 && date.getMinutes() === 0;
  const length = picture.until - picture.from;
  const clock = date.toLocaleTimeString('en-GB', {hour: '2-digit', minute: '2-digit', ...(length < 300 ? {second: '2-digit'} : {})});
  return midnight || length > 4 * 86400 ? date.toLocaleDateString('en-GB', {day: 'numeric', month: 'short'}) : clock;
}

/** @param {number} value */
export const plain = (value) => (value >= 100_000 ? `${count(Math.round(value / 1000))}k` : Number.isInteger(value) ? count(value) : value.toFixed(1));

/** @param {number} from @param {number} to */
export function lengthWords(from, to) {
  return `${when(from * 1000)} to ${when(to * 1000)} (${duration(to - from)})`;
}
