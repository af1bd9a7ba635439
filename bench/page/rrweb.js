import { record } from 'rrweb';
import { installBench } from './bench-page.js';

// rrweb as its guide starts it: defaults, style sheets inlined. Its events leave a page as JSON. It takes its snapshot at once.
installBench((send) => {
  record({ emit: (event) => send(JSON.stringify(event)) });
  return { complete: () => true };
});
