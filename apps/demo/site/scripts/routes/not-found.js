import { element } from '../element.js';

export function notFound(outlet) {
  outlet.append(element('h1', {}, 'Nothing moored here'), element('p', {}, 'That part of the harbour does not exist.'));
  return { title: 'Not found' };
}
