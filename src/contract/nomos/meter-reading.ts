import * as z from 'zod/mini';
import { openEnum } from '../tolerant.ts';

/** A cumulative meter reading in kWh at a UTC instant. `id` begins with `mr_`. */
export const meterReadingSchema = z.object({
  id: z.string(),
  customer: z.string(),
  subscription: z.string(),
  meter: z.string(),
  value: z.number(),
  timestamp: z.string(),
  type: openEnum('customer_report', 'grid_reading', 'grid_estimation'),
  created_at: z.string(),
});

/** A reading as a customer reports it: the instant is UTC with `Z`, the message at most 500 characters. */
export const insertMeterReadingSchema = z.object({
  subscription: z.string(),
  value: z.number().check(z.minimum(0)),
  timestamp: z.iso.datetime(),
  message: z.optional(z.string().check(z.maxLength(500))),
});

export type MeterReading = z.output<typeof meterReadingSchema>;
export type InsertMeterReading = z.output<typeof insertMeterReadingSchema>;
