/** The way in where a token is demanded. */

import {h} from './dom.js';

/**
 * @param {() => void} entered
 * @returns {HTMLElement}
 */
export function loginView(entered) {
  const token = h('input', {type: 'password', id: 'token', autocomplete: 'current-password', required: true});
  const said = h('p', {class: 'failure', role: 'alert', hidden: true});
  const submit = h('button', {type: 'submit', class: 'main'}, 'Enter');
  const form = h('form', {class: 'form login'}, h('h1', {tabindex: '-1'}, 'Seep'),
    h('p', null, 'This page needs the token of the watch. It stands in the file that the configuration names.'),
    h('p', null, h('label', {for: 'token'}, 'Token'), token), h('p', {class: 'act'}, submit), said);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    submit.disabled = true;
    try {
      const response = await fetch('/-/login', {method: 'POST', credentials: 'same-origin',
        headers: {'Content-Type': 'application/json'}, body: JSON.stringify({token: token.value})});
      if (response.ok) {
        entered();
        return;
      }
      said.textContent = response.status === 401 || response.status === 403 ? 'That is not the token.'
        : response.status === 429 ? 'Too many tries: wait a minute.' : `Seep answered ${response.status}.`;
    } catch {
      said.textContent = 'Seep does not answer.';
    }
    said.hidden = false;
    submit.disabled = false;
    token.select();
  });
  return form;
}
