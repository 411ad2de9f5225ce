/** The theme's colours for what is drawn on a canvas, read once a theme. */

/** @type {Map<string, string>} */
const known = new Map();

/** @type {Set<() => void>} */
const listeners = new Set();

/** @param {string} name of a custom property, without its dashes */
export function colour(name) {
  let value = known.get(name);
  if (value === undefined) {
    value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || '#888';
    known.set(name, value);
  }
  return value;
}

/** @param {() => void} changed @param {AbortSignal} until */
export function whenThemeChanges(changed, until) {
  listeners.add(changed);
  until.addEventListener('abort', () => listeners.delete(changed), {once: true});
}

export function themeChanged() {
  known.clear();
  for (const listener of listeners) {
    listener();
  }
}
