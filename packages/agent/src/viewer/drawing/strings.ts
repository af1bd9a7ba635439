import { type DrawTool, TOOL_NAMES } from '@sightline/draw';

/** Texts about pointing and drawing, in one language. */
export interface DrawingStrings {
  tools: Record<DrawTool, string>;
  /** Puts the tool away: drags move the page about. */
  look: string;
  color: string;
  /** Of the colours to choose from, in their order; the first is the agent's own. */
  ownColor: string;
  colors: readonly string[];
  /** Drawing keeps to the elements of the page. */
  snap: string;
  undo: string;
  redo: string;
  clearMine: string;
  clearAll: string;
  /** Why there are no tools to draw with. */
  notAllowed: string;
  /** Read out when a tool is taken. */
  taken(tool: string): string;
  snapTaken: string;
  begun: string;
  ended: string;
  framed: string;
  erased(strokes: number): string;
  undone: string;
  redone: string;
  nothingToUndo: string;
  nothingThere: string;
  clearedMine: string;
  clearedAll: string;
}

export const DRAWING_EN: DrawingStrings = {
  tools: { ...TOOL_NAMES.en, laser: 'Laser pointer' },
  look: 'Move the page about',
  color: 'Colour',
  ownColor: 'your own',
  colors: ['blue', 'orange', 'green', 'pink', 'ochre', 'purple', 'red', 'black'],
  snap: 'Snap to elements',
  undo: 'Undo',
  redo: 'Redo',
  clearMine: 'Clear my drawings',
  clearAll: 'Clear all drawings',
  notAllowed: 'The customer’s page does not let agents draw',
  taken: (tool) => `${tool}. Arrow keys move it, Enter begins and ends, Escape puts it away.`,
  snapTaken: 'Tab goes from element to element, Enter frames one.',
  begun: 'Begun',
  ended: 'Done',
  framed: 'Framed',
  erased: (strokes) => (strokes === 1 ? 'One drawing erased' : `${strokes} drawings erased`),
  undone: 'Taken back',
  redone: 'Drawn again',
  nothingToUndo: 'Nothing to undo or redo',
  nothingThere: 'Nothing of the page is there',
  clearedMine: 'Your drawings are cleared',
  clearedAll: 'All drawings are cleared',
};

export const DRAWING_DE: DrawingStrings = {
  tools: { ...TOOL_NAMES.de, laser: 'Laserpointer' },
  look: 'Seite verschieben',
  color: 'Farbe',
  ownColor: 'Ihre eigene',
  colors: ['Blau', 'Orange', 'Grün', 'Rosa', 'Ocker', 'Violett', 'Rot', 'Schwarz'],
  snap: 'An Elementen ausrichten',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  clearMine: 'Meine Zeichnungen löschen',
  clearAll: 'Alle Zeichnungen löschen',
  notAllowed: 'Auf der Seite des Kunden dürfen Agenten nicht zeichnen',
  taken: (tool) => `${tool}. Pfeiltasten bewegen, Eingabetaste beginnt und beendet, Escape legt weg.`,
  snapTaken: 'Tab geht von Element zu Element, Eingabetaste rahmt eines ein.',
  begun: 'Begonnen',
  ended: 'Fertig',
  framed: 'Eingerahmt',
  erased: (strokes) => (strokes === 1 ? 'Eine Zeichnung gelöscht' : `${strokes} Zeichnungen gelöscht`),
  undone: 'Zurückgenommen',
  redone: 'Wieder gezeichnet',
  nothingToUndo: 'Nichts rückgängig zu machen oder zu wiederholen',
  nothingThere: 'Dort ist nichts von der Seite',
  clearedMine: 'Ihre Zeichnungen sind gelöscht',
  clearedAll: 'Alle Zeichnungen sind gelöscht',
};
