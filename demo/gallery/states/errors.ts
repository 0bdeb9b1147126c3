import type { ShownError } from '../../../src/ui/notices.ts';

/** What an error of the gallery is known by. */
export const requestId = '37a04f8f-e791-491c-81e1-86cd304649bb';

/** An element that could not load, in every kind of failure, by a name for the state. */
export const errors: Record<string, { type: 'error'; error: ShownError }> = Object.fromEntries(
  (
    [
      'network',
      'timeout',
      'unauthorized',
      'forbidden',
      'not-found',
      'rate-limited',
      'conflict',
      'invalid',
      'server',
      'malformed',
    ] as const
  ).map((kind) => [`error: ${kind}`, { type: 'error' as const, error: { kind, requestId } }]),
);
