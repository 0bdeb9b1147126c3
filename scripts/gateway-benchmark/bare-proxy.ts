/**
 * A process of `bench:gateway`: what the gateway is held against. Fastify, and the same way of asking the Nomos API; nothing is looked
 * up, read, checked, counted or logged.
 */
import { fastify } from 'fastify';

const app = fastify({ logger: false });
app.get('/api/*', async (request, reply) => {
  const response = await fetch((process.env.NOMOS_API_URL ?? '') + request.url.slice('/api'.length), {
    headers: { authorization: 'Bearer token', 'x-api-version': '2026-05-27.curie', accept: 'application/json' },
  });
  return reply
    .status(response.status)
    .type('application/json')
    .send(await response.text());
});
// As the gateway's own: `bench:gateway` reads how much time the processor has spent.
app.get('/metrics', () => {
  const { user, system } = process.cpuUsage();
  return `process_cpu_seconds_total ${(user + system) / 1e6}\n`;
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
