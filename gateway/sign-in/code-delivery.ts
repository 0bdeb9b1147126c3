import type { FastifyBaseLogger } from 'fastify';
import { renderCodeMail } from '../mail/code-mail.ts';
import { MailRefused, type Mailer } from '../mail/mailer.ts';
import { reasonOf } from '../operation/logging.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { Challenges } from './challenges.ts';
import type { LeasedCode, Outbox } from './outbox.ts';

/** A customer, as far as a mail has to know. */
export interface Addressee {
  id: string;
  firstName: string;
}

/** Finds the customer of a tenant by a normalised e-mail address; `null` when there is none. */
export type FindCustomer = (tenant: Tenant, email: string) => Promise<Addressee | null>;

/** Pauses between tries, in milliseconds; the last one repeats until the code has expired. Shorter than a lease. */
const pauses = [500, 2000, 5000, 15_000, 30_000];

/** How often codes are looked for that a restart or another replica has left behind, in milliseconds. */
const takeOverMilliseconds = 15_000;

/** How many codes are looked up and sent at the same time. */
const deliveriesAtOnce = 8;

/** How a try ended: all done, the code taken by somebody else, left because everything ends, or failed. */
type Outcome = 'done' | 'lost' | { left: LeasedCode } | { failed: unknown; code: LeasedCode };

export type CodeDelivery = ReturnType<typeof createCodeDelivery>;

/**
 * Looks up the customer and sends the code, after the browser has had its answer: so that neither its content nor its
 * timing tells a known address from an unknown one, and a mail server or an API that is away for a moment costs nothing.
 *
 * Every code is in the outbox before the answer leaves, and stays there until its mail is out: what a restart interrupts
 * goes on after it.
 */
export function createCodeDelivery({
  outbox,
  challenges,
  tenants,
  findCustomer,
  mailer,
  clock,
  logger,
  wait = sleep,
}: {
  outbox: Outbox;
  challenges: Challenges;
  tenants: readonly Tenant[];
  findCustomer: FindCustomer;
  mailer: Mailer;
  clock: () => Date;
  logger: Pick<FastifyBaseLogger, 'warn' | 'error'>;
  /** Waits between tries, in milliseconds, but not longer than until the signal. */
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}) {
  /** What is under way here, by challenge. */
  const running = new Map<string, Promise<void>>();
  const closing = new AbortController();
  const inTurn = createTurns(deliveriesAtOnce);
  let watching: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();

  /** One try. */
  const deliver = async (job: LeasedCode): Promise<void> => {
    const tenant = tenants.find((candidate) => candidate.slug === job.tenant);
    if (!tenant) return;
    const { email, code, link, locale, stepUpOf } = job;
    const firstName = stepUpOf ? stepUpOf.firstName : await firstNameOf(tenant, job);
    if (firstName === null) return;
    const purpose = stepUpOf ? 'step-up' : 'sign-in';
    const content = renderCodeMail({ tenant, locale, code, link, firstName, purpose });
    await mailer.send({ to: email, ...content, tenant });
  };

  /** Whose address it is, which becomes the challenge's customer. `null` when it is nobody's, or the code is no longer wanted. */
  const firstNameOf = async (tenant: Tenant, { challenge, email }: LeasedCode): Promise<string | null> => {
    const customer = await findCustomer(tenant, email);
    return customer && (await challenges.assign(challenge, customer.id)) ? customer.firstName : null;
  };

  /** One try, in its turn. */
  const tryOnce = (code: LeasedCode): Promise<Outcome> =>
    inTurn(async () => {
      if (closing.signal.aborted) return { left: code };
      const kept = await outbox.keep(code);
      if (!kept) return 'lost';
      try {
        await deliver(kept);
        return 'done';
      } catch (error) {
        return { failed: error, code: kept };
      }
    });

  /** Tries until the mail is out, the code has expired or is somebody else's, or everything ends. */
  const run = async (first: LeasedCode): Promise<void> => {
    let code = first;
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await tryOnce(code);
      if (outcome === 'lost') return;
      if (outcome === 'done') break;
      if ('left' in outcome) {
        await outbox.release(outcome.left);
        return;
      }
      code = outcome.code;
      const pause = pauses[Math.min(attempt, pauses.length - 1)] ?? 0;
      const late = clock().getTime() + pause >= code.expiresAt.getTime();
      const givenUp = late || outcome.failed instanceof MailRefused;
      logger.warn(
        { tenant: code.tenant, attempt, reason: reasonOf(outcome.failed) },
        givenUp ? 'code given up' : 'code not delivered yet',
      );
      if (givenUp) break;
      await wait(pause, closing.signal);
    }
    await outbox.remove(code.challenge);
  };

  const start = (code: LeasedCode): void => {
    const work = run(code)
      // What fails here is the database; the lease ends, and the code is found again.
      .catch((error: unknown) =>
        logger.error({ tenant: code.tenant, reason: reasonOf(error) }, 'code left in the outbox'),
      )
      .finally(() => running.delete(code.challenge));
    running.set(code.challenge, work);
  };

  const takeOver = async (): Promise<void> => {
    try {
      for (const code of await outbox.takeOver([...running.keys()])) start(code);
    } catch (error) {
      logger.error({ reason: reasonOf(error) }, 'the outbox cannot be read');
    }
  };

  return {
    /** Takes a code that is in the outbox, leased to us, and returns at once. */
    enqueue(code: LeasedCode): void {
      // Not within the request: its answer goes first.
      running.set(
        code.challenge,
        new Promise<void>((resolve) => setImmediate(resolve)).then(() => start(code)),
      );
    },

    /** Takes over what others have left behind, now and from time to time. */
    async watch(): Promise<void> {
      const look = (): Promise<void> => (looking = takeOver());
      watching = setInterval(() => void look(), takeOverMilliseconds).unref();
      await look();
    },

    /** Settles when nothing is under way. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all(running.values());
    },

    /** Ends: what is being sent is sent, what waits is left in the outbox. */
    async close(): Promise<void> {
      clearInterval(watching);
      closing.abort();
      await looking;
      await this.idle();
    },
  };
}

/** Lets so many work at once; others wait for their turn, in order. */
function createTurns(most: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** Waits, but not longer than until everything ends. */
function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, signal.aborted ? 0 : milliseconds);
    signal.addEventListener('abort', end);
  });
}
