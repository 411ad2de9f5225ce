/** The page: its frame, its views, and what keeps them alive. */

import {alertsView} from './alerts.js';
import {whenUnauthorised} from './api.js';
import {fill, h, icon, link, say} from './dom.js';
import {findingView} from './finding.js';
import {hostView} from './host.js';
import {helpSheet, listenToKeys} from './keys.js';
import {live} from './live.js';
import {loginView} from './login.js';
import {processView} from './process.js';
import {Router} from './router.js';
import {seepView} from './seep.js';
import {themeSwitch} from './theme.js';
import {duration, visible} from './words.js';

const room = h('main', {id: 'main', tabindex: '-1'});
const state = h('span', {class: 'state'});
const banner = h('div', {class: 'banner', role: 'alert', hidden: true});
const news = h('div', {class: 'hidden', role: 'status', 'aria-live': 'polite'});
const help = helpSheet();
const theme = themeSwitch();
const links = [link('/', 'Host'), link('/alerts', 'Alerts'), link('/seep', 'Health')];
const forever = new AbortController().signal;

/** @type {Router} */
const router = new Router(room, [
  [/^\/$/, (place) => hostView(place, router)],
  [/^\/process\/(\d+)$/, (place) => processView(place, router)],
  [/^\/finding\/([^/]+)$/, (place) => findingView(place, router)],
  [/^\/alerts$/, (place) => alertsView(place)],
  [/^\/seep$/, () => seepView()],
], missing, shown);

let first = true;

/** @param {import('./types.js').View} view */
function shown(view) {
  titled(view);
  for (const each of links) {
    const here = each.pathname === location.pathname || (each.pathname === '/' && /^\/(process|finding)\//.test(location.pathname));
    each.toggleAttribute('data-here', here);
    if (each.pathname === location.pathname) {
      each.setAttribute('aria-current', 'page');
    } else {
      each.removeAttribute('aria-current');
    }
  }
  if (!first) {
    /** @type {HTMLElement|null} */ (view.node.querySelector('h1'))?.focus({preventScroll: true});
  }
  first = false;
}

/** The worst comes first in the title, so that it is seen in a tab of many. @param {import('./types.js').View|null} view */
function titled(view) {
  const heading = view?.node.querySelector('h1')?.textContent || view?.title || 'Seep';
  const open = live.openIncidents().length;
  say(/** @type {Node} */ (document.querySelector('title')), `${open > 0 ? `(${open}) ` : ''}${heading} – Seep`);
}

/** @param {import('./router.js').Place} place @returns {import('./types.js').View} */
function missing(place) {
  return {
    title: 'Not here',
    node: h('div', {class: 'view'}, h('header', {class: 'intro'}, h('h1', {tabindex: '-1'}, 'There is nothing here'),
      h('p', null, h('code', null, visible(place.part)), ' is no address of this page.'), h('p', null, link('/', 'The host at a glance')))),
  };
}

/** @type {Set<string>|null} those that were told, null before the first reading */
let known = null;

/** Tells a screen reader of what is new. */
function tellNews() {
  const open = live.openIncidents();
  const before = known;
  known = new Set(open.map((each) => each.id));
  const fresh = before ? open.filter((each) => !before.has(each.id)) : [];
  if (fresh.length > 0) {
    say(news, fresh.slice(0, 3).map((each) => `New: ${visible(each.name)}, ${each.standing}, ${each.what}.`).join(' '));
  }
}

function paintState() {
  const age = live.heardAt === 0 ? 0 : (Date.now() - live.heardAt) / 1000;
  const lost = live.link === 'lost' && !document.documentElement.hasAttribute('data-locked');
  document.documentElement.toggleAttribute('data-stale', lost && live.heardAt > 0);
  state.dataset.link = live.link;
  say(state, live.link === 'live' ? 'live' : lost ? 'not connected' : 'loading');
  banner.hidden = !lost;
  if (lost) {
    const wait = Math.max(0, Math.round((live.retryAt - Date.now()) / 1000));
    // The seconds are no news to a screen reader: only the first sentence is announced.
    say(banner.children[0], live.trouble);
    say(banner.children[1], `${live.heardAt === 0 ? '' : `What you see is ${duration(Math.round(age))} old. `}${wait > 0 ? `Next try in ${duration(wait)}.` : 'Trying again …'}`);
  }
}

function enter() {
  document.documentElement.removeAttribute('data-locked');
  void live.begin();
  router.show(false);
}

function lock() {
  if (!document.documentElement.hasAttribute('data-locked')) {
    live.stop();
    document.documentElement.setAttribute('data-locked', '');
    fill(room, loginView(enter));
    room.querySelector('input')?.focus();
  }
}

function begin() {
  const again = h('button', {type: 'button'}, 'Try now');
  again.addEventListener('click', () => void live.begin());
  fill(banner, h('strong', null), h('span', {'aria-live': 'off'}), again);
  const ask = h('button', {type: 'button', class: 'plain', 'aria-label': 'Keys (?)', title: 'Keys (?)'}, '?');
  ask.addEventListener('click', () => help.open());
  const brand = link('/', icon('drop'), 'Seep');
  brand.className = 'brand';
  document.body.replaceChildren(
    h('a', {href: '#main', class: 'skip'}, 'To the content'),
    h('header', {class: 'top'}, brand, h('nav', {'aria-label': 'Pages'}, links), state, theme.button, ask),
    banner, room, news, help.node);
  whenUnauthorised(lock);
  listenToKeys({view: () => router.view, go: (to) => router.go(to), help: () => help.open(), theme: () => theme.turn()});
  live.listen(() => {
    if (!document.documentElement.hasAttribute('data-locked')) {
      router.view?.changed?.();
      titled(router.view);
    }
    tellNews();
    paintState();
  }, forever);
  router.start();
  paintState();
  void live.begin();
  setInterval(() => {
    live.check();
    paintState();
  }, 1000);
}

begin();
