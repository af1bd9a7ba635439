import type { AssistType, RefusalReason } from '@sightline/protocol';

/** Words of remote assist and proposals at the desk. */
export interface AssistStrings {
  /** Name of the button and of what it opens. */
  name: string;
  kinds: Readonly<Record<AssistType, string>>;
  /** `[short, what it is and what to do next]` */
  off: readonly [string, string];
  ready: readonly [string, string];
  asked(from: string | undefined): readonly [string, string];
  held(kinds: string): readonly [string, string];
  taken(by: string): readonly [string, string];
  denied: Readonly<Record<'denied' | 'timeout' | 'disabled', string>>;
  stopped: Readonly<Record<'by_customer' | 'by_agent' | 'handed_over' | 'left' | 'navigated' | 'paused' | 'session_ended', string>>;
  ask: string;
  askMore: string;
  takeOver: string;
  takeBack: string;
  stop: string;
  stopQuestion: string;
  stopYes: string;
  stopNo: string;
  choose: string;
  act: string;
  actOnPage: string;
  typeHere: string;
  bring: string;
  bringHint: string;
  back: string;
  forward: string;
  reload: string;
  address: string;
  go: string;
  refused: Readonly<Record<RefusalReason, string>>;
  tooLong: string;
  turnedAway: string;
  /** Popups of the browser that are open on the customer's side. */
  listOpen: string;
  pickerOpen: string;
  set: string;
  cancel: string;
  none: string;
  propose: string;
  proposeHint: string;
  proposed(waiting: number): string;
  sendProposal: string;
  withdraw: string;
  withdrawn: string;
  doneProposing: string;
  removeDraft: string;
  tooManyProposals: string;
  answered(accepted: number, of: number, names: string): string;
  notProposable: string;
}

export const assistEn: AssistStrings = {
  name: 'Remote assist',
  kinds: { scroll_page: 'Scroll', edit_form: 'Fill in fields', click: 'Click', navigate: 'Go to other pages' },
  off: ['Assist is off', 'This page does not allow it. You can point, and propose what to fill in.'],
  ready: ['Ask to assist', 'Choose what you want to do for the customer, and ask.'],
  asked: (from) => [
    'Asked',
    `Waiting for the customer to answer${from ? `; ${from} would hand over to you` : ''}. The question lapses after 30 seconds.`,
  ],
  held: (kinds) => [
    'Assisting',
    `You may: ${kinds}. Click into the page and type as on your own. The customer sees everything you do and can stop it.`,
  ],
  taken: (by) => ['Assisted by another', `${by} is assisting. You can ask to take over.`],
  denied: {
    denied: 'The customer said no.',
    timeout: 'The customer did not answer. You can ask again.',
    disabled: 'It cannot be asked for right now.',
  },
  stopped: {
    by_customer: 'The customer has stopped it.',
    by_agent: 'You have stopped it.',
    handed_over: 'It was handed over to another agent.',
    left: 'It ended because you were gone.',
    navigated: 'It ended: the customer has gone to a page that does not allow it.',
    paused: 'It ended because the customer paused sharing.',
    session_ended: 'It ended with the session.',
  },
  ask: 'Ask the customer',
  askMore: 'Ask for more',
  takeOver: 'Ask to take over',
  takeBack: 'Take back',
  stop: 'Stop assisting',
  stopQuestion: 'Stop assisting?',
  stopYes: 'Stop',
  stopNo: 'Go on',
  choose: 'What to ask for',
  act: 'Act',
  actOnPage: 'Act on the page',
  typeHere: 'Type into the customer’s page; Escape leaves the field',
  bring: 'Bring into view',
  bringHint: 'Click what the customer should see',
  back: 'Customer’s page: back',
  forward: 'Customer’s page: forward',
  reload: 'Customer’s page: reload',
  address: 'Address to open in the customer’s page',
  go: 'Go',
  refused: {
    masked: 'Masked: only the customer can fill this in',
    blocked: 'The page does not let anyone assist here',
    file_input: 'Only the customer can choose files',
    off_site: 'It leads to another site',
    download: 'It would download something',
    covered: 'Something else covers it on the customer’s page',
    own_ui: 'This is the customer’s own panel',
    gone: 'It is no longer on the page',
    stale: 'The page has just changed: try again',
    busy: 'The customer is using this right now',
    not_editable: 'This cannot be changed',
    not_confirmed: 'The customer has not confirmed it',
    no_grant: 'You are no longer assisting',
    wrong_type: 'You have not been allowed this: ask for more',
    too_fast: 'Too fast: some of it was left out',
    paused: 'Sharing is paused',
  },
  tooLong: 'Too long to be sent at once',
  turnedAway: 'The customer has turned to something else',
  listOpen: 'The customer has this list open',
  pickerOpen: 'The customer has this picker open',
  set: 'Set',
  cancel: 'Cancel',
  none: '(none)',
  propose: 'Propose',
  proposeHint: 'Click a field and fill in what you propose. Nothing changes until the customer takes it.',
  proposed: (waiting) => (waiting === 1 ? 'One proposal waits for the customer.' : `${waiting} proposals wait for the customer.`),
  sendProposal: 'Send to the customer',
  withdraw: 'Withdraw the last',
  withdrawn: 'Withdrawn.',
  doneProposing: 'Done',
  removeDraft: 'Do not propose:',
  tooManyProposals: 'The customer has not answered the others yet.',
  answered: (accepted, of, names) =>
    accepted === 0 ? 'The customer has taken nothing of it.' : `The customer has taken ${accepted} of ${of}: ${names}`,
  notProposable: 'Nothing can be filled in here',
};

