/** What a process holds now, as `inspect` has it. */

import {button, fill, h, table} from './dom.js';
import {get, reason} from './api.js';
import {blindView} from './report.js';
import * as shapes from './shapes.js';
import {bytes, count, counted, duration, percent, visible, when} from './words.js';

/** @typedef {Record<string, any>} Json */

const ITEMS = 500;

/** @param {number} pid @param {Json} json the `inspect` shape */
export function inventoryView(pid, json) {
  const kinds = Object.entries(json.descriptors?.byKind ?? {});
  const states = Object.entries(json.sockets?.byState ?? {});
  const dead = Object.entries(json.sockets?.dead ?? {});
  const peers = shapes.list(json.sockets?.byPeer);
  const paths = shapes.list(json.files?.byPath);
  const memory = json.memory ?? {};
  const items = h('div', null);
  return h('div', {class: 'inventory'},
    h('p', {class: 'quiet'}, json.takenAt ? `Read at ${when(json.takenAt)}: ` : '', counted(json.descriptors?.open ?? -1, 'descriptor'), ', ', counted(json.threads ?? -1, 'thread'), memory.residentBytes >= 0 ? `, ${bytes(memory.residentBytes)} resident` : '', '.'),
    shapes.list(json.remarks).map((remark) => h('p', {class: 'remark'}, visible(String(remark)))),
    h('div', {class: 'columns'},
      tally('By kind', kinds), states.length > 0 && tally('Sockets by state', states, unlisted(states)), dead.length > 0 && tally('How dead sockets died', dead)),
    peers.length > 0 && h('div', null, h('h3', null, 'Peers'), table('Sockets by peer', ['Peer', '#Sockets', 'States', '#Idle', '#Unread'],
      peers.slice(0, 40).map((peer) => [h('span', null, h('code', null, visible(String(peer.peer))), peer.incoming ? h('span', {class: 'quiet'}, ' incoming') : null, owners(peer)),
        count(peer.count), stateWords(peer.states), peer.idleSecondsMedian >= 0 ? duration(peer.idleSecondsMedian) : '–', peer.unreadBytes > 0 ? bytes(peer.unreadBytes) : '–']))),
    peers.length > 40 && h('p', {class: 'quiet'}, `and ${count(peers.length - 40)} more peers`),
    paths.length > 0 && h('div', null, h('h3', null, 'Files'), table('Files by path', ['Path', '#Open', '#Deleted'],
      paths.slice(0, 40).map((path) => [h('code', null, visible(String(path.path))), count(path.count), path.deleted > 0 ? count(path.deleted) : '–']))),
    paths.length > 40 && h('p', {class: 'quiet'}, `and ${count(paths.length - 40)} more paths`),
    h('p', null, button('Show every descriptor', (event) => void showItems(pid, items, /** @type {HTMLButtonElement} */ (event.currentTarget)))),
    items, blindView(shapes.list(json.blind).map(shapes.blind)));
}

/** @param {[string, any][]} states */
function unlisted(states) {
  const lone = states.filter(([state]) => state === 'never-connected' || state === 'dead').reduce((sum, [, number]) => sum + number, 0);
  return lone > 0 ? `${counted(lone, 'socket is', 'sockets are')} in no protocol table: netstat and ss do not show ${lone === 1 ? 'it' : 'them'}.` : '';
}

/** @param {Json} peer */
function owners(peer) {
  const names = shapes.list(peer.owners);
  return names.length > 0 && h('span', {class: 'quiet'}, ` ${visible(names.join(', '))}`);
}

/** @param {Json|undefined} states */
function stateWords(states) {
  return Object.entries(states ?? {}).map(([state, number]) => `${count(number)} ${state}`).join(', ');
}

/** @param {string} heading @param {[string, any][]} counts @param {string} [remark] */
function tally(heading, counts, remark) {
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const most = Math.max(1, ...sorted.map((each) => each[1]));
  return h('div', {class: 'tally'}, h('h3', null, heading),
    h('ul', null, sorted.map(([name, number]) => {
      const inner = h('span', {class: 'fill'});
      inner.style.setProperty('transform', `scaleX(${(number / most).toFixed(4)})`);
      return h('li', null, h('span', {class: 'term'}, visible(name)), h('span', {class: 'bar', 'aria-hidden': 'true'}, inner), h('span', {class: 'number'}, count(number)));
    })), remark && h('p', {class: 'remark'}, remark));
}

/** @param {number} pid @param {HTMLElement} room @param {HTMLButtonElement} press */
async function showItems(pid, room, press) {
  press.disabled = true;
  try {
    const json = await get(`processes/${pid}?all=true`);
    const items = shapes.list(json.inventory?.items);
    fill(room, table('Every descriptor', ['#Number', 'Kind', 'What', 'State', 'Since'], items.slice(0, ITEMS).map(item), 'items'),
      items.length > ITEMS && h('p', {class: 'quiet'}, `The first ${count(ITEMS)} of ${count(items.length)}; `, h('code', null, `seep inspect ${pid} --all`), ' prints all of them.'));
    press.hidden = true;
  } catch (error) {
    fill(room, h('p', {class: 'failure', role: 'alert'}, `The descriptors cannot be shown: ${reason(error)}`));
    press.disabled = false;
  }
}

/** @param {Json} each @returns {import('./dom.js').Child[]} */
function item(each) {
  const socket = each.socket;
  const what = socket ? visible([socket.protocol, socket.local, socket.remote && `→ ${socket.remote}`, socket.path].filter(Boolean).join(' '))
    : visible(String(each.path ?? each.name ?? ''));
  const state = socket ? `${socket.state}${socket.unlisted ? ', in no table' : ''}` : each.deleted ? 'deleted' : '';
  return [String(each.fd), each.kind, h('code', null, what), state, each.bornAt ? when(each.bornAt) : '–'];
}

/** @param {Json} json of `limits` */
export function limitsView(json) {
  const limits = shapes.list(json.limits);
  if (limits.length === 0) {
    return h('p', {class: 'quiet'}, 'No limit is known.');
  }
  return h('div', null, table('Limits, the nearest first', ['Limit', 'Binds', '#Used', '#Of', '#Share', 'From', 'How to raise it'], limits.map((limit) => {
    const figure = limit.unit === 'bytes' ? bytes : count;
    return [h('span', null, visible(String(limit.name)), limit.note && h('span', {class: 'quiet under'}, visible(String(limit.note)))), limit.scope,
      figure(limit.used ?? -1), limit.limitUnlimited ? 'no limit' : figure(limit.limit ?? -1), percent(limit.share ?? -1),
      visible(String(limit.from ?? '')), limit.raise && h('code', null, visible(String(limit.raise)))];
  })), blindView(shapes.list(json.blind).map(shapes.blind)));
}

