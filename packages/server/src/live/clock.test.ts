import { CloseCode } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { testService } from '../testing/test-service.js';

test('N1 an unused PIN is replaced: the new one joins, the old one is unknown', async () => {
  const service = await testService({ PIN_TTL_MS: '150' });
  const customer = await service.customer();
  const { pinCode } = await customer.client.next('pin');
  expect(pinCode).not.toBe(customer.seat.pinCode);
  expect((await service.find(customer.seat.pinCode)).body.cause).toBe('pin_not_found');
  await service.stop();
});

test('E3 a customer who stays away ends it for the agents', async () => {
  const service = await testService({ RECONNECT_WINDOW_MS: '200' });
  const customer = await service.customer();
  const agent = await service.agent(customer.seat.pinCode);
  customer.client.cut();
  await agent.client.next('customer_away');
  expect(await agent.client.next('ended')).toMatchObject({ reason: 'connection_lost' });
  expect(await agent.client.closed).toBe(CloseCode.Ended);
  await service.stop();
});

test('E5 an agent whose customer never comes', async () => {
  const service = await testService({ WAIT_FOR_CUSTOMER_MS: '2000' });
  const seat = (await service.create({ role: 'agent', userId: 'ada' })).body;
  const { client } = await service.enter('agent', seat);
  expect(await client.next('ended')).toMatchObject({ reason: 'wait_timeout' });
  await service.stop();
});

test('S3 agent first: she joins with his PIN, and her page is asked for a keyframe', async () => {
  const service = await testService();
  const seat = (await service.create({ role: 'agent', userId: 'ada', userName: 'Ada' })).body;
  const agent = await service.enter('agent', seat);
  const found = (await service.find(seat.pinCode, { role: 'customer', userId: 'cleo' })).body;
  const customer = await service.enter('customer', found);
  expect(customer.welcome.agents).toEqual([{ userId: 'ada', userName: 'Ada', seat: 1, color: 1 }]);
  expect(await agent.client.next('customer_joined')).toMatchObject({ userId: 'cleo' });
  await customer.client.next('keyframe');
  await service.stop();
});
