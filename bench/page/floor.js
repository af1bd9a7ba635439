import { Capture } from '../floor.js';
import { installBench } from './bench-page.js';

installBench((send) => {
  new Capture(document, { css: true, ids: 'expando', real: true }).observe(send);
  return { complete: () => true };
});
