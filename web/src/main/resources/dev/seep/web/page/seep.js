/** How Seep itself does: its cost beside its budgets, what it left undone, what it cannot see. */

import {bar, fill, h, paintBar, section, terms} from './dom.js';
import {live} from './live.js';
import {ago, bytes, count, duration, percent, real, visible, when} from './words.js';

/** @typedef {import('./types.js').Self} Self */

/** @returns {import('./types.js').View} */
export function seepView() {
  const lead = h('p', {class: 'lead'});
  const budgets = h('div', {class: 'budgets'});
  const shed = h('div', null);
  const figures = h('div', null);
  const blind = h('div', null);
  let blindMark = '';

  function changed() {
    const self = live.self;
    if (!self) {
      return;
    }
    const over = self.budgets.filter((each) => each.used > each.allowed);
    lead.textContent = over.length > 0 ? `Over its budget of ${over.map((each) => each.name).join(', ')}: it leaves work undone.`
      : self.shed.length > 0 ? 'Within its budgets, with some work left undone.' : 'Within its budgets, and nothing is left undone.';
    lead.dataset.standing = over.length > 0 ? 'suspect' : self.shed.length > 0 ? 'growing' : 'healthy';
    fill(budgets, self.budgets.map((each) => budget(each)));
    fill(shed, self.shed.length === 0 ? h('p', {class: 'quiet'}, 'Nothing.') : h('ul', {class: 'plain-list'}, self.shed.map((line) => h('li', null, visible(line)))));
    fill(figures, terms(figuresOf(self)));
    const mark = JSON.stringify(self.blind);
    if (mark !== blindMark) {
      blindMark = mark;
      fill(blind, self.blind.length === 0 ? h('p', {class: 'quiet'}, 'Everything on this host can be seen.') : h('ul', {class: 'blinds'}, self.blind.map((each) => blindSpot(each))));
    }
  }

  return {
    title: 'Seep',
    node: h('div', {class: 'view'}, h('header', {class: 'intro'}, h('h1', {tabindex: '-1'}, 'Seep itself'), lead),
      section('budgets', 'Cost and budgets', budgets), section('shed', 'Left undone', shed),
      section('blind', 'What it cannot see here', blind), section('figures', 'Figures', figures)),
    changed,
  };
}

/** @param {import('./types.js').Budget} each */
function budget(each) {
  const share = bar();
  const used = each.used / each.allowed;
  paintBar(share, Number.isFinite(used) ? used : -1, used > 1 ? 'suspect' : '');
  const figure = /byte/.test(each.unit) ? bytes : /share/.test(each.unit) ? percent : count;
  return h('div', {class: 'budget'}, h('span', {class: 'term'}, each.name), share,
    h('span', {class: 'share'}, `${figure(each.used)} of ${figure(each.allowed)}${/share of/.test(each.unit) ? ` ${each.unit.replace(/^share /, '')}` : ''}${used > 1 ? ' – over' : ''}`));
}

/** @param {Self} self @returns {[string, string][]} */
function figuresOf(self) {
  return [
    ['runs', `${ago(self.startedAt)}, since ${when(self.startedAt)}`],
    ['ticks', `${count(self.ticks)}, ${count(self.late)} of them late; the last took ${real(self.tickMillis)} ms`],
    ['processor', `${percent(self.cpuShare)} of one, ${duration(self.cpuSeconds)} in all`],
    ['memory', `${bytes(self.residentBytes)} resident; heap ${bytes(self.heapUsedBytes)} of ${bytes(self.heapMaxBytes)}`],
    ['descriptors', `${count(self.descriptors)} of ${count(self.descriptorLimit)}`],
    ['threads', count(self.threads)],
    ['history', `${bytes(self.storeBytes)} of ${bytes(self.storeLimitBytes)} on disk, ${count(self.series)} series`],
    ['detectors', `${count(self.detectorClasses)} classes followed`],
    ['closer looks', `${count(self.hunts)} begun, ${count(self.huntsRunning)} running`],
  ];
}

/** @param {import('./types.js').Blind} each */
function blindSpot(each) {
  const copied = h('span', {class: 'quiet', role: 'status'});
  const copy = h('button', {type: 'button', 'aria-label': `Copy the mend: ${visible(each.mend)}`}, 'Copy');
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(each.mend);
      copied.textContent = 'Copied.';
    } catch {
      copied.textContent = 'The browser does not allow it: select the text.';
    }
  });
  return h('li', null, h('strong', null, visible(each.what)), h('p', null, visible(each.why)),
    each.mend && h('p', {class: 'mend'}, h('code', null, visible(each.mend)), copy, copied));
}
