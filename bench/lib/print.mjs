const figure = (value) => {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
};

/** One line a budget: held, MISS with its cause, or open; ours beside the peer. */
export function printTable(judged) {
  const width = Math.max(...judged.map(({ line }) => line.length));
  let group = '';
  for (const row of judged) {
    if (row.group !== group) console.log(`\n${row.group}`);
    group = row.group;
    if (row.open) {
      console.log(`  open  ${row.line}`);
      continue;
    }
    const status = row.held ? 'held' : 'MISS';
    const values = `${figure(row.ours).padStart(9)} ${row.unit.padEnd(3)} against ${figure(row.peer).padStart(9)}`;
    const floor = row.floor === undefined ? '' : `, floor ${figure(row.floor)}`;
    const cause = row.held ? '' : `: ${row.cause}`;
    console.log(
      `  ${status}  ${row.line.padEnd(width)} ${figure(row.ratio).padStart(6)} of ${row.budget} (${values}${floor}, ${row.pairs} pairs)${cause}`,
    );
  }
  const count = (test) => judged.filter(test).length;
  console.log(
    `\n${count(({ held }) => held)} held, ${count(({ held, open }) => !held && !open)} missed, ${count(({ open }) => open)} open`,
  );
}
