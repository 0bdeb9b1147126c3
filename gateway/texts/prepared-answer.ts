import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A JSON answer that is the same for everybody, made once. */
export interface PreparedAnswer {
  etag: string;
  plain: Buffer;
  gzip: Buffer;
}

export function prepareAnswer(content: unknown): PreparedAnswer {
  const plain = Buffer.from(JSON.stringify(content));
  // Weak: both encodings go by one name.
  const etag = `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 16)}"`;
  return { etag, plain, gzip: gzipSync(plain, { level: 9 }) };
}

/** Sends a prepared answer, compressed for whoever can read that, or says that the one they have is current. */
export function sendPrepared(
  request: FastifyRequest,
  reply: FastifyReply,
  { etag, plain, gzip }: PreparedAnswer,
): unknown {
  void reply
    .header('cache-control', 'public, max-age=300')
    .header('vary', 'Origin, Host, Accept-Encoding')
    .header('etag', etag);
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim());
  if (known?.some((tag) => tag === etag || tag === '*')) return reply.status(304).send();
  void reply.type('application/json; charset=utf-8');
  const compressed = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(request.headers['accept-encoding'] ?? '');
  return compressed ? reply.header('content-encoding', 'gzip').send(gzip) : reply.send(plain);
}
