import * as z from 'zod/mini';

/*
 * A fresh proof that the signed-in customer reads the mail of their address: needed before a new mandate. A sign-in by code
 * counts as one for its first five minutes.
 */

/** Where a code is asked for, and where it is answered. */
export const stepUpPaths = { challenges: '/gateway/step-up/challenges', stepUp: '/gateway/step-up' } as const;

/** The `code` of the 403 answer to a write that needs a step-up. Nothing has been changed; it may be made again after one. */
export const stepUpRequired = 'STEP_UP_REQUIRED';

/** How long a step-up counts, in milliseconds. */
export const stepUpMilliseconds = 5 * 60_000;

/**
 * Asks for a code, which goes to the address that the Nomos API has for the customer. `locale` is the language of the mail.
 * Answered with a `Challenge` (202).
 */
export const createStepUpChallengeSchema = z.object({ locale: z.string().check(z.maxLength(35)) });

/** Answers a challenge, in the session that asked for it, with its code of six digits. Refused with a `CodeProblem` (422). */
export const createStepUpSchema = z.object({
  challenge: z.string().check(z.maxLength(200)),
  code: z.string().check(z.regex(/^\d{6}$/)),
});

/** A step-up: since when, and until when it counts (UTC instants). */
export const stepUpSchema = z.object({ verified_at: z.string(), valid_until: z.string() });

export type CreateStepUpChallenge = z.output<typeof createStepUpChallengeSchema>;
export type CreateStepUp = z.output<typeof createStepUpSchema>;
export type StepUp = z.output<typeof stepUpSchema>;
