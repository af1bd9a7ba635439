/** What stays hidden, for who asks; the rules' fingerprint follows. */
export const KEPT_TEXTS = {
  en: 'Passwords, card data and all that this website hides never leave your browser. Your agent sees the same code:',
  de: 'Passwörter, Kartendaten und alles, was diese Website verbirgt, verlassen Ihren Browser nie. Ihre Beratung sieht denselben Code:',
};
