/** Builders of nodes. Text goes in as text alone: names are what others chose. */

const SVG = 'http://www.w3.org/2000/svg';

/** @typedef {string|number|Node|null|undefined|false} Child */
/** @typedef {Record<string, string|number|boolean|null|undefined>} Attributes */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes|null} [attributes] true sets an empty one, false and null leave it out
 * @param {...(Child|Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  set(element, attributes || {});
  element.append(...nodes(children.flat()));
  return element;
}

/**
 * @param {Element} element
 * @param {Attributes} attributes
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'style' || name.startsWith('on')) {
      throw new Error(`the page's policy forbids the attribute ${name}`);
    }
    if (value === false || value === null || value === undefined) {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

/** @param {Child[]} children @returns {(Node|string)[]} */
function nodes(children) {
  /** @type {(Node|string)[]} */
  const kept = [];
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false && child !== '') {
      kept.push(typeof child === 'number' ? String(child) : child);
    }
  }
  return kept;
}

/**
 * Puts these in place of all that an element has.
 *
 * @param {Element} element
 * @param {...(Child|Child[])} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children.flat()));
}

/**
 * Writes a text where it differs, so that an unchanged tick costs no layout.
 *
 * @param {Node} node
 * @param {string} text
 */
export function say(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Outlines on a grid of 16; filled with the current colour. */
const ICONS = {
  drop: 'M8 1.2c2.6 3.3 4.6 5.8 4.6 8.3a4.6 4.6 0 0 1-9.2 0C3.4 7 5.4 4.5 8 1.2z',
  exhausted: 'M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2zM7 4v5h2V4zm0 6.2v1.9h2v-1.9z',
  suspect: 'M8 1.5 15 14H1zM7.1 6v4h1.8V6zm0 5v1.6h1.8V11z',
  growing: 'M9.5 3h5v5l-1.8-1.8-4.3 4.3-2.6-2.6-3.6 3.6-1.3-1.3 4.9-4.9 2.6 2.6 3-3z',
  healthy: 'M6.4 12.6 2 8.2l1.5-1.5 2.9 2.9 6.1-6.1L14 5z',
  unseen: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 1.7c.9 0 1.8.3 2.5.8L4.5 10.5A4.3 4.3 0 0 1 8 3.7zm0 8.6c-.9 0-1.8-.3-2.5-.8l6-6A4.3 4.3 0 0 1 8 12.3z',
  sun: 'M8 4.7a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6zM7.3.8h1.4v2.4H7.3zm0 12h1.4v2.4H7.3zM.8 7.3h2.4v1.4H.8zm12 0h2.4v1.4h-2.4zM2.4 3.4l1-1 1.7 1.7-1 1zm8.5 8.5 1-1 1.7 1.7-1 1zm1.7-9.5 1 1-1.7 1.7-1-1zM4.1 10.9l1 1-1.7 1.7-1-1z',
  moon: 'M6.3 1.7A6.5 6.5 0 1 0 14.3 9.7 5.6 5.6 0 0 1 6.3 1.7z',
  auto: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm0 1.6v9.8a4.9 4.9 0 0 1 0-9.8z',
  up: 'M8 4 13 11H3z',
  down: 'M8 12 3 5h10z',
  back: 'M10.5 2.5 5 8l5.5 5.5-1.2 1.2L2.6 8l6.7-6.7z',
  link: 'M6 3h7v7h-1.7V5.9l-7.1 7.1L3 11.8l7.1-7.1H6z',
};

/** @typedef {keyof typeof ICONS} IconName */

/**
 * A picture beside a word that says the same.
 *
 * @param {IconName} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  set(svg, {class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false'});
  const path = document.createElementNS(SVG, 'path');
  set(path, {d: ICONS[name], 'fill-rule': 'evenodd'});
  svg.append(path);
  return svg;
}

/** @type {Record<import('./types.js').Standing, {icon: IconName, word: string}>} */
const STANDINGS = {
  healthy: {icon: 'healthy', word: 'healthy'},
  unseen: {icon: 'unseen', word: 'unseen'},
  growing: {icon: 'growing', word: 'growing'},
  suspect: {icon: 'suspect', word: 'suspect'},
  leak: {icon: 'drop', word: 'leak'},
  exhausted: {icon: 'exhausted', word: 'exhausted'},
};

/** @param {string} standing */
export function badge(standing) {
  const element = h('span', {class: 'badge'});
  paintBadge(element, standing);
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {string} standing a verdict's word may stand here, too
 */
export function paintBadge(element, standing) {
  if (element.dataset.standing === standing) {
    return;
  }
  const known = STANDINGS[/** @type {import('./types.js').Standing} */ (standing)];
  element.dataset.standing = known ? standing : 'unseen';
  fill(element, icon(known ? known.icon : 'unseen'), known ? known.word : standing);
}

/**
 * A link within the page.
 *
 * @param {string} to begins with `/`
 * @param {...(Child|Child[])} children
 */
export function link(to, ...children) {
  return h('a', {href: to}, ...children);
}

/**
 * @param {string} label
 * @param {(event: MouseEvent) => void} pressed
 * @param {Attributes} [attributes]
 */
export function button(label, pressed, attributes) {
  const element = h('button', {type: 'button', ...attributes}, label);
  element.addEventListener('click', pressed);
  return element;
}

/**
 * A table with a caption, for assistive technology as for eyes.
 *
 * @param {string} caption
 * @param {string[]} heads a leading `#` marks a column of numbers
 * @param {Child[][]} rows
 * @param {string} [kind] class of the table
 */
export function table(caption, heads, rows, kind) {
  const numbers = heads.map((head) => head.startsWith('#'));
  // The roles are said, as a narrow window shows the rows as blocks, which would take them away.
  const head = h('tr', {role: 'row'}, heads.map((text, i) =>
    h('th', {scope: 'col', role: 'columnheader', class: numbers[i] ? 'number' : null}, numbers[i] ? text.slice(1) : text)));
  const body = rows.map((cells) => h('tr', {role: 'row'}, cells.map((cell, i) =>
    h('td', {role: 'cell', class: numbers[i] ? 'number' : null, 'data-head': (heads[i] || '').replace('#', '')}, cell))));
  const element = h('table', {class: kind || null, role: 'table'},
    h('caption', {class: 'hidden'}, caption), h('thead', {role: 'rowgroup'}, head), h('tbody', {role: 'rowgroup'}, body));
  return h('div', {class: 'wide', tabindex: '0', role: 'region', 'aria-label': caption}, element);
}

/**
 * @param {string} id of its heading, unique on the page
 * @param {string} heading
 * @param {...(Child|Child[])} children
 */
export function section(id, heading, ...children) {
  return h('section', {'aria-labelledby': id, class: 'part'}, h('h2', {id}, heading), ...children);
}

/**
 * Terms with what they mean here.
 *
 * @param {[string, Child|Child[]][]} pairs those without content are left out
 */
export function terms(pairs) {
  const kept = pairs.filter(([, what]) => what !== null && what !== undefined && what !== '' && what !== false);
  return h('dl', {class: 'terms'}, kept.map(([term, what]) =>
    h('div', null, h('dt', null, term), h('dd', null, ...(Array.isArray(what) ? what : [what])))));
}

/**
 * A bar that shows a share; its figure stands beside it in words.
 *
 * @returns {HTMLElement}
 */
export function bar() {
  return h('span', {class: 'bar', 'aria-hidden': 'true'}, h('span', {class: 'fill'}));
}

/**
 * @param {HTMLElement} element of `bar`
 * @param {number} share below 0 when not known
 * @param {string} [standing]
 */
export function paintBar(element, share, standing) {
  const inner = /** @type {HTMLElement} */ (element.firstElementChild);
  const width = share < 0 || !Number.isFinite(share) ? 0 : Math.min(1, share);
  inner.style.setProperty('transform', `scaleX(${width.toFixed(4)})`);
  element.dataset.level = share >= 0.9 ? 'full' : share >= 0.7 ? 'high' : 'low';
  element.dataset.standing = standing || '';
}
