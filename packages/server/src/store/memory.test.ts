import { memoryStore } from './memory.js';
import { storeContract } from './store.contract.js';

storeContract('memory', memoryStore, false);
