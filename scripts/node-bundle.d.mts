export const SERVICE: string;
export function writeNodeBundle(input: string, file: string): Promise<string>;
