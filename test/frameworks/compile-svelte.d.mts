import type { Plugin } from 'vite';

export function compileSvelte(): Plugin;
