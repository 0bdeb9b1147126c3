import * as z from 'zod/mini';
import { nullish } from '../tolerant.ts';

/** How a supplier's customer service is reached, beyond mail and telephone. Public. */
export const customerServiceSchema = z.object({
  /** When somebody answers the telephone, by the clock of Berlin; closed on the public holidays of all of Germany. */
  opening_hours: z._default(
    z.array(
      z.object({
        days: z.array(z.literal(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])),
        /** `hh:mm` */
        from: z.string(),
        /** `hh:mm`, exclusive; the end of the day is `24:00`. */
        to: z.string(),
      }),
    ),
    [],
  ),
  /** By when a message is answered as a rule. */
  answer_time: nullish(z.object({ count: z.number(), unit: z.literal(['hour', 'day', 'working_day']) })),
  chat_url: nullish(z.string()),
});

export type CustomerService = z.output<typeof customerServiceSchema>;
