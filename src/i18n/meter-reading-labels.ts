import { msg } from '@lit/localize';
import type { Formats } from '../domain/format.ts';

/** Where a reading comes from, in words. */
export function meterReadingTypeLabel(type: string): string {
  switch (type) {
    case 'customer_report':
      return msg('Von Ihnen gemeldet', { id: 'meter-reading.type.customer-report' });
    case 'grid_reading':
      return msg('Vom Netzbetreiber abgelesen', { id: 'meter-reading.type.grid-reading' });
    case 'grid_estimation':
      return msg('Vom Netzbetreiber geschätzt', { id: 'meter-reading.type.grid-estimation' });
    default:
      return msg('Auf anderem Weg erfasst', { id: 'meter-reading.type.other' });
  }
}

/** What a meter shows, with as many decimals as were read, three at the most: `12.345 kWh`, `12.345,6 kWh`. */
export function meterReadingLabel(kWh: number, formats: Formats): string {
  const decimals = [0, 1, 2].find((count) => Number(kWh.toFixed(count)) === kWh) ?? 3;
  return `${formats.number(kWh, decimals)}\u00a0kWh`;
}
