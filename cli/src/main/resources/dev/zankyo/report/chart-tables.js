// Adds a table of its figures under every chart whose section has no table: for screen readers, and for whoever wants numbers.
(() => {
  'use strict';
  const text = (value, percent) => value == null ? '–' : percent ? (100 * value).toFixed(1) + ' %' : String(Number(value.toPrecision(4)));
  const add = (parent, name, content) => {
    const element = document.createElement(name);
    if (content !== undefined) element.textContent = content;
    parent.append(element);
    return element;
  };
  const charts = JSON.parse(document.getElementById('charts').textContent)
    .map(chart => ({chart, figure: document.getElementById(chart.id).closest('figure')}))
    .filter(({figure}) => figure && !figure.closest('section').querySelector('.scroll > table'));
  for (const {chart, figure} of charts) {
    const details = add(figure, 'details');
    add(details, 'summary', 'Figures: ' + figure.querySelector('figcaption').textContent);
    const scroll = add(details, 'div');
    scroll.className = 'scroll';
    scroll.tabIndex = 0;
    const table = add(scroll, 'table');
    const head = add(add(table, 'thead'), 'tr');
    for (const name of [chart.xLabel, ...chart.lines.map(line => line.label)]) add(head, 'th', name).scope = 'col';
    const body = add(table, 'tbody');
    chart.x.forEach((x, i) => {
      const row = add(body, 'tr');
      add(row, 'th', text(x, false)).scope = 'row';
      for (const line of chart.lines) add(row, 'td', text(line.values[i], chart.percent));
    });
  }
})();
