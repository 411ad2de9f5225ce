/** A finding with its evidence. */

import {change, get, reason} from './api.js';
import {badge, button, fill, h, icon, link, section, table, terms} from './dom.js';
import {live} from './live.js';
import {chance, reportView, stack} from './report.js';
import {address} from './router.js';
import * as shapes from './shapes.js';
import {silenceForm} from './silence.js';
import {ago, bounds, bytes, count, fully, left, percent, rate, visible, when} from './words.js';

/** @typedef {import('./types.js').Incident} Incident */

/**
 * @param {import('./router.js').Place} place
 * @param {import('./router.js').Router} router
 * @returns {import('./types.js').View}
 */
export function findingView(place, router) {
  const heading = h('h1', {tabindex: '-1'}, 'Finding');
  const head = h('div', {class: 'finding-head'});
  const body = h('div', null, h('p', {class: 'loading'}, 'Reading …'));
  const report = h('div', null);
  const log = h('div', null);
  const acts = h('div', {class: 'acts'});
  let mark = '';
  /** @type {Incident|null} */
  let incident = null;
  let traced = false;

  async function read() {
    try {
      const json = await get(`findings/${encodeURIComponent(place.part)}`, place.signal);
      incident = shapes.incident(json.incident ?? json);
      const told = json.report ?? null;
      traced = shapes.list(told?.findings).some((each) => each.origin);
      show();
      fill(report, told ? section('report', 'What the closer look found', reportView(told))
        : h('p', {class: 'quiet'}, 'Nobody has looked closely yet. The page of the process has a button for it.'));
      actions(incident);
      await readLog();
    } catch (error) {
      if (!place.signal.aborted) {
        fill(body, h('p', {class: 'failure', role: 'alert'}, `The finding cannot be read: ${reason(error)}`));
      }
    }
  }

  async function readLog() {
    const json = await get('alerts', place.signal);
    const mine = shapes.list(json.alerts).map(shapes.alert).filter((each) => each.incident === place.part);
    fill(log, section('told', 'Who was told', mine.length === 0 ? h('p', {class: 'quiet'}, 'Nobody yet.') : alertTable(mine, false)));
  }

  function show() {
    if (!incident) {
      return;
    }
    heading.textContent = headline(incident);
    fill(head, headOf(incident));
    fill(body, evidence(incident, traced));
  }

  /** @param {Incident} of */
  function actions(of) {
    const said = h('p', {role: 'status', class: 'quiet'}, of.acknowledgedBy && `Acknowledged by ${visible(of.acknowledgedBy)}.`);
    const room = h('div', null);
    const seen = button('Acknowledge', async () => {
      try {
        await change('POST', `alerts/${encodeURIComponent(of.id)}/acknowledge`, {by: 'page'});
        said.textContent = 'Acknowledged: nobody is reminded of it.';
        seen.disabled = true;
      } catch (error) {
        said.textContent = `It could not be acknowledged: ${reason(error)}`;
      }
    });
    const quiet = button('Silence …', () => {
      fill(room, silenceForm(suggested(of), () => {
        fill(room);
        said.textContent = 'Silenced.';
      }));
      room.querySelector('input')?.focus();
    });
    fill(acts, of.resolvedAt ? null : [seen, quiet], link(address(of.pid, of.lineage), 'The process'), said, room);
  }

  const node = h('div', {class: 'view'},
    h('nav', {class: 'crumbs', 'aria-label': 'Way back'}, link('/', icon('back'), 'Host')),
    h('header', {class: 'intro'}, heading, head, acts), body, report, log);
  void read();
  return {
    title: 'Finding',
    node,
    changed: () => {
      const now = live.incidents.get(place.part);
      const next = now ? JSON.stringify(now) : '';
      if (now && incident && next !== mark) {
        mark = next;
        incident = {...now, frames: now.frames.length ? now.frames : incident.frames, evidence: now.evidence.length ? now.evidence : incident.evidence};
        show();
      }
    },
    key: (key) => {
      if (key === 'p' && incident) {
        router.go(address(incident.pid, incident.lineage));
        return true;
      }
      return false;
    },
  };
}