export const assistDe: AssistStrings = {
  name: 'Fernhilfe',
  kinds: { scroll_page: 'Scrollen', edit_form: 'Felder ausfüllen', click: 'Klicken', navigate: 'Andere Seiten öffnen' },
  off: ['Fernhilfe aus', 'Diese Seite erlaubt es nicht. Sie können zeigen und vorschlagen, was auszufüllen ist.'],
  ready: ['Hilfe anbieten', 'Wählen Sie, was Sie für den Kunden tun wollen, und fragen Sie.'],
  asked: (from) => [
    'Gefragt',
    `Warten auf die Antwort des Kunden${from ? `; ${from} würde an Sie übergeben` : ''}. Die Frage verfällt nach 30 Sekunden.`,
  ],
  held: (kinds) => [
    'Sie helfen',
    `Sie dürfen: ${kinds}. Klicken Sie in die Seite und tippen Sie wie auf Ihrer eigenen. Der Kunde sieht alles und kann es beenden.`,
  ],
  taken: (by) => ['Jemand anders hilft', `${by} hilft gerade. Sie können um die Übergabe bitten.`],
  denied: {
    denied: 'Der Kunde hat abgelehnt.',
    timeout: 'Der Kunde hat nicht geantwortet. Sie können noch einmal fragen.',
    disabled: 'Das ist im Moment nicht möglich.',
  },
  stopped: {
    by_customer: 'Der Kunde hat es beendet.',
    by_agent: 'Sie haben es beendet.',
    handed_over: 'Es wurde an jemand anderen übergeben.',
    left: 'Es endete, weil Sie nicht da waren.',
    navigated: 'Es endete: Der Kunde ist auf einer Seite, die es nicht erlaubt.',
    paused: 'Es endete, weil der Kunde die Freigabe unterbrochen hat.',
    session_ended: 'Es endete mit der Sitzung.',
  },
  ask: 'Den Kunden fragen',
  askMore: 'Um mehr bitten',
  takeOver: 'Um Übergabe bitten',
  takeBack: 'Zurückziehen',
  stop: 'Beenden der Hilfe',
  stopQuestion: 'Hilfe beenden?',
  stopYes: 'Beenden',
  stopNo: 'Weitermachen',
  choose: 'Worum Sie bitten',
  act: 'Handeln',
  actOnPage: 'Handeln auf der Seite',
  typeHere: 'In die Seite des Kunden tippen; Escape verlässt das Feld',
  bring: 'Ins Bild holen',
  bringHint: 'Klicken Sie auf das, was der Kunde sehen soll',
  back: 'Seite des Kunden: zurück',
  forward: 'Seite des Kunden: vor',
  reload: 'Seite des Kunden: neu laden',
  address: 'Adresse, die beim Kunden geöffnet wird',
  go: 'Öffnen',
  refused: {
    masked: 'Verdeckt: Das kann nur der Kunde ausfüllen',
    blocked: 'Hier lässt die Seite keine Hilfe zu',
    file_input: 'Dateien wählt nur der Kunde',
    off_site: 'Das führt zu einer anderen Website',
    download: 'Das würde etwas herunterladen',
    covered: 'Auf der Seite des Kunden liegt etwas darüber',
    own_ui: 'Das ist die eigene Leiste des Kunden',
    gone: 'Das ist nicht mehr auf der Seite',
    stale: 'Die Seite hat sich gerade geändert: noch einmal',
    busy: 'Das benutzt gerade der Kunde',
    not_editable: 'Das lässt sich nicht ändern',
    not_confirmed: 'Der Kunde hat es nicht bestätigt',
    no_grant: 'Sie helfen nicht mehr',
    wrong_type: 'Das ist Ihnen nicht erlaubt: Bitten Sie um mehr',
    too_fast: 'Zu schnell: Einiges wurde ausgelassen',
    paused: 'Die Freigabe ist unterbrochen',
  },
  tooLong: 'Zu lang, um es auf einmal zu senden',
  turnedAway: 'Der Kunde ist bei etwas anderem',
  listOpen: 'Diese Liste ist beim Kunden offen',
  pickerOpen: 'Diese Auswahl ist beim Kunden offen',
  set: 'Übernehmen',
  cancel: 'Abbrechen',
  none: '(nichts)',
  propose: 'Vorschlagen',
  proposeHint: 'Klicken Sie auf ein Feld und füllen Sie aus, was Sie vorschlagen. Nichts ändert sich, bis der Kunde es annimmt.',
  proposed: (waiting) => (waiting === 1 ? 'Ein Vorschlag wartet auf den Kunden.' : `${waiting} Vorschläge warten auf den Kunden.`),
  sendProposal: 'Dem Kunden senden',
  withdraw: 'Letzten zurückziehen',
  withdrawn: 'Zurückgezogen.',
  doneProposing: 'Fertig',
  removeDraft: 'Nicht vorschlagen:',
  tooManyProposals: 'Der Kunde hat auf die anderen noch nicht geantwortet.',
  answered: (accepted, of, names) =>
    accepted === 0 ? 'Der Kunde hat nichts davon angenommen.' : `Der Kunde hat ${accepted} von ${of} angenommen: ${names}`,
  notProposable: 'Hier lässt sich nichts ausfüllen',
};
