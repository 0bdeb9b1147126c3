import type { FastifyBaseLogger } from 'fastify';
import { MailRefused, type Mailer } from '../mail/mailer.ts';
import { reasonOf } from '../operation/logging.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { renderNoticeMail } from './notice-mail.ts';
import type { LeasedNotice, Notices } from './notices.ts';

/** How often notices are looked for that wait, or that a restart or another replica has left behind, in milliseconds. */
const lookMilliseconds = 15_000;

/** Finds out whether a change whose answer was lost has been made. @throws {Error} When that cannot be said now. */
export type WasMade = (tenant: Tenant, notice: LeasedNotice) => Promise<boolean>;

export type NoticeDelivery = ReturnType<typeof createNoticeDelivery>;

/** Sends the notices that are due, for as long as it takes: they stay in the database until their mails are out. */
export function createNoticeDelivery({
  notices,
  tenants,
  wasMade,
  mailer,
  logger,
}: {
  notices: Notices;
  tenants: readonly Tenant[];
  wasMade: WasMade;
  mailer: Mailer;
  logger: Pick<FastifyBaseLogger, 'warn' | 'error'>;
}) {
  let running: Promise<void> | undefined;
  let asked = 0;
  const closing = new AbortController();
  let watching: NodeJS.Timeout | undefined;

  const send = async (notice: LeasedNotice): Promise<void> => {
    const tenant = tenants.find(({ slug }) => slug === notice.tenant);
    if (!tenant) throw new Error('The tenant is not there');
    if (!notice.confirmed && !(await wasMade(tenant, notice))) return;
    const { email, ...content } = notice.content;
    const messageId = `notice-${notice.id}@${tenant.mail.from.split('@').at(-1) ?? ''}`;
    await mailer.send({ to: email, ...renderNoticeMail(tenant, content), tenant, messageId });
  };

  const tryOnce = async (notice: LeasedNotice): Promise<void> => {
    try {
      await send(notice);
    } catch (error) {
      const givenUp = error instanceof MailRefused;
      logger.warn(
        { tenant: notice.tenant, attempt: notice.attempts, reason: reasonOf(error) },
        givenUp ? 'notice given up' : 'notice not delivered yet',
      );
      if (!givenUp) return notices.postpone(notice);
    }
    await notices.done(notice.id);
  };

  const drain = async (): Promise<void> => {
    try {
      let seen: number;
      do {
        seen = asked;
        for (let due = await notices.take(); due.length > 0; due = closing.signal.aborted ? [] : await notices.take()) {
          await Promise.all(due.map(tryOnce));
        }
      } while (seen !== asked && !closing.signal.aborted);
    } catch (error) {
      // The database: what is leased is found again when the lease has ended.
      logger.error({ reason: reasonOf(error) }, 'notices cannot be read');
    } finally {
      running = undefined;
    }
  };

  return {
    /** Sends what is due, in the background. */
    start(): void {
      asked += 1;
      if (!closing.signal.aborted) running ??= drain();
    },

    /** Looks now and from time to time. */
    watch(): void {
      watching = setInterval(() => this.start(), lookMilliseconds).unref();
      this.start();
    },

    /** Settles when nothing is under way. */
    async idle(): Promise<void> {
      while (running) await running;
    },

    /** Ends: what is being sent is sent, what waits stays. */
    async close(): Promise<void> {
      closing.abort();
      clearInterval(watching);
      await this.idle();
    },
  };
}
