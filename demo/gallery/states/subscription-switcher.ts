import type { SubscriptionSwitcherState } from '../../../elements/nomos-subscription-switcher/subscription-switcher-element.ts';
import { endedSubscription, feedInSubscription, subscription } from '../fixtures.ts';

/** Every state of `<nomos-subscription-switcher>`, by a name for the state. */
export const subscriptionSwitcherStates: Record<string, SubscriptionSwitcherState> = {
  loaded: {
    type: 'loaded',
    subscriptions: [subscription, feedInSubscription, endedSubscription],
    active: subscription.id,
  },
};
