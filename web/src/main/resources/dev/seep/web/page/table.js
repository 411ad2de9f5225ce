/**
 * The table of processes: an ARIA grid of which only the rows in sight are nodes. Rows are used
 * again when it scrolls, and a tick writes only what differs.
 */

import {badge, bar, fill, h, icon, paintBadge, paintBar, say, set} from './dom.js';
import {whenThemeChanges} from './colours.js';
import {COLUMNS, ordered} from './order.js';
import {processAddress} from './router.js';
import {spark} from './spark.js';
import {bounds, bytes, count, counted, left, percent, rate, visible} from './words.js';

/** @typedef {import('./types.js').Row} Row */
/** @typedef {{key: string, falling: boolean}} Sorting */

const SPARK_WIDTH = 88;
const SPARK_HEIGHT = 24;
/** Rows kept beyond both edges of the window, so that a quick scroll meets no blank. */
const SPARE = 6;

/** The nodes of one row, used again for whichever process is to be seen there. */
class Line {
  constructor() {
    this.badge = badge('healthy');
    this.name = h('a', {class: 'name', tabindex: '-1'});
    this.pid = h('span', {class: 'pid'});
    this.about = h('span', {class: 'about'});
    this.open = h('span', null);
    this.bar = bar();
    this.share = h('span', {class: 'share'});
    this.canvas = h('canvas', {class: 'spark', 'aria-hidden': 'true'});
    this.said = h('span', {class: 'hidden'});
    this.cells = [
      cell('standing', this.badge),
      cell('process', h('span', {class: 'title'}, this.name, this.pid), this.about),
      cell('open number', this.open),
      cell('limit', this.bar, this.share),
      cell('trend', this.canvas, this.said),
      cell('rate number'), cell('left number'), cell('rss number'), cell('threads number'), cell('user'),
    ];
    this.node = h('div', {role: 'row', class: 'row'}, this.cells);
    /** @type {Row|null} */
    this.row = null;
    this.place = -1;
  }

  /** @param {Row} row @param {number} place @param {number} height of a row */
  show(row, place, height) {
    if (this.place !== place) {
      this.place = place;
      this.node.style.setProperty('transform', `translateY(${place * height}px)`);
      this.node.setAttribute('aria-rowindex', String(place + 2));
    }
    if (this.row !== row) {
      this.row = row;
      this.paint(row);
    }
  }

  /** @param {Row} row */
  paint(row) {
    const [, process, , limit, , growth, remaining, rss, threads, user] = this.cells;
    this.node.id = `row-${row.pid}`;
    this.node.dataset.standing = row.standing;
    paintBadge(this.badge, row.standing);
    say(this.name, visible(row.name) || '(no name)');
    set(this.name, {href: processAddress(row)});
    say(this.pid, String(row.pid));
    say(this.about, visible(about(row)));
    process.title = visible(row.command).slice(0, 400);
    say(this.open, row.open < 0 ? 'unseen' : count(row.open));
    paintBar(this.bar, row.nearness, row.standing);
    say(this.share, row.nearness < 0 ? (row.soft === Infinity ? 'no limit' : '') : `${percent(row.nearness)} of ${count(row.soft)}`);
    limit.title = row.blind ? `${row.blind.why} ${row.blind.mend}` : '';
    say(growth, Math.abs(row.perMinute) < 0.0005 ? '0' : rate(row.perMinute));
    growth.classList.toggle('grows', row.perMinute > 0.0005);
    say(remaining, left(row.forecast));
    remaining.title = bounds(row.forecast);
    say(rss, bytes(row.residentBytes));
    say(threads, count(row.threads));
    say(user, visible(row.user));
    this.trend(row);
  }

  /** @param {Row} row */
  trend(row) {
    spark(this.canvas, row.recent, ink(row.standing), SPARK_WIDTH, SPARK_HEIGHT);
    const first = row.recent[0];
    const last = row.recent[row.recent.length - 1];
    say(this.said, row.recent.length < 2 ? 'not known yet' : first === last ? `steady at ${count(last)}` : `from ${count(first)} to ${count(last)}`);
  }
}

