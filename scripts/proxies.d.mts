export function ensureProxy(name: 'nginx' | 'caddy'): string;
