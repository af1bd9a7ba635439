import type { Page } from '@playwright/test';
import type { Evidence } from './search.js';

/** Everything the agent's page holds in texts, attributes and fields: the viewer, what lies over the mirror, and the mirror. */
export async function deskWords(agent: Page): Promise<Evidence> {
  const words = await agent.evaluate(() => {
    const said: string[] = [];
    const read = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        for (const { value } of element.attributes) said.push(value);
        for (const child of element.childNodes) if (child.nodeType === Node.TEXT_NODE) said.push(child.nodeValue ?? '');
        if ('value' in element) said.push(String(element.value));
        if (element.shadowRoot) read(element.shadowRoot);
        if (element.localName === 'iframe') {
          const inner = (element as HTMLIFrameElement).contentDocument;
          if (inner) read(inner);
        }
      }
      for (const child of root.childNodes) if (child.nodeType === Node.TEXT_NODE) said.push(child.nodeValue ?? '');
    };
    read(document);
    return said.join('\n');
  });
  return { where: 'the agent’s page', bytes: new TextEncoder().encode(words) };
}
