/** The API as the page calls it. */

/** What the server answered instead of what was asked for. */
export class Refused extends Error {
  /** @param {number} status 0 when nothing answered @param {string} message */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const PATIENCE_MILLIS = 30_000;

/** @type {() => void} */
let unauthorised = () => {};

/** @param {() => void} then called when the server wants a token */
export function whenUnauthorised(then) {
  unauthorised = then;
}

/**
 * @param {string} path below `/api/v1/`
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export function get(path, signal) {
  return call('GET', path, undefined, signal);
}

/**
 * @param {'POST'|'DELETE'} method
 * @param {string} path below `/api/v1/`
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
export function change(method, path, body) {
  return call(method, path, body === undefined ? {} : body);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 */
async function call(method, path, body, signal) {
  const deadline = AbortSignal.timeout(PATIENCE_MILLIS);
  /** @type {Response} */
  let response;
  try {
    response = await fetch(`/api/v1/${path}`, {
      method,
      headers: body === undefined ? {} : {'Content-Type': 'application/json'},
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new Refused(0, deadline.aborted ? 'Seep took too long to answer.' : 'Seep does not answer.');
  }
  if (response.status === 401) {
    unauthorised();
    throw new Refused(401, 'A token is needed.');
  }
  const answer = await response.text();
  if (!response.ok) {
    throw new Refused(response.status, problem(answer) || `Seep answered ${response.status}.`);
  }
  return answer === '' ? {} : JSON.parse(answer);
}

/** @param {string} answer */
function problem(answer) {
  try {
    const json = JSON.parse(answer);
    const said = json.error ?? json.message ?? json.why;
    return typeof said === 'object' && said ? [said.what, said.why, said.mend].filter(Boolean).join(': ') : String(said ?? '');
  } catch {
    return answer.length < 300 ? answer.trim() : '';
  }
}

/** @param {unknown} error */
export function reason(error) {
  return error instanceof Error ? error.message : String(error);
}
