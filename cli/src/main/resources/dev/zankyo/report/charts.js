// Draws every chart in the page's JSON into its element, in the colors of the style sheet. Draws again when they change.
(() => {
  'use strict';
  const charts = JSON.parse(document.getElementById('charts').textContent);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const HEIGHT = 230;

  const number = value => {
    const size = Math.abs(value);
    return size !== 0 && size < 0.0001 ? value.toExponential(1) : String(Number(value.toPrecision(4)));
  };
  const percent = value => (100 * value).toFixed(1) + ' %';

  // Values in the legend; empty unless the pointer is over the chart.
  const told = text => (plot, value) => value == null ? plot.cursor.idx == null ? '' : '–' : text(value);

  const series = line => {
    const options = {label: line.label, stroke: colour(line.colour), width: 2, points: {size: 5}};
    if (line.style === 'DASHED') return {...options, width: 1.5, dash: [5, 5], points: {show: false}};
    if (line.style === 'BARS') {
      return {...options, width: 1, fill: colour(line.colour) + '66', points: {show: false},
        paths: uPlot.paths.bars({size: [0.9, 60]})};
    }
    return options;
  };

  const draw = chart => {
    const element = document.getElementById(chart.id);
    element.replaceChildren();
    const axis = {stroke: colour('muted'), grid: {stroke: colour('rule'), width: 1}, ticks: {stroke: colour('rule'), width: 1}};
    const show = chart.percent ? percent : number;
    const xs = chart.choices ? chart.x.map((_, i) => i) : chart.x;
    const shownX = value => number(chart.choices ? chart.x[value] : value);
    const whole = xs.every(Number.isInteger);
    const bars = chart.lines.some(line => line.style === 'BARS');
    const margin = whole ? 0.5 : bars ? (xs[1] - xs[0]) / 2 : 0;
    const plot = new uPlot({
      width: element.clientWidth,
      height: HEIGHT,
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
    drawn.forEach(({element, plot}) => plot.setSize({width: element.clientWidth, height: HEIGHT}));
  });
  document.documentElement.dataset.charts = 'drawn';
})();
