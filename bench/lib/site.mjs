import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedRows, generatedSheet } from './generated.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const dashboard = dirname(fileURLToPath(import.meta.resolve('startbootstrap-sb-admin-2/package.json')));
const EMPTY = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">';

// The table is not rendered: style, layout and paint of thousands of rows would drown what an engine adds to them. An engine
// that reads layout while it looks at changes still pays for it, since such a read renders the table.
const ROWS = '.container{content-visibility:hidden}';

const TABLE = '<table class="table table-bordered"><tbody>';

/** The dashboard as npm ships it, less what would reach another host, less its scripts, plus an application's sheet and data. */
async function dashboardPage() {
  const html = await readFile(join(dashboard, 'index.html'), 'utf8');
  return html
    .replace(/<link\s[^>]*href="https:[^>]*>/g, '')
    .replace(/<script\s[^>]*><\/script>/g, '')
    .replace(/src="https:[^"]*"/g, 'src="img/undraw_profile.svg"')
    .replace('</head>', '<link href="application.css" rel="stylesheet"></head>')
    .replace('<!-- End of Main Content -->', `${TABLE}${generatedRows(600)}</tbody></table>`);
}

/** Serves the pages the bench measures on: `/empty`, `/rows`, `/dashboard/`. */
export async function serveSite() {
  const pages = new Map([
    ['/empty', ['text/html; charset=utf-8', `${EMPTY}</head><body></body></html>`]],
    ['/rows', ['text/html; charset=utf-8', `${EMPTY}<style>${ROWS}</style></head><body></body></html>`]],
    [
      '/live',
      ['text/html; charset=utf-8', `${EMPTY}<link rel="stylesheet" href="/dashboard/css/sb-admin-2.min.css"></head><body></body></html>`],
    ],
    ['/dashboard/', ['text/html; charset=utf-8', await dashboardPage()]],
    ['/dashboard/application.css', ['text/css', generatedSheet(1500)]],
  ]);
  const answer = async (path) => {
    const made = pages.get(path);
    if (made) return made;
    if (!path.startsWith('/dashboard/')) return undefined;
    const file = normalize(join(dashboard, path.slice('/dashboard/'.length)));
    if (!file.startsWith(dashboard)) return undefined;
    const type = extname(file);
    const bytes = await readFile(file);
    const body = type === '.css' ? bytes.toString().replace(/https:\/\/[^")]*/g, '../img/undraw_profile.svg') : bytes;
    return [TYPES[type] ?? 'application/octet-stream', body];
  };
  const server = createServer((request, response) => {
    answer(new URL(request.url, 'http://localhost').pathname).then(
      (found) => {
        if (!found) return response.writeHead(404).end();
        return response.writeHead(200, { 'content-type': found[0], 'cache-control': 'max-age=600' }).end(found[1]);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: (path) => `http://localhost:${server.address().port}${path}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
