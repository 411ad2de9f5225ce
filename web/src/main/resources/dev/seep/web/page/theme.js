/** Dark, light, or as the system has it; remembered. */

import {themeChanged} from './colours.js';
import {fill, h, icon, set} from './dom.js';

/** @typedef {'auto'|'light'|'dark'} Theme */

const KEY = 'seep-theme';
/** @type {Record<Theme, {next: Theme, icon: import('./dom.js').IconName}>} */
const THEMES = {auto: {next: 'light', icon: 'auto'}, light: {next: 'dark', icon: 'sun'}, dark: {next: 'auto', icon: 'moon'}};

/** @returns {Theme} */
function remembered() {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  } catch {
    return 'auto';
  }
}

/** @param {Theme} theme */
function apply(theme) {
  document.documentElement.dataset.theme = theme;
  themeChanged();
}

/** @returns {{button: HTMLButtonElement, turn: () => void}} */
export function themeSwitch() {
  let theme = remembered();
  const press = h('button', {type: 'button', class: 'plain'});
  const paint = () => {
    fill(press, icon(THEMES[theme].icon));
    set(press, {'aria-label': `Theme: ${theme}. Change to ${THEMES[theme].next}`, title: `Theme: ${theme} (t)`});
  };
  const turn = () => {
    theme = THEMES[theme].next;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // A browser that keeps nothing still shows the theme until it is closed.
    }
    apply(theme);
    paint();
  };
  press.addEventListener('click', turn);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => themeChanged());
  apply(theme);
  paint();
  return {button: press, turn};
}
