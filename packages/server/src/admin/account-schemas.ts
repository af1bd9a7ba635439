import { type Static, type TProperties, type TSchema, Type } from 'typebox';

const closed = { additionalProperties: false };
const shape = <P extends TProperties>(properties: P) => Type.Object(properties, closed);
/** Null takes a value away. */
const orNull = <S extends TSchema>(schema: S) => Type.Optional(Type.Union([schema, Type.Null()]));
const flag = (description: string) => Type.Boolean({ description });
const days = (description: string) => Type.Integer({ minimum: 1, maximum: 3_650, description });
const time = (description: string) => Type.Integer({ description });

const Name = Type.String({ minLength: 1, maxLength: 128, description: 'For the operator.' });
const Key = (description: string) => Type.String({ pattern: '^[\\w.-]{1,128}$', description });
const Sites = (description: string) =>
  Type.Array(Type.String({ maxLength: 255 }), { maxItems: 500, description: `${description}: origins, or \`https://*.example.com\`.` });
const KeepQuery = Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100, description: 'Query parameters that addresses keep.' });
const Minutes = Type.Integer({ minimum: 0, maximum: 10_000_000, description: 'Minutes of the trial.' });
const Kind = Type.Enum(['unlimited', 'trial']);
const allowedSites = Sites('Where customers may come from');
const allowedAgentSites = Sites('Where agents may come from, besides the service itself');

const Switches = shape({
  maskData: flag('Off takes away the account’s own masks, never what a page marks.'),
  remoteAssist: flag('Off: no agent gets remote assist.'),
  multiTab: flag('Off: a session is one tab’s.'),
  annotation: flag('Off: nobody draws.'),
  confirmSubmits: flag('On: what submits by remote assist asks the customer each time.'),
  loadAssetsDirectly: flag('On: agents’ browsers load what anybody can load from where it is.'),
  shortenAddresses: flag('On: REST tells networks in place of addresses.'),
  developerMode: flag('On: errors tell pages what exactly was wrong.'),
});
const Masks = shape({
  cssSelectors: Type.String({ maxLength: 8_000, description: 'CSS selectors of what is masked on every page.' }),
  attributes: Type.String({ maxLength: 8_000, description: 'The same by attribute: `name` or `name=value`, with commas between.' }),
});
const Retention = shape({
  sessionDays: days('How long records of ended sessions are kept.'),
  deliveryDays: days('How long records of sent webhooks are kept.'),
});

const assist = {
  enable: Type.Boolean(),
  enableCustomerConsent: Type.Boolean(),
  remoteAssistTypes: Type.Array(Type.Enum(['scroll_page', 'edit_form', 'click', 'navigate']), { maxItems: 4, uniqueItems: true }),
  requireStopConfirmation: Type.Boolean(),
};
const multiTab = { enable: Type.Boolean() };
const maskType = Type.Enum(['custom_input', 'all_input', 'all']);
const Defaults = shape({
  remoteAssist: Type.Optional(Type.Partial(shape(assist), closed)),
  multiTabSessionPersistence: Type.Optional(Type.Partial(shape(multiTab), closed)),
  allowAgentAnnotation: Type.Optional(Type.Boolean()),
  allowCustomerAnnotation: Type.Optional(Type.Boolean()),
  maskType: Type.Optional(maskType),
});
const DefaultsChange = shape({
  remoteAssist: orNull(
    shape({
      enable: orNull(assist.enable),
      enableCustomerConsent: orNull(assist.enableCustomerConsent),
      remoteAssistTypes: orNull(assist.remoteAssistTypes),
      requireStopConfirmation: orNull(assist.requireStopConfirmation),
    }),
  ),
  multiTabSessionPersistence: orNull(shape({ enable: orNull(multiTab.enable) })),
  allowAgentAnnotation: orNull(Type.Boolean()),
  allowCustomerAnnotation: orNull(Type.Boolean()),
  maskType: orNull(maskType),
});

const told = {
  id: Type.String(),
  name: Type.String({ description: 'For the operator.' }),
  disabled: flag('Nobody starts, joins or reads with it, and its live sessions have ended.'),
  version: Type.Integer({ description: 'Goes up with every change.' }),
  createdAt: time('When it was made.'),
  updatedAt: time('When it was last changed.'),
  sdkKey: Type.String(),
  apiKey: Type.String({ description: 'The issuer of REST tokens.' }),
  allowedSites,
  allowedAgentSites,
  plan: shape({ kind: Kind, minutes: Type.Optional(Minutes), used: Type.Optional(Type.Integer({ description: 'Minutes used so far.' })) }),
  switches: Switches,
  masks: Masks,
  defaults: { ...Defaults, description: 'What pages get that say nothing themselves, by the names of the SDK.' } as typeof Defaults,
  keepQuery: KeepQuery,
  retention: Retention,
};
/** An account as the admin API tells it. */
export const AccountAnswer = shape(told);
/** A new one: its secrets are told this once. */
export const NewAccountAnswer = shape({
  ...told,
  sdkSecret: Type.String({ description: 'Signs access tokens. Told this once.' }),
  apiSecret: Type.String({ description: 'Signs REST tokens. Told this once.' }),
});

const changes = {
  allowedSites: Type.Optional(allowedSites),
  allowedAgentSites: Type.Optional(allowedAgentSites),
  plan: Type.Optional(shape({ kind: Kind, minutes: Type.Optional(Minutes) })),
  switches: Type.Optional(Type.Partial(Switches, closed)),
  masks: Type.Optional(Type.Partial(Masks, closed)),
  defaults: Type.Optional(DefaultsChange),
  keepQuery: Type.Optional(KeepQuery),
  retention: Type.Optional(Type.Partial(Retention, closed)),
};
/** What is changed: the rest stays. `version`: only if the account still has it. */
export const AccountChange = shape({
  name: Type.Optional(Name),
  ...changes,
  version: Type.Optional(Type.Integer({ description: 'Only if the account still has this version.' })),
});
export const NewAccount = shape({
  name: Name,
  id: Type.Optional(Type.String({ pattern: '^[\\w.-]{1,64}$', description: 'Absent: one is drawn.' })),
  sdkKey: Type.Optional(Key('Absent: one is drawn.')),
  apiKey: Type.Optional(Key('Absent: one is drawn.')),
  ...changes,
});

export type AccountAnswer = Static<typeof AccountAnswer>;
export type AccountChange = Static<typeof AccountChange>;