/** @param {string} kind @param {...(Node|string)} children */
function cell(kind, ...children) {
  return h('div', {role: 'gridcell', class: `cell ${kind}`}, ...children);
}

/** @param {Row} row */
function about(row) {
  const named = row.workload && row.workload !== row.name ? `${row.workload}${row.slot > 0 ? ` #${row.slot + 1}` : ''} · ` : '';
  return named + row.command;
}

/** @param {string} standing */
export function ink(standing) {
  return standing === 'healthy' || standing === 'unseen' ? 'quiet' : standing;
}

export class ProcessTable {
  /**
   * @param {{sorted: (sorting: Sorting) => void, opened: (row: Row) => void}} told
   * @param {AbortSignal} signal ends its listeners
   */
  constructor(told, signal) {
    this.told = told;
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Row[]} */
    this.all = [];
    this.filter = '';
    /** @type {Sorting} */
    this.sorting = {key: 'standing', falling: true};
    this.chosen = -1;
    this.held = false;
    this.frame = 0;
    this.timer = 0;
    this.height = 44;
    /** @type {Line[]} */
    this.lines = [];
    this.heads = COLUMNS.map((column) => this.head(column));
    this.body = h('div', {role: 'rowgroup', class: 'rows'});
    this.none = h('p', {class: 'empty', hidden: true});
    this.node = h('div', {role: 'grid', class: 'grid', tabindex: '0', 'aria-label': 'Processes', 'aria-describedby': 'grid-help'},
      h('div', {role: 'rowgroup', class: 'heads'}, h('div', {role: 'row', 'aria-rowindex': '1', class: 'head'}, this.heads)),
      this.body);
    const paint = () => this.paintSoon();
    window.addEventListener('scroll', paint, {passive: true, signal});
    window.addEventListener('resize', () => this.measure(), {signal});
    this.body.addEventListener('click', (event) => this.clicked(event), {signal});
    // Rows stand still under a pointer that is about to press one.
    this.body.addEventListener('pointermove', () => { this.held = true; }, {passive: true, signal});
    this.body.addEventListener('pointerleave', () => { this.held = false; }, {passive: true, signal});
    whenThemeChanges(() => this.repaint(), signal);
    signal.addEventListener('abort', () => {
      cancelAnimationFrame(this.frame);
      clearTimeout(this.timer);
    }, {once: true});
  }

  /** @param {import('./order.js').Column} column */
  head(column) {
    const press = h('button', {type: 'button', title: column.hint}, column.head);
    press.addEventListener('click', () => this.told.sorted({
      key: column.key,
      falling: this.sorting.key === column.key ? !this.sorting.falling : column.falling,
    }));
    return h('div', {role: 'columnheader', class: `cell ${column.key}${column.number ? ' number' : ''}`}, press);
  }

  /** @param {string} filter @param {Sorting} sorting */
  arrange(filter, sorting) {
    this.filter = filter;
    this.sorting = sorting;
    this.held = false;
    COLUMNS.forEach((column, i) => {
      const here = column.key === sorting.key;
      set(this.heads[i], {'aria-sort': here ? (sorting.falling ? 'descending' : 'ascending') : 'none'});
      const press = /** @type {HTMLElement} */ (this.heads[i].firstElementChild);
      fill(press, column.head, here && icon(sorting.falling ? 'down' : 'up'));
    });
    this.take(this.all);
  }

  /** @param {Row[]} all */
  take(all) {
    this.all = all;
    const next = ordered(all, this.filter, this.sorting.key, this.sorting.falling);
    this.rows = this.held ? inPlace(this.rows, next) : next;
    this.body.style.setProperty('height', `${this.rows.length * this.height}px`);
    set(this.node, {'aria-rowcount': this.rows.length + 1});
    this.measure();
  }

  measure() {
    const height = parseFloat(getComputedStyle(this.node).getPropertyValue('--row')) || 44;
    if (height !== this.height) {
      this.height = height;
      this.lines.forEach((line) => { line.place = -1; });
      this.body.style.setProperty('height', `${this.rows.length * height}px`);
    }
    this.paintSoon();
  }

  repaint() {
    this.lines.forEach((line) => { line.row = null; });
    this.paintSoon();
  }

  paintSoon() {
    if (this.frame === 0) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.paint();
      });
    }
  }

  paint() {
    const top = this.body.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(-top / this.height) - SPARE);
    const last = Math.min(this.rows.length, Math.ceil((window.innerHeight - top) / this.height) + SPARE);
    const needed = Math.max(0, last - first);
    this.supply(needed);
    // A row keeps its nodes while it is in sight: place n always has line n modulo their number.
    const size = this.lines.length;
    const used = new Set();
    for (let place = first; place < first + needed; place++) {
      const line = this.lines[place % size];
      used.add(line);
      line.node.hidden = false;
      line.show(this.rows[place], place, this.height);
      set(line.node, {'aria-selected': this.rows[place].pid === this.chosen ? 'true' : 'false'});
    }
    for (const line of this.lines) {
      if (!used.has(line)) {
        line.node.hidden = true;
        line.node.removeAttribute('id');
        line.row = null;
      }
    }
    this.straightenSoon();
    const shown = this.chosen >= 0 && document.getElementById(`row-${this.chosen}`);
    set(this.node, {'aria-activedescendant': shown ? `row-${this.chosen}` : null});
  }

  /** Once it stands still, the nodes are put in the order in which they are seen, for whoever hears them. */
  straightenSoon() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      const inOrder = this.lines.filter((line) => line.row).sort((a, b) => a.place - b.place).map((line) => line.node);
      const now = [...this.body.children].filter((node) => !(/** @type {HTMLElement} */ (node).hidden));
      if (inOrder.some((node, i) => now[i] !== node)) {
        this.body.append(...inOrder);
      }
    }, 200);
  }

  /** @param {number} needed lines; a few more are kept than ever were in sight */
  supply(needed) {
    if (needed <= this.lines.length) {
      return;
    }
    while (this.lines.length < needed + SPARE) {
      const line = new Line();
      this.lines.push(line);
      this.body.append(line.node);
    }
    this.lines.forEach((line) => { line.place = -1; line.row = null; });
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = event.target instanceof Element ? event.target : null;
    const pressed = target?.closest('.row');
    const line = this.lines.find((each) => each.node === pressed);
    if (line?.row && !target?.closest('a') && !window.getSelection()?.toString()) {
      this.choose(line.row.pid);
      this.told.opened(line.row);
    }
  }

  /** @param {number} pid */
  choose(pid) {
    this.chosen = pid;
    this.paintSoon();
  }

  /** Moves the choice. @param {number} by rows */
  move(by) {
    if (this.rows.length === 0) {
      return;
    }
    const now = this.rows.findIndex((row) => row.pid === this.chosen);
    const next = now < 0 ? (by > 0 ? 0 : this.rows.length - 1) : Math.max(0, Math.min(this.rows.length - 1, now + by));
    this.chosen = this.rows[next].pid;
    this.node.focus({preventScroll: true});
    this.reveal(next);
    this.paint();
  }

  /** @param {number} place */
  reveal(place) {
    const top = this.body.getBoundingClientRect().top + place * this.height;
    const head = 110;
    if (top < head) {
      window.scrollBy(0, top - head);
    } else if (top + this.height > window.innerHeight - 16) {
      window.scrollBy(0, top + this.height - window.innerHeight + 16);
    }
  }

  open() {
    const row = this.rows.find((each) => each.pid === this.chosen);
    if (row) {
      this.told.opened(row);
    }
    return row !== undefined;
  }

  summary() {
    const all = this.all.length;
    return this.rows.length === all ? counted(all, 'process', 'processes') : `${count(this.rows.length)} of ${counted(all, 'process', 'processes')}`;
  }
}

/**
 * The new rows in the order that the old ones stand in; those that came go to the end.
 *
 * @param {Row[]} before
 * @param {Row[]} next
 */
function inPlace(before, next) {
  const places = new Map(before.map((row, i) => [row.pid, i]));
  const last = before.length;
  return [...next].sort((a, b) => (places.get(a.pid) ?? last) - (places.get(b.pid) ?? last));
}
