// Draws the map of the recordings on its canvas. A pointer or the arrow keys choose a mark, which is described and can be played.
(() => {
  'use strict';
  const root = document.getElementById('map');
  if (!root) return;
  const data = JSON.parse(document.getElementById('map-data').textContent);
  const part = selector => root.querySelector(selector);
  const plot = part('.map-plot');
  const canvas = part('canvas');
  const tip = part('.map-tip');
  const said = part('.map-said');
  const player = part('audio');
  const buttons = [...root.querySelectorAll('.map-legend button')];
  const COLORS = 8;
  const EDGE = 18;
  const REACH = 16; // pixels from the pointer to the farthest mark that it chooses

  // Control and format characters can reverse the text that follows, so they are shown as escapes.
  const printable = text => text.replace(/[\p{Cc}\p{Cf}]/gu,
    found => [...found].map(c => '\\u' + c.codePointAt(0).toString(16).padStart(4, '0')).join(''));
  const classes = data.classes.map(printable);
  const shapes = data.shapes.map(shape => new Path2D(shape));
  const ring = new Path2D('M-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0z');
  const isTest = i => i >= data.training;
  const isWrong = i => data.labels[i] !== data.predicted[i];
  const describe = i => `${printable(data.names[i])}\n${isTest(i) ? 'Test' : 'Training'} recording of ${classes[data.labels[i]]}, `
    + `${isWrong(i) ? 'wrongly ' : ''}predicted as ${classes[data.predicted[i]]} (${(data.probabilities[i] / 100).toFixed(1)} %)`;

  const all = data.x.map((_, i) => i);
  const back = i => (isTest(i) ? 1 : 0) + (isWrong(i) ? 2 : 0); // wrong and test marks are drawn over the others
  const order = [...all].sort((a, b) => back(a) - back(b) || a - b);
  const scale = values => {
    const low = values.reduce((a, b) => Math.min(a, b));
    const span = values.reduce((a, b) => Math.max(a, b)) - low;
    return value => span ? (value - low) / span : 0.5;
  };
  const across = scale(data.x);
  const up = scale(data.y);

  const highlighted = new Set();
  let chosen = null;
  let width = 0;
  let height = 0;

  const isShown = i => (!part('.map-wrong').checked || isWrong(i)) && (!part('.map-test').checked || isTest(i));
  const isActive = i => isShown(i) && (highlighted.size === 0 || highlighted.has(data.labels[i]));
  const px = i => EDGE + across(data.x[i]) * (width - 2 * EDGE);
  const py = i => height - EDGE - up(data.y[i]) * (height - 2 * EDGE);

  const draw = () => {
    if (!plot.clientWidth) return;
    width = plot.clientWidth;
    height = Math.round(Math.min(540, Math.max(340, 0.62 * width)));
    const ratio = devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.height = height + 'px';
    const style = getComputedStyle(document.documentElement);
    const color = name => style.getPropertyValue('--' + name).trim();
    const colors = Array.from({length: COLORS}, (_, c) => color('map-' + c));
    const ink = color('ink');
    const context = canvas.getContext('2d');
    const mark = (i, path, size, alpha, paint) => {
      context.setTransform(ratio * size, 0, 0, ratio * size, ratio * px(i), ratio * py(i));
      context.globalAlpha = alpha;
      paint(path);
    };
    let drawn = 0;
    for (const active of [false, true]) {
      for (const i of order) {
        if (!isShown(i) || isActive(i) !== active) continue;
        const label = data.labels[i];
        const path = shapes[Math.floor(label / COLORS) % shapes.length];
        context.fillStyle = context.strokeStyle = colors[label % COLORS];
        context.lineWidth = 1.3;
        if (isTest(i)) mark(i, path, 1.05, active ? 0.95 : 0.12, p => context.fill(p));
        else mark(i, path, 0.8, active ? 0.6 : 0.1, p => context.stroke(p));
        if (isWrong(i) && active) {
          context.strokeStyle = ink;
          context.lineWidth = 1.4;
          mark(i, ring, 0.85, 0.9, p => context.stroke(p));
        }
        drawn += active ? 1 : 0;
      }
    }
    if (chosen !== null) {
      context.strokeStyle = color('link');
      context.lineWidth = 2.5;
      mark(chosen, ring, 1.25, 1, p => context.stroke(p));
    }
    root.dataset.drawn = drawn;
    root.dataset.ratio = ratio;
  };

  const choose = (i, tell) => {
    if (i === chosen) return;
    chosen = i;
    plot.classList.toggle('playable', i !== null && data.sounds[i] !== '');
    tip.hidden = i === null;
    if (i === null) {
      if (tell) said.textContent = '';
    } else {
      said.textContent = describe(i).replace('\n', ': ');
      tip.textContent = describe(i);
      tip.style.left = Math.max(0, Math.min(px(i) + 14, width - tip.offsetWidth - 4)) + 'px';
      const below = py(i) + 14;
      tip.style.top = (below + tip.offsetHeight > height ? py(i) - tip.offsetHeight - 12 : below) + 'px';
    }
    draw();
  };

  const play = i => {
    if (i === null || data.sounds[i] === '') return;
    player.src = data.sounds[i];
    part('.map-player').hidden = false;
    player.play().catch(() => {});
  };
  player.addEventListener('error', () => {
    said.textContent = 'The sound cannot be played. The file may have been moved.';
  });

  const nearest = event => {
    const box = canvas.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    let best = null;
    let least = REACH ** 2;
    for (const i of order) {
      if (!isActive(i)) continue;
      const squares = (px(i) - x) ** 2 + (py(i) - y) ** 2;
      if (squares <= least) {
        best = i;
        least = squares;
      }
    }
    return best;
  };
  plot.addEventListener('pointermove', event => choose(nearest(event), false));
  plot.addEventListener('pointerleave', () => choose(null, false));
  plot.addEventListener('click', event => {
    choose(nearest(event), true);
    play(chosen);
  });

  const KEYS = {ArrowRight: [data.x, 1], ArrowLeft: [data.x, -1], ArrowUp: [data.y, 1], ArrowDown: [data.y, -1]};
  const step = (values, steps) => {
    const marks = all.filter(isActive).sort((a, b) => values[a] - values[b] || a - b);
    if (marks.length === 0) return;
    const at = marks.indexOf(chosen);
    const next = at < 0 ? (steps > 0 ? 0 : marks.length - 1) : Math.max(0, Math.min(marks.length - 1, at + steps));
    choose(marks[next], true);
  };
  plot.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key in KEYS) step(...KEYS[event.key]);
    else if (event.key === 'Home') step(data.x, -Infinity);
    else if (event.key === 'End') step(data.x, Infinity);
    else if (event.key === 'Enter' || event.key === ' ') play(chosen);
    else if (event.key === 'Escape') choose(null, true);
    else return;
    event.preventDefault();
  });

  const filtered = () => {
    for (const button of buttons) button.setAttribute('aria-pressed', highlighted.has(Number(button.dataset.class)));
    choose(null, true);
    draw();
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const number = Number(button.dataset.class);
      if (!highlighted.delete(number)) highlighted.add(number);
      filtered();
    });
  }
  for (const box of root.querySelectorAll('.map-options input')) box.addEventListener('change', filtered);
  part('.map-all').addEventListener('click', () => {
    highlighted.clear();
    for (const box of root.querySelectorAll('.map-options input')) box.checked = false;
    filtered();
  });

  part('.scripted').hidden = false;
  new ResizeObserver(draw).observe(plot);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  const watchRatio = () => matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
    draw();
    watchRatio();
  }, {once: true});
  watchRatio();
  draw();
})();
