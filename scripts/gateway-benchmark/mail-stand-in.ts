import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server that takes everything and keeps of it the codes. */
export interface MailStandIn {
  url: string;
  /** The code that comes, or has come, to an address. */
  codeFor(address: string): Promise<string>;
  close(): Promise<void>;
}

export async function startMailStandIn(): Promise<MailStandIn> {
  const codes = new Map<string, PromiseWithResolvers<string>>();
  const codeOf = (address: string): PromiseWithResolvers<string> => {
    let code = codes.get(address);
    if (!code) codes.set(address, (code = Promise.withResolvers<string>()));
    return code;
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let mail = '';
      stream.on('data', (chunk: Buffer) => (mail += chunk.toString('latin1')));
      stream.on('end', () => {
        const [recipient] = session.envelope.rcptTo;
        const code = /^Subject: .*?(\d{6})/m.exec(mail)?.[1];
        if (recipient && code !== undefined) codeOf(recipient.address).resolve(code);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    codeFor: (address) => codeOf(address).promise,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
