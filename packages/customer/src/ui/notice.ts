import { languageOf } from './language.js';

const TEXTS = {
  en: 'Sharing did not work. Please check your internet connection, or reload this page.',
  de: 'Teilen hat nicht geklappt. Bitte prüfen Sie Ihre Internetverbindung, oder laden Sie die Seite neu.',
};
const SHOWN_MS = 12_000;
// Through the CSSOM, which no policy of a page forbids; nothing of the page's sheets is stronger.
const STYLE =
  'all:initial;position:fixed;right:20px;bottom:20px;z-index:2147483647;max-width:280px;padding:14px;background:#fff;border:1px solid;font:14px system-ui;';

/** Tells the customer that sharing did not begin, where not even the panel could be loaded. It goes by itself, or at a click. */
export function showNotice(document: Document, locale: string | undefined): () => void {
  const host = document.createElement('sightline-widget');
  const stop = (): void => host.remove();
  host.style.cssText = STYLE.replaceAll(';', '!important;');
  host.setAttribute('role', 'alert');
  host.onclick = stop;
  document.documentElement.append(host);
  // In the document before it has words, which is when they are read out.
  host.textContent = TEXTS[languageOf(locale ?? navigator.language)];
  setTimeout(stop, SHOWN_MS);
  return stop;
}
