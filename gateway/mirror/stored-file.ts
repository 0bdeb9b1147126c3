import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';
import { badGateway } from '../errors.ts';

/** How long the storage may take to begin an answer, in milliseconds. What it takes then is the customer's line. */
const waitMilliseconds = 30_000;

/** How long nothing may come of it then: longer than a slow reader makes it wait, in milliseconds. */
const idleMilliseconds = 300_000;

/** Networks that are not the public internet (IANA's special-purpose registries): what is there is nobody's invoice. */
const closedNetworks = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  closedNetworks.addSubnet(network, bits, 'ipv4');
}

/** Of IPv6 the addresses of the public internet are one block; the exceptions within it, and those that carry IPv4. */
const openIpv6 = new BlockList();
openIpv6.addSubnet('2000::', 3, 'ipv6');
const closedIpv6 = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  closedIpv6.addSubnet(network, bits, 'ipv6');
}

/** Whether an IP address is one of the public internet. What is no IP address is not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closedNetworks.check(address, 'ipv4');
    case 6:
      return openIpv6.check(address, 'ipv6') && !closedIpv6.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Opens a file by its address. @throws {GatewayError} 502 when it may not be opened, or does not come. */
export type OpenStoredFile = (address: string) => Promise<IncomingMessage>;

/**
 * Fetches files that the Nomos API keeps elsewhere. Where that is, the API says; so that nobody who gets a word into its answers
 * can make the gateway fetch from the networks that it stands in, only public addresses are asked, the ones that are connected
 * to, not the ones that a first look-up gave. Redirects are not followed, and nothing is sent that proves who asks: the address
 * itself is the permission.
 *
 * In development the API may be on this machine, and its files with it: its own host name is let through.
 *
 * @param options.lookup - In place of the system's resolver, for tests.
 */
export function createOpenStoredFile({
  production,
  apiUrl,
  lookup = systemLookup,
}: {
  production: boolean;
  apiUrl: string;
  lookup?: typeof systemLookup;
}): OpenStoredFile {
  const ownHost = production ? null : new URL(apiUrl).hostname;

  /** Resolves a name to public addresses alone. Asked by the connection itself, so that nothing changes in between. */
  const publicLookup = (
    hostname: string,
    options: LookupOptions,
    done: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
  ): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const found = error ? [] : addresses.filter(({ address }) => isPublicAddress(address));
      const [first] = found;
      if (!first) done(error ?? new Error('The file is not in the public internet'), '');
      else if (options.all) done(null, found);
      else done(null, first.address, first.family);
    });
  };

  return async (address) => {
    const url = URL.canParse(address) ? new URL(address) : null;
    const protocols = production ? ['https:'] : ['https:', 'http:'];
    if (!url || !protocols.includes(url.protocol)) throw badGateway('The file has no address');
    const isOwn = url.hostname === ownHost;
    // A connection to an address asks no resolver. Brackets of IPv6 belong to the URL only.
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (!isOwn && isIP(literal) > 0 && !isPublicAddress(literal)) throw badGateway('The file has no address');
    try {
      return await new Promise<IncomingMessage>((resolve, reject) => {
        const waiting = AbortSignal.timeout(waitMilliseconds);
        const call = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
          headers: { accept: 'application/pdf', 'accept-encoding': 'identity' },
          agent: false,
          timeout: idleMilliseconds,
          ...(isOwn ? {} : { lookup: publicLookup }),
        });
        const giveUp = (): void => void call.destroy(new Error('No answer in time'));
        waiting.addEventListener('abort', giveUp);
        call.once('timeout', giveUp);
        call.once('response', (answer) => {
          waiting.removeEventListener('abort', giveUp);
          resolve(answer);
        });
        // Stays: what goes wrong after the answer began is told to its reader, and must not be nobody's error.
        call.on('error', reject);
        call.end();
      });
    } catch (cause) {
      throw badGateway('The file cannot be fetched', cause);
    }
  };
}
