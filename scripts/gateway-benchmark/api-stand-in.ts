/**
 * A process of `bench:gateway`: what stands in for the Nomos API, as quick as can be, so that what is measured is not this. Its
 * answers are those of the sandbox, ready as bytes: `ANSWERS` is a JSON file of path without query to body.
 */
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';

const answers = new Map(
  Object.entries(JSON.parse(readFileSync(process.env.ANSWERS ?? '', 'utf8')) as Record<string, unknown>).map(
    ([path, body]) => [path, Buffer.from(JSON.stringify(body))],
  ),
);
const token = Buffer.from(JSON.stringify({ access_token: 'token', token_type: 'Bearer', expires_in: 3600 }));
const customers = '/customers';

function send(response: ServerResponse, body: Buffer | undefined): void {
  const content = body ?? Buffer.from('{"code":"NOT_FOUND","message":"","requestId":"r"}');
  response.writeHead(body ? 200 : 404, { 'content-type': 'application/json', 'content-length': content.length });
  response.end(content);
}

/** Whoever is looked for by an address is there, and is the one customer that there is. */
function customersBy(email: string): Buffer | undefined {
  const list = answers.get(customers);
  return list && Buffer.from(list.toString().replaceAll('smart@sandbox.example', email));
}

const server = createServer((request, response) => {
  const { url = '/', method } = request;
  const [path = '', query = ''] = url.split('?');
  request.resume();
  if (method === 'POST') send(response, token);
  else if (path === customers) send(response, customersBy(new URLSearchParams(query).get('filter[email][eq]') ?? ''));
  else send(response, answers.get(path));
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
