import { msg, str } from '@lit/localize';
import type { TemplateResult } from 'lit';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import { renderEmptyNotice } from '../../src/ui/notices.ts';
import type { SwapIdleReason } from './swap-state.ts';

/** Whether the exchange of a subscription's meter can be reported: consumption or feed-in, while it is active. */
export function isSwapReportable({ status, type }: Subscription): boolean {
  return status === 'active' && (type === 'consumption' || type === 'feed_in');
}

/** Why no exchange can be reported, given that none can. */
export function swapIdleReason(subscription: Subscription | null): SwapIdleReason {
  if (!subscription) return { type: 'no-subscription' };
  const { status, start_at: startAt, end_at: endAt } = subscription;
  if (status === 'ended') return { type: 'ended', at: endAt };
  return status === 'pending' ? { type: 'pending', at: startAt } : { type: 'not-active' };
}

/** The reason in words. */
export function renderSwapIdle(reason: SwapIdleReason, formats: Formats): TemplateResult {
  switch (reason.type) {
    case 'no-subscription':
      return renderEmptyNotice(msg('Sie haben noch keinen Vertrag.', { id: 'meter-reading.empty.no-subscription' }));
    case 'pending':
      return renderEmptyNotice(
        msg('Noch gibt es nichts zu melden', { id: 'meter-swap.empty.pending' }),
        reason.at
          ? msg(
              str`Ihre Belieferung beginnt am ${formats.date(berlinDateOf(reason.at))}. Ab dann können Sie hier einen Zählerwechsel melden.`,
              {
                id: 'meter-swap.empty.pending-from',
              },
            )
          : msg('Sobald Ihre Belieferung beginnt, können Sie hier einen Zählerwechsel melden.', {
              id: 'meter-swap.empty.pending-unknown',
            }),
      );
    case 'ended':
      return renderEmptyNotice(
        msg('Dieser Vertrag ist beendet', { id: 'meter-reading.empty.ended' }),
        reason.at
          ? msg(
              str`Wir haben Sie bis zum ${formats.date(addDays(berlinDateOf(reason.at), -1))} beliefert. Einen Zählerwechsel meldet man danach dem neuen Anbieter.`,
              {
                id: 'meter-swap.empty.ended-on',
              },
            )
          : msg('Einen Zählerwechsel meldet man danach dem neuen Anbieter.', { id: 'meter-swap.empty.ended-unknown' }),
      );
    case 'not-active':
      return renderEmptyNotice(
        msg('Für diesen Vertrag können Sie gerade keinen Zählerwechsel melden.', { id: 'meter-swap.empty.not-active' }),
      );
  }
}
