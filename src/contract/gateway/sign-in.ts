import * as z from 'zod/mini';

/** Asks for a code to be sent. `locale` is the language of the mail. */
export const createChallengeSchema = z.object({
  email: z.string().check(z.maxLength(320)),
  locale: z.string().check(z.maxLength(35)),
  remember: z.optional(z.boolean()),
  /** Where the link in the mail leads: a route of the portal. Anything else is as if it were absent. */
  next: z.optional(z.string().check(z.maxLength(2000))),
});

/** A code that is on its way: until when it holds, and from when another may be asked for (UTC instants). */
export const challengeSchema = z.object({ challenge: z.string(), expires_at: z.string(), resend_at: z.string() });

/** Answers a challenge with its code of six digits. */
export const createSessionSchema = z.object({
  challenge: z.string().check(z.maxLength(200)),
  code: z.string().check(z.regex(/^\d{6}$/)),
  remember: z.optional(z.boolean()),
});

export type CreateChallenge = z.output<typeof createChallengeSchema>;
export type Challenge = z.output<typeof challengeSchema>;
export type CreateSession = z.output<typeof createSessionSchema>;

/** Why a code was not accepted: `errors[0].code` of the 422 answer. */
export type CodeProblem = 'invalid_code' | 'expired_code' | 'used_code' | 'too_many_attempts';
