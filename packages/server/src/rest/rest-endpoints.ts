import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { addressKey } from '../access/address-key.js';
import type { FailRates, Rates } from '../access/rates.js';
import { errorFields } from '../observe/error-fields.js';
import { serveOperations } from '../openapi/serve-operations.js';
import type { Account } from '../store/account.js';
import { answerRestError, badParameter, REST_ROOT, restMessages } from './answer-rest-error.js';
import { liveSessions } from './live-sessions.js';
import { oneSession } from './one-session.js';
import { pastSessions } from './past-sessions.js';
import { checkRestAccess } from './rest-access.js';
import type { RestContext } from './rest-context.js';
import { REST_PATH, restDocument } from './rest-document.js';
import { sessionUsers } from './session-users.js';

export interface RestEndpointsOptions extends Omit<RestContext, 'accountOf'> {
  account(apiKey: string): Promise<Account | undefined>;
  /** Hears which secret signed a good token. */
  used(account: Account, secret: string): void;
  /** Of one API key. */
  rates: Rates;
  /** Requests of one address whose token is wrong. */
  wrong: FailRates;
  log: Pick<Logger, 'error'>;
}

/** The REST interface (spec: surface §11) and its OpenAPI document; everything below `/v2/` answers in its shape. */
export function restEndpoints(app: FastifyInstance, options: RestEndpointsOptions): void {
  const { rates, wrong, now, log } = options;
  const callers = new WeakMap<FastifyRequest, Account>();
  const accountOf = (request: FastifyRequest): Account => {
    const account = callers.get(request);
    if (!account) throw new Error('a call of the REST interface before its token was checked');
    return account;
  };
  const context: RestContext = { ...options, accountOf };
  const operations = [liveSessions, pastSessions, oneSession, sessionUsers].map((make) => make(context));
  const document = JSON.stringify(restDocument(operations));

  app.register(
    async (scope) => {
      scope.setNotFoundHandler((_request, reply) => answerRestError(reply, 404, restMessages.noPath));
      scope.setErrorHandler((error: FastifyError, request, reply) => {
        if ((error.statusCode ?? 500) < 500) return badParameter(reply, 'request');
        log.error({ route: request.routeOptions.url, err: errorFields(error) }, 'request failed');
        return answerRestError(reply, 500, restMessages.fault);
      });
      scope.get('/openapi.json', async (_request, reply) => reply.type('application/json; charset=utf-8').send(document));
      scope.register(
        async (calls) => {
          calls.addHook('onRequest', async (request, reply) => {
            reply.header('cache-control', 'no-store');
            const from = addressKey(request.ip);
            const tooManyWrong = await wrong.spent(from);
            const access = tooManyWrong
              ? undefined
              : await checkRestAccess({
                  authorization: request.headers.authorization,
                  now: now(),
                  account: options.account,
                  used: options.used,
                });
            if (access && !access.ok) {
              reply.why = access.why;
              await wrong.failed(from);
              return answerRestError(reply.header('www-authenticate', 'Bearer'), 401, restMessages.unauthorized);
            }
            const tooMany = tooManyWrong ?? (access && (await rates.request(access.account.apiKey)));
            if (tooMany)
              return answerRestError(reply.header('retry-after', Math.ceil(tooMany.retryAfterMs / 1000)), 429, restMessages.tooMany);
            if (access) callers.set(request, access.account);
            return undefined;
          });
          serveOperations(calls, operations, badParameter);
        },
        { prefix: REST_PATH },
      );
    },
    { prefix: REST_ROOT },
  );
}
