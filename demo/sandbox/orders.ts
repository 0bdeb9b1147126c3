import { find, type Answer, type Call } from './call.ts';
import { refusal } from './errors.ts';
import { idOf } from './identifiers.ts';
import { idOfReference, type ApiObject, type OrganisationData, type World } from './world.ts';

/**
 * The subscription that something is ordered for.
 *
 * @throws {ApiError} 400, 404, and 422 for feed-in, which has its smart meter already and pays no grid fees, and for what is over.
 */
function ofConsumption(data: OrganisationData, { subscription: id }: Call['body']): ApiObject {
  if (typeof id !== 'string') throw refusal(400, 'invalid_type', 'subscription', 'is missing');
  const subscription = find(data.subscriptions, id);
  if (subscription.type === 'feed_in') {
    throw refusal(422, 'unsupported_product', 'subscription', 'is not for feed-in');
  }
  if (subscription.status === 'ended') throw refusal(422, 'ended_subscription', 'subscription', 'has ended');
  return subscription;
}

/** `POST /meter-orders` */
export function orderMeter(world: World, { body, data }: Call): Answer {
  const subscription = ofConsumption(data, body);
  if ((subscription.meter as ApiObject).type === 'smart') {
    throw refusal(422, 'unsupported_meter_order', 'subscription', 'There is a smart meter already');
  }
  if (data.meterOrders.some((order) => order.subscription === subscription.id && order.status !== 'cancelled')) {
    throw refusal(422, 'duplicate_meter_order', 'subscription', 'A smart meter is on order');
  }
  const created = world.now.toISOString();
  const made: ApiObject = {
    object: 'meter_order',
    id: idOf('prdo', `${subscription.id} ${created}`),
    subscription: subscription.id,
    customer: idOfReference(subscription.customer),
    provider: 'inexogy',
    status: 'created',
    created_at: created,
    installed_at: null,
    activated_at: null,
    cancelled_at: null,
    cancelled_reason: null,
    blocked_at: null,
    blocked_reason: null,
    appointment_at: null,
  };
  world.add(data.organisation.slug, 'meterOrders', made);
  const context = { meter_order: made.id, subscription: subscription.id };
  return { body: made, event: { topic: 'meter_order.created', context } };
}

/** `POST /grid-fee-reductions` */
export function orderReduction(world: World, { body, data }: Call): Answer {
  const { type } = body;
  if (typeof type !== 'string') throw refusal(400, 'invalid_type', 'type', 'is missing');
  if (!/^enwg-14a-module-[123]$/.test(type)) throw refusal(400, 'invalid_value', 'type', 'is not known');
  const subscription = ofConsumption(data, body);
  const running = data.gridFeeReductions.filter(
    (reduction) =>
      reduction.subscription === subscription.id && !['rejected', 'ended'].includes(String(reduction.status)),
  );
  const has = (module: number): boolean => running.some(({ type: own }) => own === `enwg-14a-module-${module}`);
  if (running.some(({ type: own }) => own === type) || (type.endsWith('2') && (has(1) || has(3))) || has(2)) {
    throw refusal(422, 'duplicate_grid_reduction', 'type', 'excluded by another reduction');
  }
  if (type.endsWith('3') && !has(1)) throw refusal(422, 'missing_module_1', 'type', 'needs module 1');
  if (type.endsWith('3') && (subscription.meter as ApiObject).type !== 'smart') {
    throw refusal(422, 'missing_smart_meter', 'type', 'needs a smart meter');
  }
  const created = world.now.toISOString();
  const made: ApiObject = {
    object: 'grid_fee_reduction',
    id: idOf('gfr', `${subscription.id} ${type} ${created}`),
    subscription: subscription.id,
    type,
    status: subscription.status === 'pending' ? 'intended' : 'ordered',
    valid_from: null,
    valid_until: null,
    created_at: created,
    updated_at: created,
    customer: idOfReference(subscription.customer),
  };
  world.add(data.organisation.slug, 'gridFeeReductions', made);
  return { body: made };
}
