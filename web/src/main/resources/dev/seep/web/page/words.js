/** Figures as people read them. */

const WHOLE = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const ONE = new Intl.NumberFormat('en', {minimumFractionDigits: 1, maximumFractionDigits: 1});
const SHORT = new Intl.NumberFormat('en', {maximumFractionDigits: 1});
const DAY = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short'});
const CLOCK = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit'});
const CLOCK_SECONDS = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const FULL = new Intl.DateTimeFormat('en-GB', {dateStyle: 'full', timeStyle: 'long'});

/** @param {number} value -1 and NaN: not known */
export function count(value) {
  if (value === Infinity) {
    return 'no limit';
  }
  return Number.isFinite(value) && value >= 0 ? WHOLE.format(value) : '–';
}

/** @param {number} value may be negative @param {number} [digits] */
export function real(value, digits) {
  if (!Number.isFinite(value)) {
    return '–';
  }
  return digits === 0 || Math.abs(value) >= 100 ? WHOLE.format(value) : ONE.format(value);
}

/**
 * A number with its noun.
 *
 * @param {number} value
 * @param {string} one
 * @param {string} [many]
 */
export function counted(value, one, many) {
  return `${count(value)} ${value === 1 ? one : many || `${one}s`}`;
}

/** @param {number} share 0 to 1 */
export function percent(share) {
  if (!Number.isFinite(share) || share < 0) {
    return '–';
  }
  const hundred = share * 100;
  return hundred > 0 && hundred < 0.1 ? '<0.1 %' : hundred < 10 ? `${ONE.format(hundred)} %` : `${WHOLE.format(hundred)} %`;
}