/** @param {Incident} incident @returns {Record<string, string>} */
function suggested(incident) {
  return incident.workload ? {workload: `${incident.workloadKind}:${incident.workload}`, ...(incident.leakClass ? {class: incident.leakClass} : {})} : {name: incident.name};
}

/** @param {Incident} incident */
export function headline(incident) {
  return visible(`${incident.name}: ${incident.what}`);
}

/** @param {Incident} incident */
function headOf(incident) {
  const memory = incident.resource === 'memory';
  const amount = memory ? bytes(incident.count) : count(incident.count);
  const hint = bounds(incident.forecast);
  return [
    h('p', {class: 'lead'}, badge(incident.standing), ' ', incident.leakClass ? h('code', null, incident.leakClass) : h('span', {class: 'quiet'}, 'nobody can tell the class yet')),
    h('dl', {class: 'figures big'},
      figure('held', amount, incident.open > 0 && !memory ? `of ${count(incident.open)} open` : ''),
      figure(incident.resolvedAt ? 'over since' : 'limit in', incident.resolvedAt ? when(incident.resolvedAt) : left(incident.forecast), incident.resolvedAt ? incident.resolution : hint || (incident.limit > 0 ? `of ${count(incident.limit)}` : '')),
      figure('growth', rate(incident.perMinute, incident.resource), Number.isFinite(incident.perMinuteLow) && incident.perMinuteHigh > 0 ? `${rate(incident.perMinuteLow, incident.resource)} to ${rate(incident.perMinuteHigh, incident.resource)}` : ''),
      figure('since', ago(incident.since), when(incident.since)),
      incident.open > 0 && incident.limit > 0 && figure('of the limit', percent(incident.open / incident.limit), `${count(incident.open)} of ${count(incident.limit)}`)),
  ];
}

/** @param {string} term @param {string} value @param {string} under */
function figure(term, value, under) {
  return h('div', null, h('dt', null, term), h('dd', null, value), under && h('dd', {class: 'under quiet'}, visible(under)));
}

/** @param {Incident} incident @param {boolean} traced the closer look below shows the stack */
function evidence(incident, traced) {
  return h('div', {class: 'evidence'},
    terms([
      ['why', visible(incident.reason)],
      ['what to do', incident.advice && h('strong', null, visible(incident.advice))],
      ['to', incident.peer && h('code', null, visible(incident.peer))],
      ['path', incident.path && h('code', null, visible(incident.path))],
      ['process', h('span', null, link(address(incident.pid, incident.lineage), h('bdi', null, visible(incident.name))), ` pid ${incident.pid}`, incident.workload && ` · ${incident.workloadKind} ${visible(incident.workload)}`)],
      ['first said', h('time', {datetime: incident.openedAt, title: fully(incident.openedAt)}, when(incident.openedAt))],
      ['severity', incident.severity],
      ['by chance', chance(incident.falseAlarm)],
    ]),
    incident.frames.length > 0 && !traced && stack(incident.frames, 'Opened by'),
    incident.evidence.length > 0 && h('div', null, h('h2', {class: 'small'}, 'What speaks for it'), h('ul', {class: 'plain-list'}, incident.evidence.map((line) => h('li', null, visible(line))))));
}

/** @param {import('./types.js').AlertEntry[]} entries @param {boolean} subjects */
export function alertTable(entries, subjects) {
  return table('Alerts, the newest first', ['When', ...(subjects ? ['About'] : []), 'To', 'Kind', 'Outcome', 'Answer', '#Tries'], entries.map((each) => [
    h('time', {datetime: each.at, title: fully(each.at)}, when(each.at)),
    ...(subjects ? [each.incident ? link(`/finding/${encodeURIComponent(each.incident)}`, visible(each.subject || each.incident)) : visible(each.subject)] : []),
    h('span', null, visible(each.receiver), h('span', {class: 'quiet'}, ` ${each.channel}`)),
    each.kind, h('span', {class: `outcome ${each.outcome}`}, each.outcome), visible(each.detail), count(each.attempts)]));
}
