import * as z from 'zod/mini';
import type { LiveTopic } from '../../src/contract/gateway/live.ts';

const id = z.optional(z.nullable(z.string().check(z.maxLength(80))));

/**
 * A webhook of the Nomos API, as far as it matters here: what it is about, and whose. All of today's name a subscription;
 * one that names a customer is understood as well. Fields and topics that are not known are nothing to complain about.
 */
export const webhookEventSchema = z.object({
  /** `evt_…`, the same at every attempt to deliver it. */
  id: z.string().check(z.minLength(1), z.maxLength(100)),
  /** Such as `invoice.created`. */
  topic: z.string().check(z.maxLength(100)),
  context: z._default(z.object({ subscription: id, customer: id }), {}),
});

export type WebhookEvent = z.output<typeof webhookEventSchema>;

/** By the first part of a webhook's topic: what of the customer's may look different now. */
const topicsByObject: Record<string, readonly LiveTopic[]> = {
  customer: ['customer'],
  subscription: ['subscriptions'],
  invoice: ['invoices'],
  meter_order: ['meter-orders'],
};

/** What else changes with single events: a contract that begins has prices, a smart meter that is on has values. */
const furtherTopics: Record<string, readonly LiveTopic[]> = {
  'subscription.activated': ['prices', 'usage'],
  'subscription.ended': ['prices', 'usage'],
  'meter_order.installed': ['subscriptions'],
  'meter_order.activated': ['subscriptions', 'usage'],
};

/** What to look at again after an event; nothing for one that is not known. */
export function topicsOf(topic: string): LiveTopic[] {
  const [object = ''] = topic.split('.');
  const own = Object.hasOwn(topicsByObject, object) ? (topicsByObject[object] ?? []) : [];
  return [...own, ...(Object.hasOwn(furtherTopics, topic) ? (furtherTopics[topic] ?? []) : [])];
}
