import { createServer } from 'node:net';

/** The ports of the demo. */
export interface Ports {
  gateway: number;
  sandbox: number;
  /** The mailbox's web page. */
  mailbox: number;
  /** The mailbox's SMTP side. */
  smtp: number;
  supplierSite: number;
}

/** What listens on each port, for messages. */
const names: Record<keyof Ports, string> = {
  gateway: 'the gateway',
  sandbox: 'the sandbox',
  mailbox: 'the mailbox',
  smtp: "the mailbox's SMTP side",
  supplierSite: "the supplier's site",
};

/**
 * The ports that follow from `PORT`: it and the four after it.
 *
 * @throws {Error} When it is none.
 */
export function portsFrom(port: string | undefined): Ports {
  const gateway = Number(port || 8080);
  if (!Number.isInteger(gateway) || gateway < 1 || gateway > 65_531) {
    throw new Error(`PORT has to be a port number from 1 to 65531, not "${port ?? ''}".`);
  }
  return { gateway, sandbox: gateway + 1, mailbox: gateway + 2, smtp: gateway + 3, supplierSite: gateway + 4 };
}

/**
 * Ports in a row that nobody listens on now, for tests and tools that run beside a demo. They lie below those that systems give
 * to outgoing connections, any of which could come to be in use a moment later.
 */
export async function freePorts(): Promise<Ports> {
  for (;;) {
    const ports = portsFrom(String(10_000 + Math.floor(Math.random() * 20_000)));
    const free = await Promise.all(Object.values(ports).map((port: number) => isFree(port)));
    if (free.every(Boolean)) return ports;
  }
}

/**
 * Makes sure that the ports are free.
 *
 * @throws {Error} That names those that are not, and what to do.
 */
export async function requireFree(ports: Ports, used: readonly (keyof Ports)[]): Promise<void> {
  const free = await Promise.all(used.map((name) => isFree(ports[name])));
  const taken = used.filter((_name, n) => !free[n]);
  if (taken.length === 0) return;
  const list = taken.map((name) => `Port ${ports[name]} (${names[name]}) is taken by another program.`).join('\n');
  const other = ports.gateway < 60_000 ? ports.gateway + 100 : 9000;
  throw new Error(`${list}\nSet PORT to another number: PORT=${other} npm start takes ${other} to ${other + 4}.`);
}

/** Browsers may come by any of these: a program on one of them would get what is meant for the portal. */
const addresses = ['127.0.0.1', '0.0.0.0', '::1'];

async function isFree(port: number): Promise<boolean> {
  for (const address of addresses) if (!(await canListen(port, address))) return false;
  return true;
}

function canListen(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    // A machine without IPv6 has no such address, which is no obstacle.
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'EADDRINUSE' && code !== 'EACCES'));
    probe.listen(port, address, () => probe.close(() => resolve(true)));
  });
}
