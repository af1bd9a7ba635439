import { copyStore } from '@sightline/server';

/** Copies one database to another and prints how far it is: a process of its own, to be killed. */
const [from = '', to = ''] = process.argv.slice(2);
await copyStore({ from, to, said: (line) => process.stdout.write(`${line}\n`) });
process.exit(0);
