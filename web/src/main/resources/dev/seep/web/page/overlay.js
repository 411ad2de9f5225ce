/** What is drawn over a graph's series: the limit, what is expected, and marks. */

import {colour} from './colours.js';
import {count} from './words.js';

/** @typedef {import('./graph.js').Picture} Picture */
/** @typedef {import('./uplot/uPlot.esm.js')} Plot */

/**
 * What each kind of mark is called in the picture and in its list.
 *
 * @type {Record<string, {letter: string, ink: string}>}
 */
export const MARKS = {
  restart: {letter: 'R', ink: 'accent'},
  deploy: {letter: 'D', ink: 'accent'},
  ended: {letter: 'E', ink: 'quiet'},
  limit: {letter: 'L', ink: 'quiet'},
  exhausted: {letter: 'X', ink: 'exhausted'},
  incident: {letter: 'I', ink: 'leak'},
  resolved: {letter: 'O', ink: 'healthy'},
  hunt: {letter: 'H', ink: 'growing'},
};

/** @param {string} kind */
export function markStyle(kind) {
  return MARKS[kind] ?? {letter: '·', ink: 'quiet'};
}

/** @param {Plot} plot @param {() => void} draw within the plot's own area alone */
function clipped(plot, draw) {
  const {ctx, bbox} = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw();
  ctx.restore();
}

/** @param {Plot} plot @param {Picture} picture */
export function drawForecast(plot, picture) {
  const {expected, limit} = picture;
  if (!expected || limit <= 0 || !Number.isFinite(expected.mid)) {
    return;
  }
  const {ctx} = plot;
  const end = picture.until;
  const x = (/** @type {number} */ at) => plot.valToPos(at, 'x', true);
  const y = (/** @type {number} */ value) => plot.valToPos(value, 'y', true);
  const reach = (/** @type {number} */ seconds) => {
    const share = Number.isFinite(seconds) && seconds > 0 ? (end - expected.at) / seconds : seconds <= 0 ? 1 : 0;
    return expected.value + (limit - expected.value) * share;
  };
  clipped(plot, () => {
    ctx.beginPath();
    ctx.moveTo(x(expected.at), y(expected.value));
    ctx.lineTo(x(end), y(reach(expected.low)));
    ctx.lineTo(x(end), y(reach(expected.high)));
    ctx.closePath();
    ctx.globalAlpha = 0.22;
    ctx.fillStyle = colour('leak');
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.beginPath();
    ctx.moveTo(x(expected.at), y(expected.value));
    ctx.lineTo(x(end), y(reach(expected.mid)));
    ctx.strokeStyle = colour('leak');
    ctx.lineWidth = 2 * scale();
    ctx.setLineDash([6 * scale(), 4 * scale()]);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x(expected.at), plot.bbox.top);
    ctx.lineTo(x(expected.at), plot.bbox.top + plot.bbox.height);
    ctx.setLineDash([2 * scale(), 3 * scale()]);
    ctx.lineWidth = scale();
    ctx.strokeStyle = colour('quiet');
    ctx.stroke();
  });
}

/** @param {Plot} plot @param {Picture} picture */
export function drawLimit(plot, picture) {
  const top = plot.scales.y.max ?? 0;
  if (picture.limit <= 0 || !Number.isFinite(picture.limit)) {
    return;
  }
  const {ctx, bbox} = plot;
  ctx.save();
  ctx.font = `${12 * scale()}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  ctx.fillStyle = colour('exhausted');
  if (picture.limit > top) {
    ctx.fillText(`limit ${count(picture.limit)}, above the picture ↑`, bbox.left + 4 * scale(), bbox.top - 4 * scale());
  } else {
    const y = plot.valToPos(picture.limit, 'y', true);
    ctx.strokeStyle = colour('exhausted');
    ctx.lineWidth = 1.5 * scale();
    ctx.setLineDash([8 * scale(), 4 * scale()]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillText(`soft limit ${count(picture.limit)}`, bbox.left + 4 * scale(), y - 3 * scale());
  }
  ctx.restore();
}

/** @param {Plot} plot @param {Picture} picture */
export function drawMarks(plot, picture) {
  const {ctx, bbox} = plot;
  ctx.save();
  ctx.font = `600 ${10 * scale()}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  let free = -Infinity;
  for (const mark of picture.marks) {
    if (mark.at < picture.from || mark.at > picture.until) {
      continue;
    }
    const style = markStyle(mark.kind);
    const x = plot.valToPos(mark.at, 'x', true);
    ctx.strokeStyle = colour(style.ink);
    ctx.lineWidth = scale();
    ctx.setLineDash([3 * scale(), 3 * scale()]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = colour(style.ink);
    ctx.beginPath();
    const at = Math.max(x, free);
    free = at + 16 * scale();
    ctx.arc(at, bbox.top - 8 * scale(), 7 * scale(), 0, 7);
    ctx.fill();
    ctx.fillStyle = colour('card');
    ctx.fillText(style.letter, at, bbox.top - 7.5 * scale());
  }
  ctx.restore();
}

function scale() {
  return window.devicePixelRatio || 1;
}
