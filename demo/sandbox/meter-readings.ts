import { berlinDateOf, startOfBerlinDay } from '../../src/domain/berlin-calendar.ts';
import { ApiError, refusal } from './errors.ts';
import { idOf } from './identifiers.ts';
import { idOfReference, type ApiObject, type OrganisationData, type World } from './world.ts';

/** A date and time in UTC (RFC 3339, with `Z`). */
const utcInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/;

/** The readings of a subscription, oldest first. */
export function readingsOfSubscription(data: OrganisationData, subscription: string): ApiObject[] {
  return data.meterReadings
    .filter((reading) => reading.subscription === subscription)
    .sort((a, b) => String(a.timestamp).localeCompare(String(b.timestamp)));
}

/**
 * `POST /meter-readings`: takes a reading that a customer reports. It counts from the beginning of its Berlin day.
 *
 * @throws {ApiError} 400 for a body that is none, 404 for another's subscription, 422 with a code for what cannot be.
 */
export function reportReading(world: World, data: OrganisationData, body: Record<string, unknown>): ApiObject {
  const { subscription: id, value, timestamp, message } = body;
  if (typeof id !== 'string') throw refusal(400, 'invalid_type', 'subscription', 'is missing');
  if (typeof value !== 'number') throw refusal(400, 'invalid_type', 'value', 'has to be a number');
  if (value <= 0) throw refusal(400, 'too_small', 'value', 'has to be more than 0');
  if (typeof timestamp !== 'string' || !utcInstant.test(timestamp) || Number.isNaN(Date.parse(timestamp))) {
    throw refusal(400, 'invalid_format', 'timestamp', 'has to be UTC');
  }
  if (message !== undefined && typeof message !== 'string') throw refusal(400, 'invalid_type', 'message', 'is no text');
  if (message !== undefined && message.length > 500) throw refusal(400, 'too_big', 'message', 'is too long');
  const subscription = data.subscriptions.find((candidate) => candidate.id === id);
  if (!subscription) throw new ApiError(404, 'There is no such object');
  const meter = subscription.meter as ApiObject;
  if (meter.type !== 'analog') throw refusal(422, 'unsupported_meter_reading', 'subscription', 'smart meter');

  const day = berlinDateOf(timestamp);
  const at = startOfBerlinDay(day).toISOString();
  const start = String(subscription.start_at);
  const end = subscription.end_at as string | null;
  // A reading at the end is the last one; what has not happened yet cannot be read.
  if (at < start || (end !== null && at > end) || Date.parse(timestamp) > world.now.getTime()) {
    throw refusal(422, 'out_of_period_meter_reading', 'timestamp', 'outside of supply');
  }
  const readings = readingsOfSubscription(data, id);
  if (readings.some((reading) => reading.timestamp === at)) {
    throw refusal(422, 'duplicate_meter_reading', 'timestamp', 'There is a reading of this day');
  }
  const before = readings.findLast((reading) => String(reading.timestamp) < at);
  const next = readings.find((reading) => String(reading.timestamp) > at);
  const least = Number(before?.value ?? 0);
  const most = next ? Number(next.value) : least + Number(subscription.estimated_usage) * 2;
  if (value < least || value > most) {
    throw refusal(422, 'implausible_meter_reading', 'value', 'does not fit the readings around it');
  }
  const made: ApiObject = {
    object: 'meter_reading',
    id: idOf('mr', `${id} ${timestamp} ${value}`),
    customer: idOfReference(subscription.customer),
    subscription: id,
    meter: meter.id,
    value,
    timestamp: at,
    type: 'customer_report',
    created_at: world.now.toISOString(),
  };
  world.add(data.organisation.slug, 'meterReadings', made);
  return made;
}
