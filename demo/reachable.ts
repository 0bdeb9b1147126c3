import { request } from 'node:http';
import { connect } from 'node:net';

/** How long another machine may take to answer, in milliseconds. */
const patience = 5000;

/** Asks a server of this machine by the name that browsers call it. @returns What is wrong, or null when it answers. */
export function problemAt({ port, path, host }: { port: number; path: string; host: string }): Promise<string | null> {
  return new Promise((resolve) => {
    const call = request({ host: '127.0.0.1', port, path, headers: { host, accept: '*/*' }, timeout: patience });
    call.once('response', (response) => {
      response.resume();
      const { statusCode = 500 } = response;
      resolve(statusCode < 400 ? null : `HTTP ${statusCode}`);
    });
    call.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    call.once('timeout', () => call.destroy(new Error('no answer')));
    call.end();
  });
}

/** Any answer will do: a Nomos API has no address that everybody may ask. @returns What is wrong, or null. */
export async function problemAtUrl(url: string): Promise<string | null> {
  try {
    await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(patience) });
    return null;
  } catch (error) {
    const { cause, message } = error as Error;
    return (cause as NodeJS.ErrnoException | undefined)?.code ?? message;
  }
}

/** Whether a mail server takes connections. @returns What is wrong, or null. */
export function problemAtMailServer(url: string): Promise<string | null> {
  return new Promise((resolve) => {
    if (!URL.canParse(url)) {
      resolve('not a URL');
      return;
    }
    const { protocol, hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) || (protocol === 'smtps:' ? 465 : 587) });
    const end = (problem: string | null): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(patience, () => end('no answer'));
    socket.once('connect', () => end(null));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}
