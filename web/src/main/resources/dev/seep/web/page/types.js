/**
 * The shapes that the modules of the page share. Field names are those of the page; `shapes.js`
 * makes them of the API's JSON.
 *
 * @typedef {'healthy'|'unseen'|'growing'|'suspect'|'leak'|'exhausted'} Standing
 *
 * @typedef {Object} Blind
 * @property {string} what
 * @property {string} why
 * @property {string} mend a command or a change; empty for none
 *
 * @typedef {Object} Forecast Seconds from when it was made; Infinity for never.
 * @property {number} seconds
 * @property {number} low
 * @property {number} high
 *
 * @typedef {Object} Row One process of the table.
 * @property {number} pid
 * @property {string} name
 * @property {string} command
 * @property {string} startTime RFC 3339
 * @property {string} lineage id, empty while it is too young
 * @property {string} workload what people name it by
 * @property {string} workloadKind
 * @property {number} slot
 * @property {string} user
 * @property {number} open -1 when not known
 * @property {number} soft limit; -1 when not known, Infinity for none
 * @property {number} hard
 * @property {number} nearness share of the soft limit in use, -1 when not known
 * @property {number} residentBytes -1 when not known
 * @property {number} threads
 * @property {number} perMinute NaN when not known
 * @property {Standing} standing
 * @property {Forecast} forecast
 * @property {number[]} recent open descriptors of the last ticks, oldest first
 * @property {string} incident id, empty for none
 * @property {[string, number][]} classes largest first
 * @property {Blind|null} blind
 * @property {string} haystack lower-case text that the filter looks in
 *
 * @typedef {Object} Frame
 * @property {string} function
 * @property {string} file
 * @property {number} line
 * @property {string} module
 *
 * @typedef {Object} Incident
 * @property {string} id
 * @property {string} lineage
 * @property {string} workload
 * @property {string} workloadKind
 * @property {number} pid
 * @property {string} name
 * @property {Standing} standing
 * @property {string} severity
 * @property {string} leakClass empty when nobody can tell
 * @property {string} resource `descriptor`, `memory` or `thread`
 * @property {string} what
 * @property {string} peer
 * @property {string} path
 * @property {Frame[]} frames innermost first
 * @property {number} count
 * @property {number} open
 * @property {number} limit
 * @property {number} perMinute
 * @property {number} perMinuteLow
 * @property {number} perMinuteHigh
 * @property {Forecast} forecast
 * @property {number} falseAlarm
 * @property {string} reason
 * @property {string} advice
 * @property {string[]} evidence
 * @property {string} since
 * @property {string} openedAt
 * @property {string} changedAt
 * @property {string} resolvedAt empty while it is open
 * @property {string} resolution
 * @property {boolean} hunted
 * @property {string} acknowledgedBy
 *
 * @typedef {Object} Host
 * @property {string} name
 * @property {string} kernel
 * @property {string} at
 * @property {string} source
 * @property {number} processes
 * @property {number} unreadable
 * @property {number} shortLived
 * @property {number} machineOpen
 * @property {number} machineLimit
 *
 * @typedef {Object} Budget
 * @property {string} name
 * @property {string} unit
 * @property {number} used
 * @property {number} allowed
 *
 * @typedef {Object} Self
 * @property {string} startedAt
 * @property {string} tickAt
 * @property {number} tickMillis
 * @property {number} ticks
 * @property {number} late
 * @property {number} cpuShare NaN before it is known
 * @property {number} cpuSeconds
 * @property {number} descriptors
 * @property {number} descriptorLimit
 * @property {number} threads
 * @property {number} residentBytes
 * @property {number} heapUsedBytes
 * @property {number} heapMaxBytes
 * @property {number} storeBytes
 * @property {number} storeLimitBytes
 * @property {number} series
 * @property {number} detectorClasses
 * @property {number} hunts
 * @property {number} huntsRunning
 * @property {Budget[]} budgets
 * @property {string[]} shed
 * @property {Blind[]} blind
 *
 * @typedef {Object} Track One series over a span, aligned to the times of its graph.
 * @property {string} metric
 * @property {string} label
 * @property {number} folded how many small series it stands for, 0 when it is one
 * @property {{at: number, last: number|null, low: number|null, high: number|null}[]} steps epoch seconds
 *
 * @typedef {Object} Mark
 * @property {number} at epoch seconds
 * @property {string} kind
 * @property {string} text
 *
 * @typedef {Object} AlertEntry
 * @property {number} id
 * @property {string} at
 * @property {string} incident
 * @property {string} subject
 * @property {string} receiver
 * @property {string} channel
 * @property {string} kind
 * @property {string} outcome
 * @property {string} detail
 * @property {number} attempts
 *
 * @typedef {Object} Silence
 * @property {string} id
 * @property {[string, string][]} matchers
 * @property {string} from
 * @property {string} until
 * @property {string} by
 * @property {string} comment
 *
 * @typedef {Object} View What the router shows.
 * @property {string} title
 * @property {HTMLElement} node
 * @property {(() => void)=} changed called when the watch told something new
 * @property {((query: URLSearchParams) => void)=} asked called when only the query of the address changed
 * @property {((key: string, event: KeyboardEvent) => boolean)=} key true when it was of use
 */
export {};
