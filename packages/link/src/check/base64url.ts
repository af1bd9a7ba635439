/** The JSON in a base64url text; throws where it is none. */
export const fromBase64url = (text: string): unknown => JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
