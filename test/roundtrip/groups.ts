import type { EditGroup } from '@sightline/testing';

/** The groups of edits the main campaign draws from; a seed means a script only together with them. */
export const MAIN_GROUPS: EditGroup[] = ['insert', 'remove', 'move', 'text', 'attribute', 'shadow', 'form'];
