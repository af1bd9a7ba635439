import { Validator } from '@seriousme/openapi-schema-validator';
import Fastify from 'fastify';
import { Type } from 'typebox';
import { afterEach, expect, test } from 'vitest';
import { checkedFetch } from '../testing/checked-fetch.js';
import { openApiDocument } from './document.js';
import { operation } from './operation.js';
import { serveOperations } from './serve-operations.js';

const Thing = Type.Object({ name: Type.String({ minLength: 1 }), size: Type.Integer() }, { additionalProperties: false });
const Fault = Type.Object({ code: Type.Integer(), message: Type.String() });
const bad = { 400: { about: 'A parameter is wrong.', schema: Fault } };

/** `answers`: what is answered instead of what is right. */
const things = (answers: Record<string, unknown> = {}) => [
  operation({
    id: 'listThings',
    method: 'get',
    path: '/things',
    summary: 'All things',
    query: Type.Object({
      size: Type.Integer({ minimum: 3, maximum: 30, default: 7, description: 'How many.' }),
      big: Type.Optional(Type.Boolean()),
    }),
    answers: { 200: { about: 'They.', schema: Type.Object({ things: Type.Array(Thing) }) }, ...bad },
    handle: async ({ query }) => answers.list ?? { things: [{ name: typeof query.big, size: query.size }] },
  }),
  operation({
    id: 'changeThing',
    method: 'patch',
    path: '/things/{thing}',
    summary: 'Changes one',
    params: Type.Object({ thing: Type.String({ maxLength: 8 }) }),
    body: Thing,
    answers: { 200: { about: 'It.', schema: Thing, example: { name: 'a', size: 1 } }, 404: { about: 'There is none.' }, ...bad },
    handle: async ({ params, body }, _request, reply) =>
      params.thing === 'none' ? reply.code(404).send() : { name: params.thing, size: body.size },
  }),
];
const text = {
  title: 'Things',
  version: '1',
  about: 'For a test.',
  prefix: '/v9',
  security: { name: 'token', scheme: { type: 'http', scheme: 'bearer' } },
  schemas: { Thing, Fault },
};

let app = Fastify();
afterEach(() => app.close());

async function served(answers?: Record<string, unknown>) {
  app = Fastify();
  const operations = things(answers);
  const document = openApiDocument({ ...text, operations });
  await app.register(
    async (scope) => {
      serveOperations(scope, operations, (reply, field) => reply.code(400).send({ code: 300, message: field }));
      scope.get('/openapi.json', async () => document);
    },
    { prefix: '/v9' },
  );
  return checkedFetch(await app.listen({ port: 0 }), '/v9/openapi.json');
}

test('H31 the document is OpenAPI 3.1, says what is served by name and has nothing but JSON in it', async () => {
  const document = openApiDocument({ ...text, operations: things() });
  expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  expect(document.paths['/v9/things/{thing}']?.patch).toMatchObject({
    operationId: 'changeThing',
    parameters: [{ name: 'thing', in: 'path', required: true }],
    requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
    responses: { 404: { description: 'There is none.' } },
  });
  expect(document.paths['/v9/things']?.get).toMatchObject({
    parameters: [
      { name: 'size', in: 'query', required: false, description: 'How many.', schema: { type: 'integer', minimum: 3, default: 7 } },
      { name: 'big', required: false },
    ],
  });
});

test('H32 requests are read by the schemas of the document: texts become values, what is wrong is named', async () => {
  const get = await served();
  const list = async (query: string) => (await get(`/v9/things${query}`)).body;
  expect(await list('')).toEqual({ things: [{ name: 'undefined', size: 7 }] });
  expect(await list('?size=&other=1')).toEqual({ things: [{ name: 'undefined', size: 7 }] });
  expect(await list('?size=30&big=true')).toEqual({ things: [{ name: 'boolean', size: 30 }] });
  for (const wrong of ['2', '31', '3.5', '1e1', '0x9', '+7', ' 7', 'x', '7&size=8', '9'.repeat(40)])
    expect(await list(`?size=${encodeURIComponent(wrong).replaceAll('%26', '&').replaceAll('%3D', '=')}`)).toEqual({
      code: 300,
      message: 'size',
    });
  expect(await list('?big=yes')).toEqual({ code: 300, message: 'big' });
  const patch = (thing: string, body: unknown) =>
    get(`/v9/things/${thing}`, { method: 'PATCH', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  expect((await patch('a', { name: 'b', size: 2 })).body).toEqual({ name: 'a', size: 2 });
  expect((await patch('none', { name: 'b', size: 2 })).status).toBe(404);
  expect((await patch('a', { name: 'b' })).body).toEqual({ code: 300, message: 'size' });
  expect((await patch('longer than eight', { name: 'b', size: 2 })).body).toEqual({ code: 300, message: 'thing' });
});

test('H33 the checking fetch refuses what the document does not say', async () => {
  const get = await served({ list: { things: [{ name: '', size: 1 }] } });
  await expect(get('/v9/things')).rejects.toThrow('fewer than 1');
  await expect(get('/v9/nothing')).rejects.toThrow('does not know');
  await expect(get('/v9/things', { method: 'DELETE' })).rejects.toThrow('does not know');
});
