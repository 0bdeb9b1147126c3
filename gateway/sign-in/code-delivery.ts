import type { FastifyBaseLogger } from 'fastify';
import type { Mailer } from '../mail/mailer.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { renderCodeMail } from '../mail/code-mail.ts';
import type { Challenges, NewChallenge } from './challenges.ts';

/** A customer, as far as a mail has to know. */
export interface Addressee {
  id: string;
  firstName: string;
}

/** Finds the customer of a tenant by a normalised e-mail address; `null` when there is none. */
export type FindCustomer = (tenant: Tenant, email: string) => Promise<Addressee | null>;

export interface DeliveryJob {
  tenant: Tenant;
  email: string;
  locale: 'de' | 'en';
  challenge: NewChallenge;
}

/** Pauses between tries, in milliseconds; the last one repeats until the code has expired. */
const pauses = [500, 2000, 5000, 15_000, 30_000];

export type CodeDelivery = ReturnType<typeof createCodeDelivery>;

/**
 * Looks up the customer and sends the code, after the browser has had its answer: so that neither its content nor its
 * timing tells a known address from an unknown one, and a mail server or an API that is away for a moment costs nothing.
 *
 * Jobs live in memory, because a code must not be written down; one that a restart loses is asked for again.
 */
export function createCodeDelivery({
  challenges,
  findCustomer,
  mailer,
  clock,
  logger,
}: {
  challenges: Challenges;
  findCustomer: FindCustomer;
  mailer: Mailer;
  clock: () => Date;
  logger: FastifyBaseLogger;
}) {
  const running = new Set<Promise<void>>();
  const closing = new AbortController();

  const deliver = async ({ tenant, email, locale, challenge }: DeliveryJob): Promise<void> => {
    const customer = await findCustomer(tenant, email);
    if (!customer) return;
    await challenges.assign(challenge.id, customer.id);
    await mailer.send({
      to: email,
      ...renderCodeMail({ tenant, locale, code: challenge.code, firstName: customer.firstName }),
      tenant,
    });
  };

  const run = async (job: DeliveryJob): Promise<void> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await deliver(job);
        return;
      } catch (error) {
        const pause = pauses[Math.min(attempt, pauses.length - 1)] ?? 0;
        const late = clock().getTime() + pause >= job.challenge.expiresAt.getTime();
        logger.warn(
          { err: error, tenant: job.tenant.slug, attempt },
          late ? 'code given up' : 'code not delivered yet',
        );
        if (late || !(await sleep(pause, closing.signal))) return;
      }
    }
  };

  return {
    /** Takes a job and returns at once. */
    enqueue(job: DeliveryJob): void {
      const work = run(job).finally(() => running.delete(work));
      running.add(work);
    },

    /** Settles when nothing is under way. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
    },

    /** Gives up what waits for its next try. */
    async close(): Promise<void> {
      closing.abort();
      await Promise.all(running);
    },
  };
}

/** Waits; `false` when it was woken up because everything ends. */
function sleep(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve(true);
    }, milliseconds);
    signal.addEventListener('abort', end, { once: true });
  });
}
