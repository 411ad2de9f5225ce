/** The keys of the page, and the sheet that tells of them. */

import {button, h} from './dom.js';

/** @type {[string, string][]} */
const KEYS = [
  ['j  k', 'next and previous process'], ['Enter', 'open it'], ['/', 'filter'], ['Esc', 'back; in the filter: clear it'],
  ['g h', 'the host'], ['g a', 'alerts'], ['g s', 'Seep itself'], ['t', 'theme'], ['← →  + −', 'on a graph: move, zoom'], ['?', 'this sheet'],
];

/** @returns {{open: () => void, node: HTMLDialogElement}} */
export function helpSheet() {
  const node = h('dialog', {'aria-labelledby': 'keys-title', class: 'sheet'}, h('h2', {id: 'keys-title'}, 'Keys'),
    h('dl', {class: 'keys'}, KEYS.map(([keys, what]) => h('div', null, h('dt', null, keys.split(/\s{2}/).map((key) => h('kbd', null, key))), h('dd', null, what)))));
  node.append(h('p', {class: 'act'}, button('Close', () => node.close())));
  return {open: () => node.showModal(), node};
}

/**
 * @param {{view: () => import('./types.js').View|null, go: (to: string) => void, help: () => void, theme: () => void}} page
 */
export function listenToKeys(page) {
  let prefix = false;
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || document.querySelector('dialog[open]')) {
      return;
    }
    const target = event.target;
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
      if (event.key === 'Escape') {
        leave(target, event);
      }
      return;
    }
    const second = prefix;
    prefix = event.key === 'g' && !second;
    if (handled(event, second, page)) {
      event.preventDefault();
    }
  });
}

/** @param {HTMLInputElement|HTMLSelectElement} field @param {KeyboardEvent} event */
function leave(field, event) {
  if (field instanceof HTMLInputElement && field.type === 'search' && field.value !== '') {
    field.value = '';
    field.dispatchEvent(new Event('input'));
  } else {
    field.blur();
  }
  event.preventDefault();
}

/**
 * @param {KeyboardEvent} event
 * @param {boolean} second whether `g` came before
 * @param {Parameters<typeof listenToKeys>[0]} page
 */
function handled(event, second, page) {
  /** @type {Record<string, string>} */
  const places = {h: '/', a: '/alerts', s: '/seep'};
  if (second && event.key in places) {
    page.go(places[event.key]);
    return true;
  }
  if (page.view()?.key?.(event.key, event)) {
    return true;
  }
  if (event.key === '?') {
    page.help();
    return true;
  }
  if (event.key === 't') {
    page.theme();
    return true;
  }
  if (event.key === 'Escape' && location.pathname !== '/') {
    if (history.length > 1 && history.state === 'within') {
      history.back();
    } else {
      page.go('/');
    }
    return true;
  }
  return false;
}
