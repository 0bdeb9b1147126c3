import { createServer } from 'node:net';

/** The ports of the demo: `PORT` and the four after it. */
export interface Ports {
  gateway: number;
  sandbox: number;
  mailbox: number;
  smtp: number;
  supplierSite: number;
}

/** The ports that follow from `PORT`. @throws {Error} When it is none. */
export function portsFrom(port: string | undefined): Ports {
  const gateway = Number(port ?? 8080);
  if (!Number.isInteger(gateway) || gateway < 1 || gateway > 65_531) throw new Error('PORT has to be a port number');
  return { gateway, sandbox: gateway + 1, mailbox: gateway + 2, smtp: gateway + 3, supplierSite: gateway + 4 };
}

/** The ones of these that another program holds. */
export async function takenPorts(ports: readonly number[]): Promise<number[]> {
  const checks = await Promise.all(ports.map(async (port) => ((await isFree(port)) ? [] : [port])));
  return checks.flat();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
