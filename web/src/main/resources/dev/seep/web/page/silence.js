/** A form that silences, and the list of what is silent. */

import {change, reason} from './api.js';
import {button, h} from './dom.js';

/** @type {[string, number][]} */
const LENGTHS = [['1 hour', 1], ['4 hours', 4], ['1 day', 24], ['3 days', 72], ['1 week', 168], ['4 weeks', 672]];

/**
 * @param {Record<string, string>} matchers suggested
 * @param {() => void} done
 * @returns {HTMLFormElement}
 */
export function silenceForm(matchers, done) {
  const id = `silence-${Object.keys(matchers).length}`;
  const lines = h('input', {name: 'matchers', id: `${id}-what`, required: true, autocomplete: 'off', spellcheck: 'false',
    value: Object.entries(matchers).map(([name, pattern]) => `${name}=${pattern}`).join(' '), 'aria-describedby': `${id}-hint`});
  const length = h('select', {id: `${id}-long`}, LENGTHS.map(([words, hours]) => h('option', {value: hours, selected: hours === 4}, words)));
  const by = h('input', {id: `${id}-by`, autocomplete: 'name', required: true});
  const comment = h('input', {id: `${id}-why`, autocomplete: 'off'});
  const said = h('p', {class: 'failure', role: 'alert', hidden: true});
  const submit = h('button', {type: 'submit', class: 'main'}, 'Silence');
  const form = h('form', {class: 'form'},
    field('Labels', lines, h('span', {class: 'quiet', id: `${id}-hint`}, 'label=pattern, several with spaces between; * stands for any text')),
    field('For', length), field('By', by), field('Why', comment), h('p', {class: 'act'}, submit, button('Cancel', done, {class: 'plain'})), said);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const wanted = parse(lines.value);
    if (typeof wanted === 'string') {
      said.hidden = false;
      said.textContent = wanted;
      return;
    }
    submit.disabled = true;
    try {
      // The server's clock counts: it says when the silence begins.
      await change('POST', 'silences', {matchers: wanted, minutes: Number(length.value) * 60, by: by.value, comment: comment.value});
      done();
    } catch (error) {
      said.hidden = false;
      said.textContent = `It was not silenced: ${reason(error)}`;
      submit.disabled = false;
    }
  });
  return form;
}

/** @param {string} label @param {HTMLElement} control @param {HTMLElement} [hint] */
function field(label, control, hint) {
  return h('p', null, h('label', {for: control.id}, label), control, hint);
}

/**
 * `name=pattern name=pattern`; a pattern with spaces stands in double quotes.
 *
 * @param {string} text
 * @returns {Record<string, string>|string} the labels, or what is wrong
 */
export function parse(text) {
  /** @type {Record<string, string>} */
  const labels = {};
  const rest = text.replace(/([A-Za-z_][\w-]*)=(?:"([^"]*)"|(\S*))/g, (_, name, quoted, bare) => {
    labels[name] = quoted ?? bare;
    return '';
  }).trim();
  if (rest !== '') {
    return `“${rest}” is no label=pattern.`;
  }
  return Object.keys(labels).length === 0 ? 'Name a label at least, or everything would be silent.' : labels;
}
