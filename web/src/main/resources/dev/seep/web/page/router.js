/** An address is a view: its path says which, its query how it is sorted, filtered and spanned. */

/** @typedef {import('./types.js').View} View */
/** @typedef {{query: URLSearchParams, signal: AbortSignal, part: string}} Place */
/** @typedef {(place: Place) => View} Maker */

export class Router {
  /**
   * @param {HTMLElement} room where views are shown
   * @param {[RegExp, Maker][]} routes
   * @param {Maker} missing
   * @param {(view: View) => void} shown
   */
  constructor(room, routes, missing, shown) {
    this.room = room;
    this.routes = routes;
    this.missing = missing;
    this.shown = shown;
    /** @type {View|null} */
    this.view = null;
    this.path = '';
    this.life = new AbortController();
    /** @type {Map<string, number>} scroll of each address, of the last few */
    this.scrolls = new Map();
  }

  start() {
    history.scrollRestoration = 'manual';
    window.addEventListener('popstate', () => this.show(true));
    document.addEventListener('click', (event) => this.clicked(event));
    this.show(false);
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    if (!anchor || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    const url = new URL(anchor.href, location.href);
    if (url.origin !== location.origin || anchor.target || anchor.hasAttribute('download') || url.hash || url.pathname.startsWith('/api/') || url.pathname === '/metrics') {
      return;
    }
    event.preventDefault();
    this.go(url.pathname + url.search);
  }

  /** @param {string} to */
  go(to) {
    this.keepScroll();
    history.pushState('within', '', to);
    this.show(false);
  }

  /**
   * Writes a part of the view into the address.
   *
   * @param {Record<string, string|null>} change null takes a name out
   * @param {boolean} [step] whether the way back leads here
   */
  ask(change, step) {
    const url = new URL(location.href);
    for (const [name, value] of Object.entries(change)) {
      if (value === null || value === '') {
        url.searchParams.delete(name);
      } else {
        url.searchParams.set(name, value);
      }
    }
    const to = url.pathname + url.search;
    if (to !== location.pathname + location.search) {
      history[step ? 'pushState' : 'replaceState'](null, '', to);
    }
    this.view?.asked?.(url.searchParams);
  }

  /** @param {boolean} back */
  show(back) {
    const url = new URL(location.href);
    if (back && this.view?.asked && url.pathname === this.path) {
      this.view.asked(url.searchParams);
      return;
    }
    this.life.abort();
    this.life = new AbortController();
    this.path = url.pathname;
    this.view = this.make(url);
    this.room.replaceChildren(this.view.node);
    this.shown(this.view);
    this.view.changed?.();
    window.scrollTo(0, back ? this.scrolls.get(url.pathname) ?? 0 : 0);
  }

  /** @param {URL} url @returns {View} */
  make(url) {
    for (const [pattern, maker] of this.routes) {
      const match = pattern.exec(url.pathname);
      if (match) {
        return maker({query: url.searchParams, signal: this.life.signal, part: decode(match[1] ?? '')});
      }
    }
    return this.missing({query: url.searchParams, signal: this.life.signal, part: url.pathname});
  }

  keepScroll() {
    this.scrolls.delete(this.path);
    this.scrolls.set(this.path, window.scrollY);
    if (this.scrolls.size > 20) {
      this.scrolls.delete(/** @type {string} */ (this.scrolls.keys().next().value));
    }
  }
}

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** @param {import('./types.js').Row} row */
export function processAddress(row) {
  return address(row.pid, row.lineage);
}

/** @param {number} pid @param {string} lineage kept in the link, so that it survives a restart */
export function address(pid, lineage) {
  return `/process/${pid}${lineage ? `?of=${encodeURIComponent(lineage)}` : ''}`;
}

/** @param {string} id */
export function findingAddress(id) {
  return `/finding/${encodeURIComponent(id)}`;
}
