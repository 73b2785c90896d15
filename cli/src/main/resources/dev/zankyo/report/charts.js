// Draws every chart in the page's JSON into its element, in the colors of the style sheet. Draws again when they change.
(() => {
  'use strict';
  const charts = JSON.parse(document.getElementById('charts').textContent);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const height = element => element.classList.contains('small') ? 140 : 230;

  const number = value => {
    const size = Math.abs(value);
    return size !== 0 && size < 0.0001 ? value.toExponential(1) : String(Number(value.toPrecision(4)));
  };
  const percent = value => (100 * value).toFixed(1) + ' %';

  // Values in the legend; empty unless the pointer is over the chart.
  const told = text => (plot, value) => value == null ? plot.cursor.idx == null ? '' : '–' : text(value);

  const series = line => {
    const options = {label: line.label, stroke: colour(line.colour), width: 2, points: {size: 5}};
    if (line.style === 'SMOOTH') return {...options, width: 2.5, points: {show: false}};
    if (line.style === 'FAINT') return {...options, stroke: colour(line.colour) + '80', width: 1, points: {show: false}};
    if (line.style === 'DASHED') return {...options, width: 1.5, dash: [5, 5], points: {show: false}};
    if (line.style === 'BARS') {
      return {...options, width: 1, fill: colour(line.colour) + '66', points: {show: false},
        paths: uPlot.paths.bars({size: [0.9, 60]})};
    }
    if (line.style === 'PALE_BARS') {
      return {...options, width: 1, dash: [3, 3], fill: colour(line.colour) + '1c', points: {show: false},
        paths: uPlot.paths.bars({size: [0.9, 60]})};
    }
    return options;
  };

  // Draws the intervals of the lines, as whiskers, and the marks, as vertical lines with their words on the roomier side.
  const drawOver = chart => plot => {
    const {ctx, bbox} = plot;
    const pixel = devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = colour('ink');
    ctx.lineWidth = 1.5 * pixel;
    ctx.setLineDash([]);
    ctx.beginPath();
    for (const line of chart.lines) {
      line.low.forEach((low, i) => {
        if (low == null) return;
        const x = plot.valToPos(chart.x[i], 'x', true);
        const [bottom, top] = [low, line.high[i]].map(value => plot.valToPos(value, 'y', true));
        ctx.moveTo(x, bottom);
        ctx.lineTo(x, top);
        for (const y of [bottom, top]) {
          ctx.moveTo(x - 3 * pixel, y);
          ctx.lineTo(x + 3 * pixel, y);
        }
      });
    }
    ctx.stroke();
    ctx.lineWidth = pixel;
    ctx.setLineDash([4 * pixel, 3 * pixel]);
    ctx.fillStyle = colour('ink');
    ctx.font = 12 * pixel + 'px system-ui, sans-serif';
    ctx.textBaseline = 'top';
    for (const mark of chart.marks) {
      const x = plot.valToPos(mark.x, 'x', true);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      const left = x > bbox.left + bbox.width / 2;
      ctx.textAlign = left ? 'right' : 'left';
      ctx.fillText(mark.label, x + (left ? -5 : 5) * pixel, bbox.top - 15 * pixel);
    }
    ctx.restore();
  };

  const draw = chart => {
    const element = document.getElementById(chart.id);
    element.replaceChildren();
    const axis = {stroke: colour('muted'), grid: {stroke: colour('rule'), width: 1}, ticks: {stroke: colour('rule'), width: 1}};
    const show = chart.percent ? percent : number;
    const xs = chart.choices ? chart.x.map((_, i) => i) : chart.x;
    const shownX = value => number(chart.choices ? chart.x[value] : value);
    const whole = xs.every(Number.isInteger);
    const bars = chart.lines.some(line => line.style.endsWith('BARS'));
    const margin = whole ? 0.5 : bars ? (xs[1] - xs[0]) / 2 : 0;
    const plot = new uPlot({
      width: element.clientWidth,
      height: height(element),
      hooks: {draw: [drawOver(chart)]},
      padding: [chart.marks.length ? 18 : null, null, null, null],
      cursor: {drag: {x: false, y: false}},
      scales: {
        x: {time: false, range: [xs[0] - margin, xs[xs.length - 1] + margin]},
        y: bars ? {range: chart.percent ? [0, 1] : (_, low, high) => [0, Math.max(1, 1.05 * high)]} : chart.percent ? {range: (_, low, high) => [Math.max(0, Math.min(low - 0.02, 0.98)), Math.min(1.005, high + 0.02)]} : {},
      },
      axes: [
        {...axis, label: chart.xLabel, labelSize: 22, labelFont: '12px system-ui, sans-serif', size: 30,
          values: (_, ticks) => ticks.map(shownX), incrs: whole ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000] : undefined},
        {...axis, size: 62, values: (_, ticks) => ticks.map(chart.percent ? v => Math.round(1000 * v) / 10 + ' %' : number)},
      ],
      series: [
        {label: chart.xLabel, value: told(shownX)},
        ...chart.lines.map(line => ({...series(line), value: told(show)})),
      ],
    }, [xs, ...chart.lines.map(line => line.values)], element);
    return {element, plot};
  };

  let drawn = charts.map(draw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    drawn = charts.map(draw);
  });
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth === width) return;
    width = innerWidth;
    drawn.forEach(({element, plot}) => plot.setSize({width: element.clientWidth, height: height(element)}));
  });
  document.documentElement.dataset.charts = 'drawn';
})();
