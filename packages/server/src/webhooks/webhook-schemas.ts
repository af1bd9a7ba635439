import { WEBHOOK_EVENTS } from '@sightline/protocol';
import { type Static, Type } from 'typebox';
import type { Delivery, EndpointSecret, WebhookEndpoint } from '../store/webhook-store.js';

const closed = { additionalProperties: false };
const time = (description: string) => Type.Integer({ description });
const timeOrNull = (description: string) => Type.Union([Type.Integer(), Type.Null()], { description });

const Name = Type.String({ minLength: 1, maxLength: 128, description: 'For the operator.' });
const Url = Type.String({ minLength: 1, maxLength: 2_000, description: 'Begins with https://. Another one has to be proved anew.' });
const Events = Type.Array(Type.Enum([...WEBHOOK_EVENTS]), {
  maxItems: WEBHOOK_EVENTS.length,
  uniqueItems: true,
  description: 'What it hears of; empty: everything.',
});
const State = Type.Enum(['unproved', 'active', 'disabled'], {
  description: '`unproved`: the URL has not shown that it knows the secret, and events wait for that. `disabled`: nothing is kept for it.',
});

const told = {
  id: Type.String(),
  name: Name,
  url: Url,
  events: Events,
  state: State,
  createdAt: time('When it was made.'),
  updatedAt: time('When it was last changed.'),
  provedAt: timeOrNull('When this URL was proved; null: never.'),
};
/** An endpoint as the admin API tells it. */
export const Webhook = Type.Object(told, closed);
/** What became of asking a URL for its proof. */
export const Validation = Type.Object(
  { ok: Type.Boolean(), why: Type.Optional(Type.String({ description: 'Why it is not proved.' })) },
  closed,
);
export const NewWebhookAnswer = Type.Object(
  { ...told, secret: Type.String({ description: 'Signs what is sent. Told this once.' }), validation: Validation },
  closed,
);
export const ValidatedWebhook = Type.Object({ ...told, validation: Validation }, closed);
export const NewWebhook = Type.Object(
  {
    name: Name,
    url: Url,
    events: Type.Optional(Events),
    secret: Type.Optional(
      Type.String({ pattern: '^\\S{32,256}$', description: 'One that the receiver knows already. Absent: one is drawn.' }),
    ),
  },
  closed,
);
export const WebhookChange = Type.Object(
  { name: Type.Optional(Name), url: Type.Optional(Url), events: Type.Optional(Events), disabled: Type.Optional(Type.Boolean()) },
  closed,
);

const secret = {
  id: Type.String(),
  createdAt: Type.Integer(),
  last4: Type.String({ description: 'Its last four characters; empty of a short one.' }),
};
export const WebhookSecret = Type.Object(secret, closed);
export const NewWebhookSecret = Type.Object({ ...secret, value: Type.String({ description: 'Told this once.' }) }, closed);

export const DeliveryState = Type.Enum(['pending', 'done', 'dead']);
export const DeliveryAnswer = Type.Object(
  {
    eventId: Type.String({ description: 'The `event_id` of the body.' }),
    event: Type.Enum([...WEBHOOK_EVENTS]),
    eventAt: time('When it happened.'),
    sessionId: Type.String(),
    state: DeliveryState,
    attempts: Type.Integer({ description: 'Tries so far.' }),
    nextAt: timeOrNull('When it is tried next, at the earliest; null: no more.'),
    lastStatus: timeOrNull('The status of the last answer.'),
    lastError: Type.Union([Type.String(), Type.Null()], { description: 'Why the last try failed.' }),
    doneAt: timeOrNull('When it was delivered or given up.'),
  },
  closed,
);

export const webhookAnswer = ({ accountId: _, provedAt, events, ...endpoint }: WebhookEndpoint): Static<typeof Webhook> => ({
  ...endpoint,
  events: [...events],
  provedAt: provedAt ?? null,
});

export const secretAnswer = ({ id, createdAt, last4 }: EndpointSecret): Static<typeof WebhookSecret> => ({ id, createdAt, last4 });

export const deliveryAnswer = (delivery: Delivery): Static<typeof DeliveryAnswer> => ({
  ...delivery,
  nextAt: delivery.nextAt ?? null,
  lastStatus: delivery.lastStatus ?? null,
  lastError: delivery.lastError ?? null,
  doneAt: delivery.doneAt ?? null,
});
