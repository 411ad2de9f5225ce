/** A small line of what was lately, on a canvas. */

import {colour} from './colours.js';

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number[]} values oldest first
 * @param {string} ink name of a colour of the theme
 * @param {number} width
 * @param {number} height in pixels of the page
 */
export function spark(canvas, values, ink, width, height) {
  const scale = Math.min(3, window.devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const pen = canvas.getContext('2d');
  if (!pen) {
    return;
  }
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  if (values.length < 2) {
    return;
  }
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  // A wobble of one or two descriptors shall not look like a mountain.
  const room = Math.max(high - low, Math.max(4, high * 0.02));
  const middle = (high + low) / 2;
  const step = (width - 3) / (values.length - 1);
  const y = (/** @type {number} */ value) => height / 2 - ((value - middle) / room) * (height - 6);
  pen.beginPath();
  values.forEach((value, i) => pen.lineTo(1 + i * step, y(value)));
  pen.strokeStyle = colour(ink);
  pen.lineWidth = 1.5;
  pen.lineJoin = 'round';
  pen.stroke();
  pen.beginPath();
  pen.arc(1 + (values.length - 1) * step, y(values[values.length - 1]), 1.8, 0, 7);
  pen.fillStyle = colour(ink);
  pen.fill();
}
