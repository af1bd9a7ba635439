export function writeNodeBundle(input: string, file: string): Promise<string>;
