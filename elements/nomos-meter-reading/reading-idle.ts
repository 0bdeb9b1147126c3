import { msg, str } from '@lit/localize';
import type { TemplateResult } from 'lit';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { addDays, berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import type { Formats } from '../../src/domain/format.ts';
import { renderEmptyNotice } from '../../src/ui/notices.ts';

/** Why there is nothing to report. */
export type IdleReason =
  | { type: 'no-subscription' | 'smart-meter' | 'other-meter' | 'not-active' }
  | {
      type: 'pending' | 'ended';
      /** UTC instant: the start of supply, or its end, which is exclusive. */
      at: string | null;
    };

/** Why no reading of a subscription can be reported, given that none can. */
export function idleReason(subscription: Subscription | null): IdleReason {
  if (!subscription) return { type: 'no-subscription' };
  const { status, meter, start_at: startAt, end_at: endAt } = subscription;
  if (status === 'ended') return { type: 'ended', at: endAt ?? null };
  if (meter.type === 'smart') return { type: 'smart-meter' };
  if (meter.type !== 'analog') return { type: 'other-meter' };
  return status === 'pending' ? { type: 'pending', at: startAt ?? null } : { type: 'not-active' };
}

/** The reason in words, with what happens instead. */
export function renderIdle(reason: IdleReason, formats: Formats): TemplateResult {
  switch (reason.type) {
    case 'no-subscription':
      return renderEmptyNotice(msg('Sie haben noch keinen Vertrag.', { id: 'meter-reading.empty.no-subscription' }));
    case 'smart-meter':
      return renderEmptyNotice(
        msg('Hier müssen Sie nichts ablesen', { id: 'meter-reading.empty.smart' }),
        msg('Ihr Smart Meter meldet seine Werte selbst.', { id: 'meter-reading.empty.smart-explanation' }),
      );
    case 'other-meter':
      return renderEmptyNotice(
        msg('Hier müssen Sie nichts ablesen', { id: 'meter-reading.empty.smart' }),
        msg('Dieser Zähler wird auf anderem Weg abgelesen.', { id: 'meter-reading.empty.other-explanation' }),
      );
    case 'pending':
      return renderEmptyNotice(
        msg('Noch ist nichts abzulesen', { id: 'meter-reading.empty.pending' }),
        reason.at
          ? msg(
              str`Ihre Belieferung beginnt am ${formats.date(berlinDateOf(reason.at))}. Ab diesem Tag können Sie hier Ihren Zählerstand melden.`,
              { id: 'meter-reading.empty.pending-from' },
            )
          : msg('Sobald Ihre Belieferung beginnt, können Sie hier Ihren Zählerstand melden.', {
              id: 'meter-reading.empty.pending-unknown',
            }),
      );
    case 'ended':
      return renderEmptyNotice(
        msg('Dieser Vertrag ist beendet', { id: 'meter-reading.empty.ended' }),
        reason.at
          ? msg(
              str`Wir haben Sie bis zum ${formats.date(addDays(berlinDateOf(reason.at), -1))} beliefert. Einen Zählerstand brauchen wir nicht mehr.`,
              { id: 'meter-reading.empty.ended-on' },
            )
          : msg('Einen Zählerstand brauchen wir nicht mehr.', { id: 'meter-reading.empty.ended-unknown' }),
      );
    case 'not-active':
      return renderEmptyNotice(
        msg('Für diesen Vertrag können Sie gerade keinen Zählerstand melden.', {
          id: 'meter-reading.empty.not-active',
        }),
      );
  }
}
