/** Paths of the gateway's own endpoints. */
export const gatewayPaths = {
  session: '/gateway/session',
  brand: '/gateway/brand',
  brandStyle: '/gateway/brand.css',
  challenges: '/gateway/sign-in/challenges',
  sessions: '/gateway/sign-in/sessions',
} as const;

/** Where the customer-scoped mirror of the Nomos API begins. */
export const mirrorPrefix = '/api';

/** The header that every write carries, with this value: a form on a foreign page cannot send it. */
export const writeHeader = { name: 'x-nomos-portal', value: '1' } as const;

/** The version of the Nomos API that this library speaks; sent with every call. */
export const apiVersion = '2026-05-27.curie';
