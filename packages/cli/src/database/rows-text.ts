/** How many rows there are of what, in words. The row that writing is tried on is nobody's. */
export const rowsText = (rows: Record<string, number>): string =>
  Object.entries(rows)
    .filter(([name]) => name !== 'probe')
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
