import { type Static, Type } from 'typebox';
import { LIMITS } from '../limits.js';

const uint = Type.Integer({ minimum: 0, maximum: 0xffffffff });
const strict = { additionalProperties: false } as const;

/** Kinds of remote assist an agent can be granted (surface §8). */
export const AssistTypes = Type.Array(Type.Enum(['scroll_page', 'edit_form', 'click', 'navigate']), { maxItems: 4 });

/** What a page says of what it lets others do, by the names of its settings (surface §4). What it leaves out the account's defaults say. */
export const GivenSwitches = Type.Object(
  {
    allowAgentAnnotation: Type.Optional(Type.Boolean()),
    allowCustomerAnnotation: Type.Optional(Type.Boolean()),
    remoteAssist: Type.Object(
      {
        enable: Type.Optional(Type.Boolean()),
        enableCustomerConsent: Type.Optional(Type.Boolean()),
        /** In any order, repetitions are forgiven. */
        remoteAssistTypes: Type.Optional(Type.Array(AssistTypes.items, { maxItems: LIMITS.messageBytes })),
        requireStopConfirmation: Type.Optional(Type.Boolean()),
      },
      strict,
    ),
  },
  strict,
);
export type GivenSwitches = Static<typeof GivenSwitches>;

/** What a page lets others do, as far as its account allows it (surface §§4, 6, 8). */
export const Switches = Type.Object(
  {
    /** Who may draw. */
    draw: Type.Object({ agents: Type.Boolean(), customer: Type.Boolean() }, strict),
    /** What an agent may ask for; `types` is empty where remote assist is off. Without `consent` the customer is shown it and not asked. */
    assist: Type.Object({ types: AssistTypes, consent: Type.Boolean(), confirmStop: Type.Boolean() }, strict),
    /** What submits asks the customer each time; the account's alone to say. */
    confirmSubmits: Type.Optional(Type.Boolean()),
    /** Whether the tabs of a browser share the session: false, whatever the page says; true, where it says nothing. Absent: as it says. */
    multiTab: Type.Optional(Type.Boolean()),
  },
  strict,
);
export type Switches = Static<typeof Switches>;

/** A stroke of a drawing: its author's seat, and its number, unique among that author's. */
export const StrokeName = Type.Object({ seat: uint, number: uint }, strict);
export type StrokeName = Static<typeof StrokeName>;
export const StrokeNames = Type.Array(StrokeName, { minItems: 1, maxItems: LIMITS.strokes });

/** Why the customer's page did not carry out an act (surface §8). */
export const RefusalReason = Type.Enum([
  'masked',
  'blocked',
  'file_input',
  'off_site',
  'download',
  'covered',
  'own_ui',
  'gone',
  'stale',
  'busy',
  'not_editable',
  'not_confirmed',
  'no_grant',
  'wrong_type',
  'too_fast',
  'paused',
]);
export type RefusalReason = Static<typeof RefusalReason>;
