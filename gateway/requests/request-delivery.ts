import type { FastifyBaseLogger } from 'fastify';
import type { Changes } from '../live/changes.ts';
import { MailRefused, type Mailer } from '../mail/mailer.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { pauseAfter } from './backoff.ts';
import { renderRequestMail } from './request-mails.ts';
import { mailLeaseMilliseconds, type LeasedMail, type RequestOutbox } from './request-outbox.ts';
import type { LeasedRequest, RequestStore } from './request-store.ts';
import { sayRequest } from './say-request.ts';
import type { Terminator } from './termination.ts';

/** How often is looked for what has become due, or what others have left behind, in milliseconds. */
const lookMilliseconds = 5000;

/** How many mails are sent, and how many requests carried out, at the same time. */
const atOnce = 6;

export type RequestDelivery = ReturnType<typeof createRequestDelivery>;

/**
 * Sees to it that requests arrive: has the Nomos API carry out what it can, and sends the mails.
 *
 * All of it follows from rows that are committed before the browser has its answer. Whoever works on one has it leased, so
 * that replicas share the work and nothing is sent twice; a lease that is not prolonged ends, so that what a crash interrupts
 * is done by somebody else. A mail whose sending a crash interrupts may go out again, under the same Message-ID.
 */
export function createRequestDelivery({
  store,
  outbox,
  terminator,
  changes,
  tenants,
  mailer,
  clock,
  logger,
}: {
  store: RequestStore;
  outbox: RequestOutbox;
  terminator: Terminator;
  changes: Pick<Changes, 'say'>;
  tenants: readonly Tenant[];
  mailer: Mailer;
  clock: () => Date;
  logger: Pick<FastifyBaseLogger, 'warn' | 'error'>;
}) {
  const running = new Set<Promise<void>>();
  let watching: NodeJS.Timeout | undefined;
  let closing = false;

  const track = (work: Promise<void>): Promise<void> => {
    const tracked = work.finally(() => running.delete(tracked));
    running.add(tracked);
    return tracked;
  };

  const attempt = async (request: LeasedRequest): Promise<void> => {
    try {
      const outcome = await terminator.attempt(request);
      if (outcome) sayRequest(changes, request, outcome.type === 'applied' ? ['subscriptions'] : []);
    } catch (error) {
      // What fails here is the database; the lease ends, and the request is found again.
      logger.error({ tenant: request.tenant, err: error }, 'what became of a request is not written down');
    }
  };

  const send = async (mail: LeasedMail): Promise<LeasedRequest> => {
    const request = await store.get(mail.request);
    const tenant = tenants.find(({ slug }) => slug === request?.tenant);
    if (!request || !tenant) throw new Error('There is no such request, or no such tenant any more');
    const attachment = mail.purpose === 'supplier' ? await store.attachmentOf(request) : null;
    await mailer.send(renderRequestMail({ tenant, request, purpose: mail.purpose, attachment }));
    return request;
  };

  const deliver = async (leased: LeasedMail): Promise<void> => {
    let mail = leased;
    // A large file over a slow line takes longer than a lease.
    const beat = setInterval(() => {
      void outbox.keep(mail).then(
        (kept) => void (mail = kept ?? mail),
        () => undefined,
      );
    }, mailLeaseMilliseconds / 3);
    let request: LeasedRequest;
    try {
      request = await send(mail);
    } catch (error) {
      clearInterval(beat);
      // What a person mistyped is refused for good. The supplier's own mailbox has to be put right, and then gets it all.
      const hopeless = error instanceof MailRefused && !mail.purpose.startsWith('supplier');
      const log = mail.attempts >= 5 || hopeless ? logger.error.bind(logger) : logger.warn.bind(logger);
      log(
        { request: mail.request, purpose: mail.purpose, attempts: mail.attempts + 1, err: error },
        hopeless ? 'a mail was given up' : 'a mail is not out yet',
      );
      if (hopeless) await outbox.giveUp(mail);
      else await outbox.postpone(mail, new Date(clock().getTime() + pauseAfter(mail.attempts + 1)));
      return;
    } finally {
      clearInterval(beat);
    }
    await outbox.sent(mail);
    if (mail.purpose === 'supplier') sayRequest(changes, request);
  };

  /** Does what is due until nothing is. One at a time in this process; asked again meanwhile, it looks once more. */
  const createDrain = <Item>(lease: (most: number) => Promise<Item[]>, work: (item: Item) => Promise<void>) => {
    let current: Promise<void> | undefined;
    let again = false;
    const drain = async (): Promise<void> => {
      do {
        again = false;
        for (let items = await lease(atOnce); items.length > 0; items = closing ? [] : await lease(atOnce)) {
          await Promise.all(items.map(work));
        }
        // What was asked meanwhile sets it.
      } while (again as boolean);
    };
    return (): Promise<void> => {
      if (closing) return Promise.resolve();
      again = true;
      current ??= track(
        drain()
          .catch((error: unknown) => logger.error({ err: error }, 'requests cannot be delivered'))
          .finally(() => (current = undefined)),
      );
      return current;
    };
  };

  const drainMails = createDrain((most) => outbox.lease(most), deliver);
  const drainOutcomes = createDrain((most) => store.leaseOpen(most), attempt);

  const drain = async (): Promise<void> => {
    await Promise.all([drainOutcomes(), drainMails()]);
    // Outcomes let mails go.
    await drainMails();
  };

  return {
    /** Carries out a request that is leased to the caller, then sends its mails. Resolves when the first is done. */
    async begin(request: LeasedRequest): Promise<void> {
      if (request.outcome.type === 'open') await track(attempt(request));
      setImmediate(() => void drainMails());
    },

    /** Does now what is due. */
    drain,

    /** Looks for what is due, now and from time to time. */
    watch(): void {
      watching = setInterval(() => void drain(), lookMilliseconds).unref();
      void drain();
    },

    /** Settles when nothing is under way. */
    async idle(): Promise<void> {
      // What has just been begun begins with the next turn.
      await new Promise((resolve) => setImmediate(resolve));
      while (running.size > 0) {
        await Promise.all(running);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },

    /** Ends: what is under way is finished, the rest is left in the database. */
    async close(): Promise<void> {
      clearInterval(watching);
      closing = true;
      await this.idle();
    },
  };
}
