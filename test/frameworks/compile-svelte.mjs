/** Components of Svelte, as their own build step compiles them. */
export const compileSvelte = () => ({
  name: 'svelte',
  async transform(code, id) {
    if (!id.endsWith('.svelte')) return undefined;
    const { compile } = await import('svelte/compiler');
    return { code: compile(code, { filename: id, generate: 'client', dev: false }).js.code, moduleType: 'js' };
  },
});
