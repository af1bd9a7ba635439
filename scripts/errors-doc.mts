import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SITUATIONS } from '../packages/protocol/src/errors/situations.js';
import { STATUSES } from '../packages/protocol/src/errors/statuses.js';
import { ERROR_TABLE, type ErrorId } from '../packages/protocol/src/errors/table.js';

/** `docs/errors.md`, made from the one table: `npx tsx scripts/errors-doc.mts` writes it. */
export function errorsDoc(): string {
  const ids = Object.keys(ERROR_TABLE) as ErrorId[];
  const codes = [...new Set(ids.map((id) => ERROR_TABLE[id].code))].sort((a, b) => a - b);
  const sections = codes.map((code) => {
    const own = ids.filter((id) => ERROR_TABLE[id].code === code);
    const [first] = own;
    const rows = own.map((id) => {
      const { message, retryable, action } = ERROR_TABLE[id];
      return `| \`${id.slice(id.indexOf(':') + 1)}\` | ${message} | ${SITUATIONS[id]} | ${action} | ${retryable ? 'yes' : ''} | ${STATUSES[id]} |`;
    });
    return `## ${code} ${first ? ERROR_TABLE[first].exception : ''}

| cause | message | when | what to do | retryable | HTTP |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}`;
  });
  return `# Errors

Made from the table in \`packages/protocol/src/errors\` by \`npx tsx scripts/errors-doc.mts\`; a test holds it to the table.

Every failure is an \`Error\` with the fields \`code\` (alias \`errorCode\`), \`exception\` (also \`name\`), \`message\` (alias \`errorMsg\`), \`cause\`, \`retryable\` and \`action\`; \`rate_limited\` also has \`retryAfterMs\`. All are its own and enumerable. \`code\` and \`cause\` together say what happened. \`retryable\`: time alone can make the same call succeed.

One failure is told in this order, in one task, by the same object: the event \`session_error\`, the callback \`({success: false, error})\`, the rejection of the promise. From \`init\` there is no event: nobody can listen yet. A failure nobody listens to is one \`console.error\`, never an unhandled rejection.

With \`DEVELOPER_MODE=1\`, or in the demo, refused tokens and origins also have \`detail\`: which claim, and what is wrong with it. The service's log says the same always (\`why\`), and never a token. Leave the mode off where strangers can call.

An HTTP request and a socket are each tried three times, at most 3 s each; every call settles within 20 s.

\`\`\`js
session.start({ sdkToken }).catch((error) => {
  if (error.cause === 'rate_limited') setTimeout(again, error.retryAfterMs);
  else if (error.retryable) offerToTryAgain(error.message);
  else tell(error.action);
});
\`\`\`

${sections.join('\n\n')}
`;
}

export const ERRORS_DOC = join(import.meta.dirname, '../docs/errors.md');

if (process.argv[1] === import.meta.filename) writeFileSync(ERRORS_DOC, errorsDoc());
