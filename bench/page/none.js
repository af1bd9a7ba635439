import { installBench } from './bench-page.js';

// The page alone: what an operation costs with nobody watching.
installBench(() => ({ complete: () => true }));
