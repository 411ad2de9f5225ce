/** A process's life: what it holds over time, now, and how far its limits are. */

import {get, reason} from './api.js';
import {badge, bar, button, fill, h, icon, link, paintBadge, paintBar, say, section} from './dom.js';
import {Graphs} from './graphs.js';
import {huntPart} from './hunt.js';
import {inventoryView, limitsView} from './inventory.js';
import {live} from './live.js';
import {findingAddress} from './router.js';
import {ago, bounds, bytes, count, left, percent, rate, visible, when} from './words.js';

/** @typedef {import('./types.js').Row} Row */

/**
 * @param {import('./router.js').Place} place
 * @param {import('./router.js').Router} router
 * @returns {import('./types.js').View}
 */
export function processView(place, router) {
  let pid = Number(place.part);
  let owner = place.query.get('of') ?? '';
  const name = h('h1', {tabindex: '-1'}, `Process ${pid}`);
  const standing = badge('unseen');
  const about = h('p', {class: 'quiet'});
  const command = h('p', {class: 'command'});
  const notice = h('p', {class: 'notice', role: 'status', hidden: true});
  const figures = new Figures();
  const incidents = h('div', {class: 'stories'});
  const graphs = new Graphs(() => owner, () => live.rows.get(pid), router, place.signal);
  const inventory = h('div', null, h('p', {class: 'loading'}, 'Reading …'));
  const limits = h('div', null, h('p', {class: 'loading'}, 'Reading …'));
  const again = button('Read again', () => void read());
  let reading = 0;

  async function read() {
    const turn = ++reading;
    again.disabled = true;
    try {
      const json = await get(`processes/${pid}`, place.signal);
      if (turn !== reading) {
        return;
      }
      fill(inventory, json.inventory ? inventoryView(pid, json.inventory) : h('p', {class: 'failure'}, blindWords(json)));
      fill(limits, limitsView(json.limits ?? {}));
    } catch (error) {
      if (!place.signal.aborted && turn === reading) {
        const text = `It cannot be read now: ${reason(error)}`;
        fill(inventory, h('p', {class: 'failure'}, text));
        fill(limits, h('p', {class: 'quiet'}, text));
      }
    }
    again.disabled = false;
  }

  /** Follows the lineage when its process was replaced. @returns {Row|undefined} */
  function current() {
    const row = live.rows.get(pid);
    if (row && (owner === '' || row.lineage === '' || row.lineage === owner)) {
      if (row.lineage && owner === '') {
        owner = row.lineage;
        replace();
        void graphs.load();
      }
      return row;
    }
    const heir = owner ? live.ofLineage(owner) : undefined;
    if (heir) {
      notice.hidden = false;
      say(notice, `Process ${pid} ended; this is the one that came after it, ${heir.pid}.`);
      pid = heir.pid;
      replace();
      void read();
    }
    return heir;
  }

  function replace() {
    const query = new URLSearchParams(location.search);
    query.set('of', owner);
    history.replaceState(null, '', `/process/${pid}?${query}`);
    router.path = `/process/${pid}`;
  }

  function changed() {
    if (live.link === 'loading') {
      return;
    }
    const row = current();
    if (!row) {
      gone();
      return;
    }
    say(name, visible(title(row)));
    paintBadge(standing, row.standing);
    say(about, visible([`pid ${row.pid}`, row.workload && `${row.workloadKind} ${row.workload}`, row.user && `user ${row.user}`, row.startTime && `up ${ago(row.startTime)}, since ${when(row.startTime)}`].filter(Boolean).join(' · ')));
    say(command, visible(row.command));
    figures.show(row);
    stories(incidents, owner, row.pid);
    graphs.changed();
  }

  function gone() {
    notice.hidden = false;
    say(notice, owner ? 'It does not run now. Its history is kept.' : `There is no process ${pid} now. A link that holds its unit or command keeps its history.`);
    say(name, visible(owner ? owner.replace(/^[a-z]+:/, '').replace(/\/0$/, '') : `Process ${pid}`));
    figures.node.hidden = true;
    stories(incidents, owner, -1);
    graphs.changed();
  }

  const node = h('div', {class: 'view'},
    h('nav', {class: 'crumbs', 'aria-label': 'Way back'}, link('/', icon('back'), 'Host')),
    h('header', {class: 'intro'}, h('div', {class: 'title-line'}, standing, name), about, command, notice, figures.node),
    incidents,
    graphs.node,
    section('closer', 'Look closer', huntPart(() => pid, place.signal)),
    h('section', {'aria-labelledby': 'holds', class: 'part'}, h('div', {class: 'tools'}, h('h2', {id: 'holds'}, 'What it holds now'), again), inventory),
    section('limits', 'Its limits', limits));
  graphs.asked(place.query);
  void read();
  return {title: `Process ${pid}`, node, changed, asked: (query) => graphs.asked(query)};
}

