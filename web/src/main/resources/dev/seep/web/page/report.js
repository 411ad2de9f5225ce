/** The report of a closer look (the hunt's JSON), as a person reads it. */

import {badge, h, table, terms} from './dom.js';
import {frame, list} from './shapes.js';
import {bounds, bytes, classWords, count, counted, duration, left, percent, rate, visible} from './words.js';
import * as shapes from './shapes.js';

/** @typedef {Record<string, any>} Json */

/** @param {Json} report @returns {HTMLElement} */
export function reportView(report) {
  const watched = report.watched ?? {};
  const findings = list(report.findings);
  return h('div', {class: 'report'},
    h('p', {class: 'verdict'}, badge(report.verdict ?? 'unknown'), ' ', String(report.reason ?? '')),
    watched.seconds >= 0 && h('p', {class: 'quiet'}, `Looked for ${duration(watched.seconds)} through ${watched.source === 'ebpf' ? 'eBPF' : '/proc'}: `
      + `${count(watched.opened)} opened, ${count(watched.closed)} closed${watched.dropped > 0 ? `, ${counted(watched.dropped, 'event')} lost` : ''}.`),
    findings.map((finding) => findingView(finding)),
    blindView(list(report.blind).map(shapes.blind)));
}

/** @param {Json} finding */
function findingView(finding) {
  const memory = finding.resource === 'memory';
  const forecast = shapes.forecast(finding);
  const siblings = finding.siblings ?? {};
  const use = finding.lastUse;
  const subject = String(finding.peer ?? finding.path ?? '');
  return h('article', {class: 'finding', 'data-standing': finding.verdict},
    h('h3', null, badge(String(finding.verdict)), ' ', String(finding.what || classWords(String(finding.class)))),
    terms([
      ['how many', memory ? bytes(finding.count) : count(finding.count)],
      ['class', h('span', null, classWords(String(finding.class)), ' ', h('code', null, String(finding.class)))],
      ['to', subject && h('code', null, visible(subject))],
      ['growth', finding.perMinute ? `${rate(finding.perMinute, finding.resource)} (${rate(finding.perMinuteLow, finding.resource)} to ${rate(finding.perMinuteHigh, finding.resource)})` : ''],
      ['limit in', Number.isFinite(forecast.seconds) ? `${left(forecast)}${bounds(forecast) ? ` (${bounds(forecast)})` : ''}` : ''],
      ['levels off at', finding.ceiling >= 0 ? count(finding.ceiling) : ''],
      ['oldest', finding.oldestSeconds >= 0 ? duration(finding.oldestSeconds) : ''],
      ['why', String(finding.reason ?? '')],
      ['siblings', siblingWords(siblings)],
      ['last use', use && `${visible(String(use.call))} → ${visible(String(use.result))}${use.secondsAgo >= 0 ? `, ${duration(use.secondsAgo)} ago` : ''}`],
      ['held by', list(finding.heldBy).length > 0 && heldBy(list(finding.heldBy))],
      ['what to do', finding.advice && h('strong', null, String(finding.advice))],
      ['not this', lines(list(finding.against))],
      ['also', lines(list(finding.remarks))],
      ['by chance', chance(Number(finding.falseAlarmProbability))],
    ]),
    finding.origin && stack(list(finding.origin.frames).map(frame), origin(finding.origin)),
    list(finding.differences).length > 0 && h('div', {class: 'differences'}, h('p', {class: 'quiet'}, 'How those still open differ from those that were closed'),
      table('Differences between those still open and those closed', ['What', '#Still open', '#Closed'],
        list(finding.differences).map((each) => [visible(String(each.what)), percent(each.amongSurvivors), percent(each.amongClosed)]))),
    lifetimes(finding, siblings));
}

/** @param {Json} origin */
function origin(origin) {
  const share = Number(origin.share);
  const whole = origin.whole === false ? '; the stack could not be followed to its end' : '';
  return `Opened by${share > 0 && share < 0.995 ? ` (${percent(share)} of them)` : ''}${whole}`;
}

/**
 * @param {import('./types.js').Frame[]} frames innermost first
 * @param {string} caption
 */