/** @param {number} bytes */
export function bytes(bytes) {
  if (!Number.isFinite(bytes) || bytes < 0) {
    return '–';
  }
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? WHOLE.format(value) : ONE.format(value)} ${units[unit]}`;
}

/**
 * Growth in the unit that makes it readable: a slow leak is told by the hour or the day.
 *
 * @param {number} perMinute
 * @param {string} [resource] bytes for `memory`
 */
export function rate(perMinute, resource) {
  if (!Number.isFinite(perMinute)) {
    return '–';
  }
  if (perMinute === 0) {
    return '0';
  }
  const size = Math.abs(perMinute);
  const memory = resource === 'memory';
  const [factor, unit] = size >= (memory ? 1024 : 0.95) ? [1, 'min'] : size * 60 >= (memory ? 1024 : 0.95) ? [60, 'h'] : [1440, 'd'];
  const value = perMinute * factor;
  if (!memory && Math.abs(value) < 0.05) {
    return '0';
  }
  const sign = perMinute > 0 ? '+' : '−';
  return `${sign}${memory ? bytes(Math.abs(value)) : (Math.abs(value) < 99.95 ? SHORT : WHOLE).format(Math.abs(value))}/${unit}`;
}

/** @param {number} seconds */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) {
    return 'never';
  }
  const s = Math.max(0, seconds);
  if (s < 1) {
    return s === 0 ? '0 s' : `${WHOLE.format(s * 1000)} ms`;
  }
  if (s < 10 && s % 1 !== 0) {
    return `${ONE.format(s)} s`;
  }
  if (s < 90) {
    return `${Math.round(s)} s`;
  }
  if (s < 90 * 60) {
    return `${Math.round(s / 60)} min`;
  }
  if (s < 36 * 3600) {
    return two(Math.floor(s / 3600), 'h', Math.floor(s / 60) % 60, 'min');
  }
  if (s < 90 * 86400) {
    return two(Math.floor(s / 86400), 'd', Math.floor(s / 3600) % 24, 'h');
  }
  return s < 730 * 86400 ? `${WHOLE.format(s / 86400)} d` : `${WHOLE.format(s / (365.25 * 86400))} years`;
}

/** In one unit, for where there is little room. @param {number} seconds */
export function rough(seconds) {
  if (!Number.isFinite(seconds) || seconds < 90 * 60) {
    return duration(seconds);
  }
  const [value, unit] = seconds < 36 * 3600 ? [seconds / 3600, 'h'] : seconds < 730 * 86400 ? [seconds / 86400, 'd'] : [seconds / (365.25 * 86400), 'years'];
  return `${value < 9.95 ? SHORT.format(value) : WHOLE.format(Math.floor(value))} ${unit}`;
}

/** @param {number} a @param {string} unitA @param {number} b @param {string} unitB */
function two(a, unitA, b, unitB) {
  return b === 0 || a >= 10 ? `${WHOLE.format(a)} ${unitA}` : `${a} ${unitA} ${b} ${unitB}`;
}

/**
 * How long is left, without its bounds.
 *
 * @param {import('./types.js').Forecast} forecast
 */
export function left(forecast) {
  if (!Number.isFinite(forecast.seconds)) {
    return '–';
  }
  return forecast.seconds <= 0 ? 'now' : forecast.seconds > 730 * 86400 ? '>2 years' : duration(forecast.seconds);
}

/** @param {import('./types.js').Forecast} forecast @returns {string} `12 min to 21 min`, empty when there is no such */
export function bounds(forecast) {
  if (!Number.isFinite(forecast.seconds) || forecast.seconds <= 0) {
    return '';
  }
  const low = duration(forecast.low);
  if (!Number.isFinite(forecast.high)) {
    return `${low} at the earliest`;
  }
  const high = duration(forecast.high);
  return low === high ? '' : `${low} to ${high}`;
}

/** @param {string|number} moment RFC 3339 or epoch milliseconds @returns {number} epoch milliseconds, NaN when it is none */
export function millis(moment) {
  return typeof moment === 'number' ? moment : Date.parse(moment);
}

/** @param {string|number} moment @param {number} [now] */
export function ago(moment, now) {
  const passed = ((now ?? Date.now()) - millis(moment)) / 1000;
  return Number.isFinite(passed) ? duration(Math.max(0, Math.round(passed))) : '–';
}

/** @param {string|number} moment */
export function when(moment) {
  const at = millis(moment);
  if (!Number.isFinite(at)) {
    return '–';
  }
  const date = new Date(at);
  const today = new Date();
  return date.toDateString() === today.toDateString() ? CLOCK_SECONDS.format(date) : `${DAY.format(date)} ${CLOCK.format(date)}`;
}

/** @param {string|number} moment */
export function fully(moment) {
  const at = millis(moment);
  return Number.isFinite(at) ? FULL.format(new Date(at)) : '–';
}

/**
 * A control character in a name is shown, not obeyed: a picture of it from Unicode's own block.
 * Marks that turn the direction of text are shown as a replacement character.
 *
 * @param {string} name
 */
export function visible(name) {
  return name
    .replace(/[\u0000-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/\u007f/g, '\u2421')
    .replace(/[\u0080-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, '\ufffd');
}

/** The leak classes in plain words. @type {Record<string, string>} */
const CLASSES = {
  'never-connected-socket': 'sockets that were never connected',
  'abandoned-connect': 'abandoned connects',
  'close-wait': 'connections that the other side closed',
  'idle-established': 'idle connections without a timeout',
  'unread-response': 'responses that nobody reads',
  'dead-socket': 'dead sockets',
  'held-too-long': 'held too long',
  'resolver-socket': 'resolver sockets',
  'unclosed-file': 'files never closed',
  'deleted-file': 'deleted files still held',
  'unclosed-directory': 'folders never closed',
  pipe: 'pipes',
  'event-descriptor': 'event descriptors',
  inherited: 'inherited descriptors',
  received: 'descriptors that were received',
  listener: 'listening sockets',
  thread: 'threads',
  memory: 'memory',
  load: 'follows the load',
  'warming-up': 'warming up',
  'limit-too-low': 'the limit is too low',
  'port-exhaustion': 'ports run out',
};

/** @param {string} slug */
export function classWords(slug) {
  return CLASSES[slug] || slug;
}
