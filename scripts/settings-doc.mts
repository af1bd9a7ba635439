import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../packages/server/src/settings.js';

/** `docs/settings.md`, made from the one table: `npx tsx scripts/settings-doc.mts` writes it. */
export function settingsDoc(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const rows = Object.entries(SETTINGS).map(([name, { about, unset, as }]) => {
    const none = unset === '' ? 'unset' : `\`${unset}\``;
    return `| \`${name}\` | ${cell(about)} | ${cell(as.takes.replaceAll('*', '\\*'))} | ${none} |`;
  });
  const inFiles = Object.entries(SETTINGS).flatMap(([name, row]) => ('inFile' in row ? [`\`${name}\``] : []));
  return `# Settings

Made from \`packages/server/src/settings.ts\` by \`npx tsx scripts/settings-doc.mts\`; a test holds it to the table.

Settings are environment variables, read once at start. A wrong one is refused by its name, all wrong ones at once, and the service does not start; an empty one counts as unset.

| setting | what it is | takes | default |
| --- | --- | --- | --- |
${rows.join('\n')}

What must stay secret, and the database, may stand in a file instead, as secrets of Docker and Kubernetes do: \`NAME_FILE\` names the file of \`NAME\`, of which one line break at the end is dropped. So may ${inFiles.slice(0, -1).join(', ')} and ${inFiles.at(-1)}. Both set is refused, a file that cannot be read or is empty too, by name and path.

Keys come in pairs: \`SDK_KEY\` with \`SDK_SECRET\`, \`API_KEY\` with \`API_SECRET\`, \`WEBHOOK_URL\` with \`WEBHOOK_SECRET\`. Without \`DEMO\` a secret has at least 32 bytes (\`openssl rand -hex 32\`). \`DEMO\` is refused where anything says that others can reach the service: \`HOST\` or \`PUBLIC_URL\` off loopback, \`TRUST_PROXY\`, \`NODE_ENV=production\`; it answers no request that was not sent to this machine by its name.
`;
}

export const SETTINGS_DOC = join(import.meta.dirname, '../docs/settings.md');

if (process.argv[1] === import.meta.filename) writeFileSync(SETTINGS_DOC, settingsDoc());
