/** The API's JSON made into the page's own shapes: one place that knows its field names. */

/** @typedef {import('./types.js').Row} Row */
/** @typedef {Record<string, any>} Json */

/** @param {unknown} value @param {number} [otherwise] */
function number(value, otherwise = -1) {
  return typeof value === 'number' ? value : otherwise;
}

/** @param {unknown} value @returns {string} */
function text(value) {
  return typeof value === 'string' ? value : '';
}

/** @param {unknown} value @returns {any[]} */
export function list(value) {
  return Array.isArray(value) ? value : [];
}

/** @param {Json} json @param {string} name */
function limit(json, name) {
  return json[`${name}Unlimited`] ? Infinity : number(json[name]);
}

/** @param {Json} json @returns {import('./types.js').Forecast} */
export function forecast(json) {
  return {
    seconds: number(json.limitInSeconds, Infinity),
    low: number(json.limitInSecondsLow, Infinity),
    high: number(json.limitInSecondsHigh, Infinity),
  };
}

/** @param {Json} json @returns {import('./types.js').Blind} */
export function blind(json) {
  return {what: text(json.what), why: text(json.why), mend: text(json.mend)};
}

/** A lineage is told as an object or by its id alone. @param {any} json */
function lineage(json) {
  if (typeof json === 'string') {
    const parts = /^([a-z]+):(.*)\/([^/]*)\/(\d+)$/s.exec(json);
    return {id: json, kind: parts?.[1] ?? '', workload: parts?.[2] ?? '', slot: Number(parts?.[4] ?? 0)};
  }
  const workload = json?.workload ?? {};
  const named = typeof workload === 'object' ? workload : {};
  return {
    id: text(json?.id),
    kind: text(named.kind ?? json?.kind),
    workload: text(named.name) || (typeof workload === 'string' ? workload : ''),
    slot: number(json?.slot, 0),
  };
}

/** @param {Json} json @returns {Row} */
export function row(json) {
  const process = json.process ?? json;
  const descriptors = json.descriptors ?? json;
  const line = lineage(json.lineage);
  const command = list(process.command).join(' ');
  const open = number(descriptors.open);
  const soft = limit(descriptors, 'softLimit');
  const user = text(json.user);
  const blinds = Array.isArray(json.blind) ? json.blind : json.blind ? [json.blind] : [];
  return {
    pid: number(process.pid),
    name: text(process.name),
    command,
    startTime: text(process.startTime),
    lineage: line.id,
    workload: line.workload,
    workloadKind: line.kind,
    slot: line.slot,
    user,
    open,
    soft,
    hard: limit(descriptors, 'hardLimit'),
    nearness: open < 0 || soft <= 0 ? -1 : open / soft,
    residentBytes: number(json.memory?.residentBytes ?? json.residentBytes),
    threads: number(json.threads),
    perMinute: number(json.perMinute, NaN),
    standing: json.standing ?? 'healthy',
    forecast: forecast(json.forecast ?? json),
    recent: list(json.recent),
    incident: text(json.incident),
    classes: classes(json.classes),
    blind: blinds.length ? blind(blinds[0]) : null,
    haystack: `${process.name} ${process.pid} ${line.workload} ${user} ${command} ${json.standing}`.toLowerCase(),
  };
}

/** @param {any} json @returns {[string, number][]} */
function classes(json) {
  if (Array.isArray(json)) {
    return json.map((each) => [text(each.class ?? each.name), number(each.count, 0)]);
  }
  return Object.entries(json ?? {}).map(([name, count]) => [name, number(count, 0)]);
}

/** @param {Json} json @returns {import('./types.js').Frame} */
export function frame(json) {
  return {function: text(json.function), file: text(json.file), line: number(json.line, 0), module: text(json.module)};
}

