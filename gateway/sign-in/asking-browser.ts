import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLocalAndPlain } from '../sessions/sessions.ts';
import { codeLifetimeMilliseconds } from './limits.ts';

/**
 * The cookie by which a browser that asked for a mail is known again when its link is followed. It opens nothing: it says
 * that whoever follows the link is who asked for it, so that nobody has to be asked for whom they sign in.
 */
export const askingCookie = { secure: '__Host-nomos_asked', development: 'nomos_asked_dev' } as const;

const cookieOf = (request: FastifyRequest) => {
  const plain = isLocalAndPlain(request);
  return {
    name: plain ? askingCookie.development : askingCookie.secure,
    attributes: { path: '/', httpOnly: true, sameSite: 'strict', secure: !plain } as const,
  };
};

/** Marks the browser that asked for a challenge, for as long as the challenge holds. Known addresses or not: all the same. */
export function markAskingBrowser(request: FastifyRequest, reply: FastifyReply, challenge: string): void {
  const { name, attributes } = cookieOf(request);
  void reply.setCookie(name, challenge, { ...attributes, maxAge: codeLifetimeMilliseconds / 1000 });
}

/** Whether a request comes from the browser that asked for a challenge. */
export function isAskingBrowser(request: FastifyRequest, challenge: string): boolean {
  return request.cookies[cookieOf(request).name] === challenge;
}

/** Forgets the mark: the challenge has done what it was for. */
export function unmarkAskingBrowser(request: FastifyRequest, reply: FastifyReply): void {
  const { name, attributes } = cookieOf(request);
  if (request.cookies[name] !== undefined) void reply.clearCookie(name, attributes);
}
