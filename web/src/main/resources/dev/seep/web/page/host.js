/** The host at a glance: who leaks, who is nearest its limit, since when, how long is left. */

import {badge, bar, button, fill, h, link, paintBar, say} from './dom.js';
import {live} from './live.js';
import {COLUMNS} from './order.js';
import {findingAddress, processAddress} from './router.js';
import {ProcessTable} from './table.js';
import {ago, bounds, bytes, count, counted, millis, percent, rate, rough, visible, when} from './words.js';

/** @typedef {import('./types.js').Incident} Incident */

const CARDS = 6;

/**
 * @param {import('./router.js').Place} place
 * @param {import('./router.js').Router} router
 * @returns {import('./types.js').View}
 */
export function hostView(place, router) {
  const heading = h('h1', {tabindex: '-1'}, 'Host');
  const summary = h('p', {class: 'lead'});
  const facts = h('p', {class: 'quiet'});
  const cards = h('ul', {class: 'cards'});
  const more = h('p', {class: 'quiet'});
  const near = h('div', {class: 'near'});
  const size = h('span', {class: 'quiet', role: 'status'});
  const filter = h('input', {type: 'search', id: 'filter', placeholder: 'name, pid, unit, user, standing', autocomplete: 'off', spellcheck: 'false', 'aria-keyshortcuts': '/'});
  const clear = button('Show all', () => router.ask({q: null}));
  const empty = h('div', {class: 'empty', hidden: true}, h('p', null, 'No process matches the filter.'), clear);
  let all = false;
  const showAll = button('', () => { all = !all; changed(); }, {class: 'plain'});

  const grid = new ProcessTable({
    sorted: ({key, falling}) => router.ask({sort: key === 'standing' && falling ? null : key, order: falling === natural(key) ? null : falling ? 'down' : 'up'}),
    opened: (row) => router.go(processAddress(row)),
  }, place.signal);
  filter.addEventListener('input', () => router.ask({q: filter.value}), {signal: place.signal});
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      grid.move(1);
    }
  }, {signal: place.signal});

  /** @param {URLSearchParams} query */
  function asked(query) {
    const key = COLUMNS.some((column) => column.key === query.get('sort')) ? /** @type {string} */ (query.get('sort')) : 'standing';
    const order = query.get('order');
    const text = query.get('q') ?? '';
    if (document.activeElement !== filter || filter.value.trim() !== text.trim()) {
      filter.value = text;
    }
    grid.arrange(text, {key, falling: order === 'down' || (order !== 'up' && natural(key))});
    counts();
  }

  function counts() {
    say(size, grid.summary());
    empty.hidden = grid.rows.length > 0 || live.rows.size === 0;
  }

  function changed() {
    grid.take([...live.rows.values()]);
    counts();
    const host = live.host;
    const open = live.openIncidents();
    if (host) {
      say(heading, visible(host.name) || 'This host');
      say(facts, machine(host));
    }
    say(summary, lead(open));
    summary.dataset.standing = open.length ? open[0].standing : 'healthy';
    cardsOf(cards, all ? open : open.slice(0, CARDS));
    more.hidden = open.length <= CARDS;
    if (!more.hidden) {
      say(showAll, all ? 'Show fewer' : `Show ${open.length - CARDS} more`);
    }
    fillNear(near, open);
  }

  fill(more, showAll);
  const node = h('div', {class: 'view'},
    h('header', {class: 'intro'}, heading, summary, facts),
    h('section', {'aria-label': 'What needs a look'}, cards, more, near),
    h('section', {'aria-labelledby': 'all', class: 'all'},
      h('div', {class: 'tools'}, h('h2', {id: 'all'}, 'Processes'), size,
        h('div', {class: 'search'}, h('label', {for: 'filter'}, 'Filter'), filter, h('kbd', {'aria-hidden': 'true'}, '/'))),
      h('p', {class: 'hidden', id: 'grid-help'}, 'Arrow keys or j and k choose a process, Enter opens it.'),
      grid.node, empty));
  asked(place.query);

  return {
    title: 'Host',
    node,
    changed,
    asked,
    key: (key) => onKey(key, grid, filter),
  };
}

/** @param {string} key @returns {boolean} whether the column is read from the greatest down */
function natural(key) {
  return COLUMNS.find((column) => column.key === key)?.falling ?? true;
}

/** @param {string} key @param {ProcessTable} grid @param {HTMLInputElement} filter */
function onKey(key, grid, filter) {
  /** @type {Record<string, number>} */
  const moves = {j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -1e9, End: 1e9};
  const inGrid = document.activeElement === grid.node;
  if (key in moves && (inGrid || key === 'j' || key === 'k')) {
    grid.move(moves[key]);
    return true;
  }
  if (key === 'Enter' && inGrid) {
    return grid.open();
  }
  if (key === '/') {
    filter.focus();
    filter.select();
    return true;
  }
  return false;
}

