import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { fastify, type FastifyInstance } from 'fastify';
import { closeWithin } from '../../gateway/operation/shutdown.ts';

async function listening(
  answer: () => Promise<unknown>,
): Promise<{ app: FastifyInstance; url: string; asked: Promise<void> }> {
  const app = fastify({ logger: false });
  const asked = Promise.withResolvers<undefined>();
  app.get('/', () => {
    asked.resolve(undefined);
    return answer();
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`, asked: asked.promise };
}

describe('stopping', () => {
  it('waits for an answer that is under way', async () => {
    const answer = Promise.withResolvers<string>();
    const { app, url, asked } = await listening(() => answer.promise);
    const response = fetch(url);
    await asked;
    const closed = closeWithin(app, 60_000);
    answer.resolve('done');
    assert.equal(await (await response).text(), 'done');
    await closed;
  });

  it('does not wait for ever', async () => {
    const { app, url, asked } = await listening(() => new Promise(() => undefined));
    const response = assert.rejects(fetch(url));
    await asked;
    await closeWithin(app, 20);
    await response;
  });

  it('nor for a connection that says nothing', async () => {
    const { app, url } = await listening(() => Promise.resolve(''));
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const ended = once(socket, 'close');
    socket.on('error', () => undefined);
    await closeWithin(app, 20);
    await ended;
  });
});
