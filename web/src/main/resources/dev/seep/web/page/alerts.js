/** Whom was told what, and what is silent. */

import {change, get, reason} from './api.js';
import {button, fill, h, section, table} from './dom.js';
import {alertTable} from './finding.js';
import * as shapes from './shapes.js';
import {silenceForm} from './silence.js';
import {duration, millis, visible, when} from './words.js';

/** Read again at each sixth tick: half a minute. */
const TICKS = 6;

/**
 * @param {import('./router.js').Place} place
 * @returns {import('./types.js').View}
 */
export function alertsView(place) {
  const log = h('div', null, h('p', {class: 'loading'}, 'Reading …'));
  const silences = h('div', null);
  const room = h('div', null);
  const said = h('p', {role: 'status', class: 'quiet'});
  const add = button('Silence something …', () => {
    fill(room, silenceForm({}, () => {
      fill(room);
      add.focus();
      void read();
    }));
    room.querySelector('input')?.focus();
  });
  let ticks = 0;
  let mark = '';

  async function read() {
    try {
      const [told, silent] = await Promise.all([get('alerts', place.signal), get('silences', place.signal)]);
      const next = JSON.stringify([told, silent]);
      if (next !== mark) {
        mark = next;
        show(shapes.list(told.alerts).map(shapes.alert), shapes.list(silent.silences).map(shapes.silence));
      }
    } catch (error) {
      if (!place.signal.aborted) {
        mark = '';
        fill(log, h('p', {class: 'failure', role: 'alert'}, `The alerts cannot be read: ${reason(error)}`));
      }
    }
  }

  /** @param {import('./types.js').AlertEntry[]} told @param {import('./types.js').Silence[]} silent */
  function show(told, silent) {
    fill(log, told.length === 0 ? h('p', {class: 'empty'}, 'Nobody was told anything yet. Channels are set in the configuration.') : alertTable(told, true));
    fill(silences, silent.length === 0 ? h('p', {class: 'empty'}, 'Nothing is silent.')
      : table('What is silent now', ['Labels', 'Ends', 'By', 'Why', 'Change'], silent.map((each) => [
        h('code', null, visible(each.matchers.map(([name, pattern]) => `${name}=${pattern}`).join(' '))),
        `${when(each.until)} (in ${duration(Math.max(0, (millis(each.until) - Date.now()) / 1000))})`,
        visible(each.by), visible(each.comment), button('End', () => void end(each.id), {'aria-label': `End the silence of ${visible(each.matchers.map(([, pattern]) => pattern).join(' '))}`})])));
  }

  /** @param {string} id */
  async function end(id) {
    try {
      await change('DELETE', `silences/${encodeURIComponent(id)}`);
      said.textContent = 'The silence was ended.';
    } catch (error) {
      said.textContent = `It could not be ended: ${reason(error)}`;
    }
    await read();
  }

  void read();
  return {
    title: 'Alerts',
    node: h('div', {class: 'view'}, h('header', {class: 'intro'}, h('h1', {tabindex: '-1'}, 'Alerts')),
      section('silences', 'Silences', silences, h('p', {class: 'act'}, add), room, said),
      section('log', 'Who was told what', log)),
    changed: () => {
      if (++ticks % TICKS === 0 && !document.hidden) {
        void read();
      }
    },
  };
}
