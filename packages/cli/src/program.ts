import { Command } from 'commander';
import { addAccount } from './admin/account.js';
import { addErase } from './admin/erase.js';
import { addKey } from './admin/key.js';
import { addMask } from './admin/mask.js';
import { addSession } from './admin/session.js';
import { addSwitch } from './admin/switch.js';
import { addWebhook } from './admin/webhook.js';
import { addBackup } from './database/backup.js';
import { addCopy } from './database/copy.js';
import { addMigrate } from './database/migrate.js';
import { addRestore } from './database/restore.js';
import { addSecrets } from './database/secrets.js';
import { addCompletion } from './completion.js';
import type { Tools } from './tools.js';

const ABOUT = `The operator's command line of Sightline.

Commands on the running service ask its administration: SIGHTLINE_URL (or --url)
says where it is, ADMIN_TOKEN (or ADMIN_TOKEN_FILE) opens it. Commands on the
database take DATABASE_URL (or --database).

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 not reached.`;

const ON_THE_SERVICE = [addAccount, addKey, addSwitch, addMask, addWebhook, addSession, addErase];
const ON_THE_DATABASE = [addMigrate, addCopy, addBackup, addRestore, addSecrets];

/** The tree of commands. What only writes down commands (help, completion, tests) gives tools that perform nothing. */
export function createProgram(tools: Tools): Command {
  const program = new Command('sightline').description(ABOUT).helpCommand(false).showHelpAfterError('(--help says more)');
  program.commandsGroup('On the running service:');
  for (const add of ON_THE_SERVICE) add(program, tools);
  program.commandsGroup('On the database:');
  for (const add of ON_THE_DATABASE) add(program, tools);
  program.commandsGroup('For your shell:');
  addCompletion(program, tools);
  return program;
}