/** @param {Json} json @returns {import('./types.js').Incident} */
export function incident(json) {
  const line = lineage(json.lineage);
  return {
    id: text(json.id),
    lineage: line.id,
    workload: line.workload,
    workloadKind: line.kind,
    pid: number(json.process?.pid),
    name: text(json.process?.name),
    standing: json.standing ?? 'suspect',
    severity: text(json.severity),
    leakClass: text(json.class),
    resource: text(json.resource) || 'descriptor',
    what: text(json.what),
    peer: text(json.peer),
    path: text(json.path),
    frames: list(json.frames ?? json.origin?.frames).map(frame),
    count: number(json.count),
    open: number(json.open),
    limit: limit(json, 'limit'),
    perMinute: number(json.perMinute, NaN),
    perMinuteLow: number(json.perMinuteLow, NaN),
    perMinuteHigh: number(json.perMinuteHigh, NaN),
    forecast: forecast(json),
    falseAlarm: number(json.falseAlarmProbability, NaN),
    reason: text(json.reason),
    advice: text(json.advice),
    evidence: list(json.evidence).map(text),
    since: text(json.since),
    openedAt: text(json.openedAt),
    changedAt: text(json.changedAt),
    resolvedAt: text(json.resolvedAt),
    resolution: text(json.resolution),
    hunted: json.hunted === true,
    acknowledgedBy: text(json.acknowledgedBy),
  };
}

/** @param {Json} json @returns {import('./types.js').Host} */
export function host(json) {
  return {
    name: text(json.name),
    kernel: text(json.kernel),
    at: text(json.at),
    source: text(json.source),
    processes: number(json.processes),
    unreadable: number(json.unreadable, 0),
    shortLived: number(json.shortLived, 0),
    machineOpen: number(json.machine?.openFiles ?? json.machineOpen),
    machineLimit: json.machine?.maxFilesUnlimited ? Infinity : number(json.machine?.maxFiles ?? json.machineLimit),
  };
}

/** @param {Json} json @returns {import('./types.js').Self} */
export function self(json) {
  return {
    startedAt: text(json.startedAt),
    tickAt: text(json.tickAt),
    tickMillis: number(json.tickMillis),
    ticks: number(json.ticks),
    late: number(json.late),
    cpuShare: number(json.cpuShare, NaN),
    cpuSeconds: number(json.cpuSeconds),
    descriptors: number(json.descriptors),
    descriptorLimit: number(json.descriptorLimit),
    threads: number(json.threads),
    residentBytes: number(json.residentBytes),
    heapUsedBytes: number(json.heapUsedBytes),
    heapMaxBytes: number(json.heapMaxBytes),
    storeBytes: number(json.storeBytes),
    storeLimitBytes: number(json.storeLimitBytes),
    series: number(json.series),
    detectorClasses: number(json.detectorClasses),
    hunts: number(json.hunts),
    huntsRunning: number(json.huntsRunning),
    budgets: list(json.budgets).map((each) => ({
      name: text(each.name),
      unit: text(each.unit),
      used: number(each.used, NaN),
      allowed: number(each.allowed, NaN),
    })),
    shed: list(json.shed).map(text),
    blind: list(json.blind).map(blind),
  };
}

/** @param {unknown} moment RFC 3339 @returns {number} epoch seconds */
function seconds(moment) {
  return Date.parse(text(moment)) / 1000;
}

/**
 * Columns over common times; a gap is null.
 *
 * @param {Json} json
 * @returns {import('./types.js').Track[]}
 */
export function tracks(json) {
  const times = list(json.times);
  return list(json.tracks).map((each) => ({
    metric: text(json.metric),
    label: each.folded > 0 ? `${each.folded} more classes` : text(each.label),
    folded: number(each.folded, 0),
    steps: times.map((at, i) => ({at, last: list(each.last)[i] ?? null, low: list(each.low)[i] ?? null, high: list(each.high)[i] ?? null})),
  }));
}

/** @param {Json} json @returns {import('./types.js').Mark[]} */
export function marks(json) {
  return list(json.marks).map((each) => ({at: seconds(each.at), kind: text(each.kind), text: text(each.text)}));
}

/** @param {Json} json @returns {import('./types.js').AlertEntry} */
export function alert(json) {
  return {
    id: number(json.id),
    at: text(json.at),
    incident: text(json.incident),
    subject: text(json.subject),
    receiver: text(json.receiver),
    channel: text(json.channel),
    kind: text(json.kind),
    outcome: text(json.outcome),
    detail: text(json.detail),
    attempts: number(json.attempts),
  };
}

/** @param {Json} json @returns {import('./types.js').Silence} */
export function silence(json) {
  return {
    id: text(json.id),
    matchers: Object.entries(json.matchers ?? {}).map(([name, pattern]) => [name, text(pattern)]),
    from: text(json.from),
    until: text(json.until),
    by: text(json.by),
    comment: text(json.comment),
  };
}
