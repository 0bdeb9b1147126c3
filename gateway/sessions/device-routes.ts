import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import { devicesPath, type devicesSchema } from '../../src/contract/gateway/devices.ts';
import { notFound, unauthorized } from '../errors.ts';
import type { DeviceList } from './device-list.ts';
import type { Session, Sessions } from './sessions.ts';

interface DeviceRequest {
  Params: { id: string };
}

/** Where a customer is signed in, and the end of it elsewhere. */
export function deviceRoutes(
  app: FastifyInstance,
  { sessions, devices }: { sessions: Sessions; devices: DeviceList },
): void {
  const signedIn = async (request: FastifyRequest, reply: FastifyReply): Promise<Session> => {
    void reply.header('cache-control', 'no-store');
    const session = await sessions.authenticate(request, reply);
    if (!session) throw unauthorized();
    return session;
  };

  app.get(devicesPath, async (request, reply): Promise<z.input<typeof devicesSchema>> => {
    const session = await signedIn(request, reply);
    const items = await devices.list(session);
    return {
      items: items.map(({ id, device, createdAt, lastUsedAt, current, remembered, origin }) => ({
        id,
        ...device,
        created_at: createdAt.toISOString(),
        last_used_at: lastUsedAt.toISOString(),
        current,
        remembered,
        origin,
      })),
    };
  });

  app.delete(devicesPath, async (request, reply) => {
    const session = await signedIn(request, reply);
    await devices.signOutOthers(session);
    return reply.status(204).send();
  });

  app.delete<DeviceRequest>(`${devicesPath}/:id`, async (request, reply) => {
    const session = await signedIn(request, reply);
    const device = await devices.signOut(session, request.params.id);
    if (!device) throw notFound();
    if (device.current) await sessions.end(request, reply);
    return reply.status(204).send();
  });
}
