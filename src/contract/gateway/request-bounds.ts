/*
 * What bounds a request of a customer: for the gateway, which holds to it, and for forms, which say so before. Apart from the
 * schemas, which forms do not need.
 */

/** How long what a person types may be, in characters. */
export const longestText = { line: 200, email: 254, reason: 2000, message: 5000 } as const;

/**
 * How far the days of a request may lie from today in Berlin, in days. A last day of supply is today at the earliest, but for
 * a move: who has moved out already may still say so (`date_in_past` before that), and a person decides what the law (s. 41b
 * EnWG) makes of it. An exchange is today at the latest (`date_in_future`). Anything beyond is a slip of the hand
 * (`date_too_late`, `date_too_early`).
 */
export const requestDays = { movedOutBefore: 366, lastDayAhead: 3 * 366, exchangedBefore: 3 * 366 } as const;
