import { REST_ROOT } from './answer-rest-error.js';
import { openApiDocument } from '../openapi/document.js';
import type { Operation } from '../openapi/operation.js';
import { LiveSession, PastSession, RestError, SessionDetails, SessionUser, User } from './rest-schemas.js';

export const REST_PATH = '/cobrowsesdk';

/** What is served at `/v2/openapi.json`. */
export const restDocument = (operations: readonly Operation[]) =>
  openApiDocument({
    title: 'Sightline REST interface',
    version: '2',
    about:
      'Which sessions of an account live and have ended, and who was in them. Read-only. Times are ISO 8601 in UTC. Every failure is `{code, message}`.',
    prefix: REST_ROOT + REST_PATH,
    operations,
    security: {
      name: 'apiToken',
      scheme: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'HS256, signed with the API Secret; claims: iss, the API Key, and exp.',
      },
    },
    schemas: { User, LiveSession, PastSession, SessionDetails, SessionUser, Error: RestError },
  });
