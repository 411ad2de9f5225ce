
'use strict';
// Zooms the flame graphs: only numbers of boxes that are there are changed, nothing is made.
for (const graph of document.querySelectorAll('svg.flame')) {
  const boxes = Array.from(graph.children, (box) => ({
    box,
    from: parseFloat(box.getAttribute('x')),
    width: parseFloat(box.getAttribute('width')),
    depth: Number(box.dataset.d),
    text: box.querySelector('text'),
  }));
  if (boxes.length === 0) continue;
  const column = 7.3;
  let zoomed = boxes[0];
  let walked = boxes[0];

  // The whole, or the name alone, or its end, as that says most.
  const fitting = (name, place, room) => {
    const whole = place ? `${name}  ${place}` : name;
    if (whole.length <= room) return whole;
    if (name.length <= room) return name;
    for (let at = name.indexOf('::'); at >= 0; at = name.indexOf('::', at + 2)) {
      if (name.length - at < room) return '…' + name.slice(at);
    }
    return '…' + name.slice(name.length - room + 1);
  };
  const fit = () => {
    const pixels = graph.clientWidth / zoomed.width;
    for (const each of boxes) {
      const room = Math.floor((Math.min(each.width, zoomed.width) * pixels - 10) / column);
      const { n, p } = each.text.dataset;
      each.text.textContent = room < 4 ? '' : fitting(n, p, room);
    }
  };
  const zoom = (to) => {
    zoomed = to;
    for (const each of boxes) {
      const above = each.depth < to.depth
        && each.from <= to.from + 1e-3 && each.from + each.width >= to.from + to.width - 2e-3;
      const below = each.depth >= to.depth
        && each.from >= to.from - 1e-3 && each.from + each.width <= to.from + to.width + 2e-3;
      each.box.setAttribute('display', above || below ? 'inline' : 'none');
      each.box.classList.toggle('above', above);
      each.box.setAttribute('x', above ? '0%' : 100 * (each.from - to.from) / to.width + '%');
      each.box.setAttribute('width', above ? '100%' : 100 * each.width / to.width + '%');
    }
    fit();
  };
  const walk = (to) => {
    if (!to) return;
    walked.box.setAttribute('tabindex', '-1');
    walked = to;
    walked.box.setAttribute('tabindex', '0');
    walked.box.focus();
  };
  const within = (inner, outer) => inner.from >= outer.from - 1e-3
    && inner.from + inner.width <= outer.from + outer.width + 2e-3;
  const row = () => boxes.filter((each) => each.depth === walked.depth && each.box.getAttribute('display') !== 'none');

  for (const each of boxes) {
    each.box.setAttribute('tabindex', each === walked ? '0' : '-1');
    each.box.setAttribute('role', 'button');
    each.box.addEventListener('click', () => { zoom(each); walk(each); });
  }
  graph.addEventListener('keydown', (event) => {
    const beside = row();
    const at = beside.indexOf(walked);
    const moves = {
      Enter: () => zoom(walked),
      ' ': () => zoom(walked),
      Escape: () => { zoom(boxes[0]); walk(boxes[0]); },
      ArrowRight: () => walk(beside[at + 1]),
      ArrowLeft: () => walk(beside[at - 1]),
      ArrowDown: () => walk(boxes.find((each) => each.depth === walked.depth + 1 && within(each, walked))),
      ArrowUp: () => walk(boxes.find((each) => each.depth === walked.depth - 1 && within(walked, each))),
    };
    if (Object.hasOwn(moves, event.key)) {
      event.preventDefault();
      moves[event.key]();
    }
  });
  graph.classList.add('zooms');
  for (const hint of graph.parentElement.querySelectorAll('.zoomhint')) hint.hidden = false;
  new ResizeObserver(fit).observe(graph);
  fit();
}
