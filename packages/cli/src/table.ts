/** Rows under their names, columns as wide as their longest entry. Nothing that moves a terminal is passed on. */
export function table(names: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [names, ...rows].map((row) => row.map(plain));
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Names of people and pages come from strangers: no control characters, nothing that turns the direction of the text. */
const plain = (cell: string | number): string => String(cell).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