/** @param {Row} row */
function title(row) {
  const place = row.slot > 0 ? ` #${row.slot + 1}` : '';
  return row.workload && row.workload !== row.name ? `${row.workload} / ${row.name}${place}` : `${row.name}${place}`;
}

/** @param {Record<string, any>} json */
function blindWords(json) {
  const blind = [json.blind].flat().filter(Boolean)[0];
  return blind ? visible(`${blind.what}: ${blind.why}${blind.mend ? `. Mend: ${blind.mend}` : ''}`) : 'What it holds cannot be read.';
}

/** The figures of the head. */
class Figures {
  constructor() {
    this.open = h('dd', null);
    this.bar = bar();
    this.share = h('span', {class: 'share'});
    this.growth = h('dd', null);
    this.left = h('dd', null);
    this.bounds = h('span', {class: 'quiet'});
    this.rss = h('dd', null);
    this.threads = h('dd', null);
    this.node = h('dl', {class: 'figures big'},
      h('div', null, h('dt', null, 'open descriptors'), this.open, h('dd', {class: 'under'}, this.bar, this.share)),
      h('div', null, h('dt', null, 'limit in'), this.left, h('dd', {class: 'under'}, this.bounds)),
      h('div', null, h('dt', null, 'growth'), this.growth),
      h('div', null, h('dt', null, 'resident memory'), this.rss),
      h('div', null, h('dt', null, 'threads'), this.threads));
  }

  /** @param {Row} row */
  show(row) {
    this.node.hidden = false;
    say(this.open, row.open < 0 ? 'unseen' : count(row.open));
    paintBar(this.bar, row.nearness, row.standing);
    say(this.share, row.nearness < 0 ? row.blind?.why ?? '' : `${percent(row.nearness)} of ${count(row.soft)}`);
    say(this.growth, rate(row.perMinute));
    say(this.left, Number.isFinite(row.forecast.seconds) ? left(row.forecast) : 'not in sight');
    say(this.bounds, bounds(row.forecast));
    say(this.rss, bytes(row.residentBytes));
    say(this.threads, count(row.threads));
  }
}

/** What was found in this lineage, open ones first. @param {HTMLElement} room @param {string} owner @param {number} pid */
function stories(room, owner, pid) {
  const mine = [...live.incidents.values()].filter((each) => (owner ? each.lineage === owner : each.pid === pid))
    .sort((a, b) => Number(Boolean(a.resolvedAt)) - Number(Boolean(b.resolvedAt))).slice(0, 5);
  const mark = JSON.stringify(mine);
  if (room.dataset.mark === mark) {
    return;
  }
  room.dataset.mark = mark;
  fill(room, mine.map((each) => h('p', {class: 'story', 'data-standing': each.resolvedAt ? 'healthy' : each.standing},
    badge(each.resolvedAt ? 'healthy' : each.standing), ' ', link(findingAddress(each.id), each.what),
    h('span', {class: 'quiet'}, each.resolvedAt ? ` · over since ${when(each.resolvedAt)}` : ` · since ${ago(each.since)} · ${rate(each.perMinute, each.resource)}`))));
}

