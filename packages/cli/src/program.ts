import { Command } from 'commander';
import { addBackup } from './database/backup.js';
import { addRestore } from './database/restore.js';
import { addCompletion } from './completion.js';
import type { Tools } from './tools.js';

const ABOUT = `The operator's command line of Sightline.

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 not reached.`;

/** The tree of commands. What only writes down commands (help, completion, tests) gives tools that perform nothing. */
export function createProgram(tools: Tools): Command {
  const program = new Command('sightline').description(ABOUT).helpCommand(false).showHelpAfterError('(--help says more)');
  addBackup(program, tools);
  addRestore(program, tools);
  addCompletion(program, tools);
  return program;
}
