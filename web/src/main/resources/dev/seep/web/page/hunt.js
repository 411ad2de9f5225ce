/** The button that starts a closer look, its progress, and what came of it. */

import {change, get, reason} from './api.js';
import {bar, button, fill, h, link, paintBar} from './dom.js';
import {reportView} from './report.js';
import {findingAddress} from './router.js';
import {duration} from './words.js';

const ASK_MILLIS = 1_500;

/**
 * @param {() => number} pid of the process as it is now
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function huntPart(pid, signal) {
  const room = h('div', {class: 'hunt', role: 'status'});
  const press = button('Look closer', () => void look(), {class: 'main', 'aria-describedby': 'hunt-hint'});

  async function look() {
    press.disabled = true;
    fill(room, h('p', null, 'Starting …'));
    try {
      const answer = await change('POST', 'hunts', {pid: pid()});
      await follow(String(answer.id ?? answer.hunt ?? ''), room, signal);
    } catch (error) {
      if (!signal.aborted) {
        fill(room, h('p', {class: 'failure'}, `It cannot be looked at closely: ${reason(error)}`));
      }
    }
    press.disabled = false;
  }

  return h('div', null, h('p', {class: 'act'}, press, ' ', h('span', {class: 'quiet', id: 'hunt-hint'}, 'Watches every open and close of this process for a minute and says who never closes. It writes nothing into it.')), room);
}

/** @param {string} id @param {HTMLElement} room @param {AbortSignal} signal */
async function follow(id, room, signal) {
  const share = bar();
  const words = h('span', {class: 'share'});
  fill(room, h('p', {class: 'progress'}, share, words));
  for (;;) {
    const state = await get(`hunts/${encodeURIComponent(id)}`, signal);
    if (state.over) {
      fill(room, result(state));
      return;
    }
    paintBar(share, state.lengthSeconds > 0 ? state.atSeconds / state.lengthSeconds : 0);
    words.textContent = `${duration(Math.max(0, Math.round(state.lengthSeconds - state.atSeconds)))} to go`;
    await new Promise((resolve) => setTimeout(resolve, ASK_MILLIS));
    signal.throwIfAborted();
  }
}

/** @param {Record<string, any>} state @returns {(Node|false)[]} */
function result(state) {
  if (state.failure) {
    return [h('p', {class: 'failure'}, String(state.failure))];
  }
  const report = typeof state.report === 'string' && state.report ? JSON.parse(state.report) : state.report;
  return [
    report ? reportView(report) : h('p', null, `Verdict: ${state.verdict}.`),
    Boolean(state.incident) && h('p', null, link(findingAddress(state.incident), 'The finding that this belongs to')),
  ];
}

