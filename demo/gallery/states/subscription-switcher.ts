import type { SubscriptionSwitcherState } from '../../../elements/nomos-subscription-switcher/subscription-switcher-element.ts';
import { endedSubscription, feedInSubscription, subscription } from '../fixtures.ts';

/** Every state of `<nomos-subscription-switcher>`, by a name for the state. */
export const subscriptionSwitcherStates: Record<string, SubscriptionSwitcherState> = {
  loaded: {
    type: 'loaded',
    subscriptions: [subscription, feedInSubscription, endedSubscription],
    active: subscription.id,
  },
  'one to come, one that is terminated': {
    type: 'loaded',
    subscriptions: [
      { ...subscription, terminated_at: '2026-11-20T10:00:00Z', end_at: '2027-03-28T22:00:00Z' },
      { ...endedSubscription, status: 'pending', end_at: null },
    ],
    active: subscription.id,
  },
};