/** @param {Incident[]} open worst first */
function lead(open) {
  if (!live.host) {
    return '';
  }
  if (open.length === 0) {
    const growing = [...live.rows.values()].filter((row) => row.standing === 'growing').length;
    return growing ? `Nothing leaks. ${counted(growing, 'process grows', 'processes grow')}; too early to say more.` : 'Nothing leaks.';
  }
  /** @type {string[]} */
  const parts = [];
  for (const [standing, one, many] of [['exhausted', 'process is at its limit or will be within the hour', 'processes are at their limits or will be within the hour'], ['leak', 'process leaks', 'processes leak'], ['suspect', 'process is suspect', 'processes are suspect']]) {
    const number = open.filter((each) => each.standing === standing).length;
    if (number > 0) {
      parts.push(`${count(number)} ${number === 1 ? one : many}`);
    }
  }
  return `${parts.join(', ')}.`;
}

/** @param {import('./types.js').Host} host */
function machine(host) {
  const open = host.machineOpen < 0 ? '' : ` · ${count(host.machineOpen)} open files on the machine${host.machineLimit > 0 ? ` of ${host.machineLimit > 1e12 ? 'no limit' : count(host.machineLimit)}` : ''}`;
  const dark = host.unreadable > 0 ? ` · ${count(host.unreadable)} not readable` : '';
  return `${counted(host.processes, 'process', 'processes')}${dark}${open} · ${host.source === 'ebpf' ? 'seen through eBPF' : 'seen through /proc'} · Linux ${visible(host.kernel)}`;
}

/** @param {HTMLElement} list @param {Incident[]} incidents cards keep their nodes from tick to tick */
function cardsOf(list, incidents) {
  const held = new Map([...list.children].map((child) => [/** @type {HTMLElement} */ (child).dataset.id, /** @type {HTMLElement} */ (child)]));
  const wanted = incidents.map((incident) => {
    const mark = JSON.stringify(incident) + ago(incident.since);
    const old = held.get(incident.id);
    if (old?.dataset.mark === mark) {
      return old;
    }
    const node = old ?? h('li', {class: 'card', 'data-id': incident.id});
    node.dataset.mark = mark;
    node.dataset.standing = incident.standing;
    const focused = node.contains(document.activeElement);
    fill(node, card(incident));
    if (focused) {
      node.querySelector('a')?.focus({preventScroll: true});
    }
    return node;
  });
  if (wanted.length !== list.children.length || wanted.some((node, i) => list.children[i] !== node)) {
    fill(list, wanted);
  }
}

/** @param {Incident} incident */
function card(incident) {
  const memory = incident.resource === 'memory';
  const amount = incident.count < 0 ? '' : memory ? bytes(incident.count) : count(incident.count);
  const top = incident.frames[0];
  const subject = incident.peer || incident.path;
  return [
    h('div', {class: 'card-head'}, badge(incident.standing),
      h('h2', null, link(findingAddress(incident.id), h('bdi', null, visible(incident.name))), h('span', {class: 'pid'}, incident.pid))),
    h('p', {class: 'what'}, incident.what, subject && ' · ', subject && h('code', null, visible(subject))),
    h('dl', {class: 'figures'},
      figure('left', incident.forecast.seconds <= 0 ? 'none' : Number.isFinite(incident.forecast.seconds) ? rough(incident.forecast.seconds) : '–', bounds(incident.forecast)),
      figure('held', amount, ''),
      figure('growth', rate(incident.perMinute, incident.resource), ''),
      figure('since', rough((Date.now() - millis(incident.since)) / 1000), when(incident.since))),
    top && h('p', {class: 'frame'}, h('code', null, visible(top.function)), top.file && h('span', {class: 'quiet'}, ` ${visible(top.file)}${top.line ? `:${top.line}` : ''}`)),
  ].filter(Boolean);
}

/** @param {string} term @param {string} value @param {string} hint */
function figure(term, value, hint) {
  return h('div', null, h('dt', null, term), h('dd', {title: hint || null}, value));
}

/** Those nearest their limit that no card tells of. @param {HTMLElement} node @param {Incident[]} open */
function fillNear(node, open) {
  const told = new Set(open.map((each) => each.pid));
  const rows = [...live.rows.values()].filter((row) => row.nearness >= 0 && !told.has(row.pid))
    .sort((a, b) => b.nearness - a.nearness).slice(0, 4);
  const mark = rows.map((row) => `${row.pid} ${row.open}`).join();
  if (node.dataset.mark === mark) {
    return;
  }
  node.dataset.mark = mark;
  const items = rows.map((row) => {
    const share = bar();
    paintBar(share, row.nearness, row.standing);
    return h('li', null, link(processAddress(row), visible(row.name)), h('span', {class: 'pid'}, row.pid), share,
      h('span', {class: 'share'}, `${percent(row.nearness)} of ${count(row.soft)}`));
  });
  const focused = node.contains(document.activeElement) ? [...node.querySelectorAll('a')].indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement)) : -1;
  fill(node, items.length > 0 && h('h2', null, open.length ? 'Next nearest their limits' : 'Nearest their limits'), items.length > 0 && h('ul', null, items));
  if (focused >= 0) {
    node.querySelectorAll('a')[focused]?.focus({preventScroll: true});
  }
}
