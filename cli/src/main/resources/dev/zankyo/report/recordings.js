// Draws the table of the test set from the page's JSON: sorted, filtered, and 100 rows at a time.
(() => {
  'use strict';
  const root = document.getElementById('recordings');
  if (!root) return;
  const data = JSON.parse(document.getElementById('recordings-data').textContent);
  const ROWS = 100;
  const part = selector => root.querySelector(selector);

  // Control and format characters can reverse the text that follows, so they are shown as escapes.
  const printable = text => text.replace(/[\p{Cc}\p{Cf}]/gu,
    found => [...found].map(c => '\\u' + c.codePointAt(0).toString(16).padStart(4, '0')).join(''));
  const names = data.names.map(printable);
  const classes = data.classes.map(printable);
  const isWrong = row => data.labels[row] !== data.predicted[row];

  const player = part('.player audio');
  const link = row => {
    if (!data.links || data.links[row] === 0 || !player.canPlayType(data.types[data.typeOf[row]])) return '';
    const path = data.links[row] === 1 ? data.folder + data.names[row] : data.links[row];
    try {
      const url = path.split('/').map(encodeURIComponent).join('/');
      if (!data.starts) return url;
      const start = data.starts[row]; // a media fragment plays a segment of the file
      return `${url}#t=${start / 1000},${(start + data.milliseconds[row]) / 1000}`;
    } catch {
      return ''; // the name is no Unicode text
    }
  };

  const button = (text, label) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    if (label) made.setAttribute('aria-label', label);
    return made;
  };

  const play = row => {
    part('.player').hidden = false;
    part('.player span').textContent = names[row];
    player.src = link(row);
    player.play().catch(() => {});
  };
  player.addEventListener('error', () => {
    part('.player span').textContent += ' cannot be played. The file may have been moved.';
  });

  const collator = new Intl.Collator('en', {numeric: true});
  const ranks = texts => { // sorting by numbers is faster than by texts
    const ranks = [];
    texts.map((_, i) => i).sort((a, b) => collator.compare(texts[a], texts[b])).forEach((i, rank) => { ranks[i] = rank; });
    return ranks;
  };
  let nameRanks;
  const classRanks = ranks(classes);
  const columns = [
    {title: 'recording', key: row => (nameRanks ??= ranks(names))[row], text: row => names[row], heading: true},
    {title: 'true class', key: row => classRanks[data.labels[row]], text: row => classes[data.labels[row]]},
    {title: 'predicted class', key: row => classRanks[data.predicted[row]],
      text: row => (isWrong(row) ? '✗ ' : '') + classes[data.predicted[row]],
      style: row => isWrong(row) ? 'wrong s3' : ''},
    {title: 'probability', key: row => data.probabilities[row], text: row => (data.probabilities[row] / 100).toFixed(2) + ' %', number: true},
  ];
  if (data.known) {
    columns.push({title: 'known sound', key: row => data.known[row], text: row => data.known[row] ? 'yes' : 'no, resembles no class'});
  }
  if (data.milliseconds) {
    columns.push({title: 'length', key: row => data.milliseconds[row], text: row => (data.milliseconds[row] / 1000).toFixed(2) + ' s', number: true});
  }
  const sounds = names.some((_, row) => link(row));

  let sorted = null;
  let descending = false;
  let first = 0;
  let order = [];

  const find = part('.find');
  const actual = part('.actual');
  const predicted = part('.predicted');
  const wrong = part('.wrong');

  const searched = [];
  const contains = (row, text) =>
    (searched[row] ??= [names[row], classes[data.labels[row]], classes[data.predicted[row]]].join('\n').toLowerCase()).includes(text);

  const choose = () => {
    const text = find.value.trim().toLowerCase();
    order = names.map((_, row) => row).filter(row =>
      (actual.value === '' || data.labels[row] === Number(actual.value))
      && (predicted.value === '' || data.predicted[row] === Number(predicted.value))
      && (!wrong.checked || isWrong(row))
      && (text === '' || contains(row, text)));
    if (sorted) {
      const sign = descending ? -1 : 1;
      order.sort((a, b) => sign * (sorted.key(a) - sorted.key(b)) || a - b);
    }
    first = 0;
    draw();
  };

  const line = row => {
    const tr = document.createElement('tr');
    for (const column of columns) {
      const cell = document.createElement(column.heading ? 'th' : 'td');
      if (column.heading) cell.scope = 'row';
      cell.className = (column.number ? 'number ' : '') + (column.style ? column.style(row) : '');
      cell.textContent = column.text(row);
      tr.append(cell);
    }
    if (sounds) {
      const cell = document.createElement('td');
      if (link(row)) {
        const control = button('▶', 'Play ' + names[row]);
        control.addEventListener('click', () => play(row));
        cell.append(control);
      }
      tr.append(cell);
    }
    return tr;
  };

  const draw = () => {
    const end = Math.min(order.length, first + ROWS);
    part('tbody').replaceChildren(...order.slice(first, end).map(line));
    const wrongs = order.filter(isWrong).length;
    const count = n => n.toLocaleString('en');
    part('.shown').textContent = order.length === names.length
      ? `${count(names.length)} rows, ${count(wrongs)} of them wrong`
      : `${count(order.length)} of ${count(names.length)} rows, ${count(wrongs)} of them wrong`;
    part('.pager').hidden = order.length <= ROWS;
    part('.pager span').textContent = `rows ${count(first + 1)} to ${count(end)} of ${count(order.length)}`;
    part('.before').disabled = first === 0;
    part('.after').disabled = end === order.length;
    for (const th of root.querySelectorAll('thead th')) {
      const on = sorted && th.textContent === sorted.title;
      if (on) th.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      else th.removeAttribute('aria-sort');
    }
  };

  const turn = pages => {
    first += pages * ROWS;
    draw();
    part('.shown').scrollIntoView();
  };

  for (const column of columns) {
    const th = document.createElement('th');
    th.scope = 'col';
    if (column.number) th.className = 'number';
    const control = button(column.title);
    control.addEventListener('click', () => {
      descending = sorted === column && !descending;
      sorted = column;
      choose();
    });
    th.append(control);
    part('thead tr').append(th);
  }
  if (sounds) {
    const th = document.createElement('th');
    th.scope = 'col';
    th.textContent = 'play';
    part('thead tr').append(th);
  }
  for (const select of [actual, predicted]) {
    classes.forEach((name, number) => select.add(new Option(name, number)));
    select.addEventListener('change', choose);
  }
  find.addEventListener('input', choose);
  wrong.addEventListener('change', choose);
  const show = (label, prediction) => {
    find.value = '';
    actual.value = label;
    predicted.value = prediction;
    wrong.checked = false;
    choose();
  };
  part('.reset').addEventListener('click', () => show('', ''));
  part('.before').addEventListener('click', () => turn(-1));
  part('.after').addEventListener('click', () => turn(1));

  // A link in the confusion matrix, or in the list beside it, shows its recordings in the table.
  document.addEventListener('click', event => {
    const from = event.target.closest('a[href="#recordings"]');
    if (!from) return;
    const cell = from.closest('td');
    if (cell) show(String(cell.parentElement.sectionRowIndex), String(cell.cellIndex - 1));
    else if (from.dataset.actual) show(from.dataset.actual, from.dataset.predicted);
  });

  part('.scripted').hidden = false;
  choose();
})();
