import type { MeterOrder } from '../contract/nomos/meter-order.ts';
import { berlinDateOf, isBerlinDate, startOfBerlinDay, type BerlinDate } from './berlin-calendar.ts';

/** The milestones of a smart meter's roll-out in their usual order, as the API names them. */
export const meterOrderMilestones = [
  'created',
  'placed',
  'check_submitted',
  'check_reviewed',
  'scheduled',
  'installed',
  'activated',
] as const;

export type MeterOrderMilestone = (typeof meterOrderMilestones)[number];

/** A milestone of an order. */
export interface MeterOrderStep {
  milestone: MeterOrderMilestone;
  /** `current`: reached last. `open`: not reached, and it may be skipped. */
  state: 'done' | 'current' | 'open';
  /** The Berlin day on which it was reached, where the API tells. */
  date: BerlinDate | null;
}

/** Whether an order goes on, is held up, or is over, and one way or the other. */
export type MeterOrderStanding = 'running' | 'blocked' | 'activated' | 'cancelled';

/** When somebody comes to install the meter. */
export interface Appointment {
  date: BerlinDate;
  /** UTC; `null` where only the day is known. */
  utcInstant: string | null;
}

/** Whether the order goes on. The API names what holds it up for as long as it does. */
export function meterOrderStanding(order: MeterOrder): MeterOrderStanding {
  if (order.status === 'cancelled') return 'cancelled';
  if (order.status === 'activated') return 'activated';
  return order.blocked_at !== null || order.blocked_reason !== null ? 'blocked' : 'running';
}

/**
 * The milestones with how far the order has got. An order that was cancelled shows those that its dates prove; of a status
 * that is not known the same holds.
 */
export function meterOrderTimeline(order: MeterOrder): MeterOrderStep[] {
  const dates: Partial<Record<MeterOrderMilestone, BerlinDate | null>> = {
    created: dayOf(order.created_at),
    installed: dayOf(order.installed_at),
    activated: dayOf(order.activated_at),
  };
  const named = meterOrderMilestones.findIndex((milestone) => milestone === order.status);
  const proven = meterOrderMilestones.findLastIndex((milestone) => dates[milestone] != null);
  const reached = Math.max(named >= 0 ? named : proven, 0);
  const goesOn = meterOrderStanding(order) !== 'cancelled' && reached < meterOrderMilestones.length - 1;
  return meterOrderMilestones.map((milestone, at) => ({
    milestone,
    state: at > reached ? 'open' : at === reached && goesOn ? 'current' : 'done',
    date: at > reached ? null : (dates[milestone] ?? null),
  }));
}

/**
 * The appointment of an order that still leads to one. A day without a time comes as a date, or as the midnight with which it
 * begins in Berlin: nobody installs meters at midnight.
 */
export function appointmentOf(order: MeterOrder): Appointment | null {
  const { appointment_at: at, installed_at: installedAt } = order;
  const standing = meterOrderStanding(order);
  if (at === null || installedAt !== null || order.status === 'installed') return null;
  if (standing === 'cancelled' || standing === 'activated') return null;
  if (isBerlinDate(at)) return { date: at, utcInstant: null };
  const date = dayOf(at);
  if (date === null) return null;
  const isMidnight = startOfBerlinDay(date).getTime() === Date.parse(at);
  return { date, utcInstant: isMidnight ? null : new Date(at).toISOString() };
}

/** The Berlin day of an instant, `null` for what is none. */
function dayOf(utcInstant: string | null): BerlinDate | null {
  if (utcInstant === null || Number.isNaN(Date.parse(utcInstant))) return null;
  return berlinDateOf(utcInstant);
}