export function stack(frames, caption) {
  return h('figure', {class: 'stack'}, h('figcaption', null, caption),
    h('ol', {class: 'frames'}, frames.map((each) => h('li', null, h('code', {class: 'function'}, visible(each.function) || '(no name)'),
      h('code', {class: 'place'}, place(each))))));
}

/** @param {import('./types.js').Frame} each */
function place(each) {
  return each.file ? `${visible(each.file)}${each.line > 0 ? `:${each.line}` : ''}` : visible(each.module);
}

/** @param {Json} siblings */
function siblingWords(siblings) {
  if (!(siblings.opened >= 0)) {
    return '';
  }
  const alive = siblings.opened - siblings.closed;
  const median = siblings.medianLifeSeconds >= 0 ? ` after ${duration(siblings.medianLifeSeconds)} (median)` : '';
  return `${count(siblings.opened)} opened at the same place: ${count(siblings.closed)} closed${median}, ${count(alive)} still open`;
}

/** The lifetimes as bars, where the report has them; the figures stand beside each. @param {Json} finding @param {Json} siblings */
function lifetimes(finding, siblings) {
  const buckets = list(finding.lifetimes ?? siblings.lifetimes);
  if (buckets.length === 0) {
    return closedShare(siblings);
  }
  const most = Math.max(1, ...buckets.map((each) => Number(each.closed ?? 0) + Number(each.open ?? each.alive ?? 0)));
  return h('figure', {class: 'lifetimes'}, h('figcaption', null, 'How long they live'),
    h('ol', null, buckets.map((each) => {
      const closed = Number(each.closed ?? 0);
      const open = Number(each.open ?? each.alive ?? 0);
      return h('li', null, h('span', {class: 'term'}, `up to ${duration(Number(each.upToSeconds))}`), shares(closed / most, open / most),
        h('span', {class: 'share'}, `${count(closed)} closed, ${count(open)} open`));
    })));
}

/** @param {Json} siblings */
function closedShare(siblings) {
  if (!(siblings.opened > 0)) {
    return null;
  }
  return h('figure', {class: 'lifetimes'}, h('figcaption', null, 'Of those opened at this place'),
    h('div', {class: 'shares-line'}, shares(siblings.closed / siblings.opened, 1 - siblings.closed / siblings.opened)),
    h('p', {class: 'quiet'}, h('span', {class: 'swatch closed'}), ` ${percent(siblings.closed / siblings.opened)} closed `,
      h('span', {class: 'swatch alive'}), ` ${percent(1 - siblings.closed / siblings.opened)} still open`));
}

/** @param {number} closed @param {number} alive shares of the whole width */
function shares(closed, alive) {
  const first = h('span', {class: 'closed'});
  const second = h('span', {class: 'alive'});
  first.style.setProperty('flex-basis', `${(closed * 100).toFixed(2)}%`);
  second.style.setProperty('flex-basis', `${(alive * 100).toFixed(2)}%`);
  return h('span', {class: 'shares', 'aria-hidden': 'true'}, first, second);
}

/** @param {Json[]} steps */
function heldBy(steps) {
  return h('ol', {class: 'plain-list'}, steps.map((step) => h('li', null,
    h('code', null, visible(`${step.type}${step.field ? `.${step.field}` : ''}`)), step.root ? ` — ${visible(String(step.root))}` : '')));
}

/** @param {any[]} texts */
function lines(texts) {
  return texts.length > 0 && h('ul', {class: 'plain-list'}, texts.map((text) => h('li', null, visible(String(text)))));
}

/** @param {number} probability */
export function chance(probability) {
  if (!Number.isFinite(probability)) {
    return '';
  }
  return probability <= 0 ? 'next to never would a healthy process look like this'
    : `a healthy process would look like this ${probability < 1e-6 ? 'less than once in a million' : `once in ${count(Math.round(1 / probability))}`} looks`;
}

/** @param {import('./types.js').Blind[]} blind */
export function blindView(blind) {
  return blind.length === 0 ? null : h('div', {class: 'blind'}, h('h3', null, 'What could not be seen'),
    h('ul', {class: 'plain-list'}, blind.map((each) => h('li', null, h('strong', null, visible(each.what)), `: ${visible(each.why)}`, each.mend && h('div', {class: 'mend'}, 'Mend: ', h('code', null, visible(each.mend)))))));
}

