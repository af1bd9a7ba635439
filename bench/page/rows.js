// The table of js-framework-benchmark and its operations, without a framework: what is measured is capture, not rendering.

const ADJECTIVES = 'pretty large big small tall short long handsome plain quaint clean elegant easy angry crazy helpful'.split(' ');
const COLOURS = 'red yellow blue green pink brown purple brown white black orange'.split(' ');
const NOUNS = 'table chair house bbq desk car pony cookie sandwich burger pizza mouse keyboard'.split(' ');

/** Builds the page and answers its operations by name; each is one synchronous change. */
export function rowsPage() {
  let next = 1;
  let seed = 1;
  const pick = (list) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return list[seed % list.length];
  };
  const label = () => `${pick(ADJECTIVES)} ${pick(COLOURS)} ${pick(NOUNS)}`;

  const template = document.createElement('template');
  template.innerHTML =
    '<tr><td class="col-md-1"></td><td class="col-md-4"><a class="lbl"></a></td><td class="col-md-1"><a class="remove">' +
    '<span class="remove fas fa-times" aria-hidden="true"></span></a></td><td class="col-md-6"></td></tr>';
  const table = document.createElement('table');
  table.className = 'table table-hover table-striped test-data';
  const body = document.createElement('tbody');
  table.append(body);
  const frame = document.createElement('div');
  frame.className = 'container';
  frame.append(table);
  document.body.append(frame);

  const row = () => {
    const tr = template.content.firstChild.cloneNode(true);
    tr.firstChild.textContent = String(next++);
    tr.childNodes[1].firstChild.textContent = label();
    return tr;
  };
  const rows = (count) => {
    const made = document.createDocumentFragment();
    for (let i = 0; i < count; i++) made.append(row());
    return made;
  };
  const at = (i) => body.childNodes[i];

  return {
    'create 1,000 rows': () => body.append(rows(1000)),
    'replace all rows': () => {
      body.textContent = '';
      body.append(rows(1000));
    },
    'update every 10th row': () => {
      for (let i = 0; i < body.childNodes.length; i += 10) at(i).childNodes[1].firstChild.firstChild.data += ' !!!';
    },
    'select row': () => {
      body.querySelector('.danger')?.removeAttribute('class');
      at(next % 500).className = 'danger';
    },
    'swap rows': () => {
      const [second, last, after] = [at(1), at(998), at(999)];
      body.insertBefore(last, second);
      body.insertBefore(second, after);
    },
    'remove row': () => at(next % 500).remove(),
    'append 1,000 rows': () => body.append(rows(1000)),
    'prepend 1,000 rows': () => body.prepend(rows(1000)),
    'reverse rows': () => {
      for (let i = body.childNodes.length - 2; i >= 0; i--) body.append(at(i));
    },
    'class sweep': () => {
      for (const tr of body.childNodes) tr.classList.toggle('table-active');
    },
    'style sweep': () => {
      let i = next;
      for (const tr of body.childNodes) tr.style.backgroundColor = `hsl(${i++ % 360} 60% 90%)`;
    },
    'clear rows': () => {
      body.textContent = '';
    },
    'create 10,000 rows': () => body.append(rows(10_000)),
  };
}
