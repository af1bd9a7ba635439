const format = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });

/** Cents as an amount in euro. */
export const money = (cents) => format.format(cents / 100);
