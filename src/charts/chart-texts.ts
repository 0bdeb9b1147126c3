import { msg } from '@lit/localize';
import type { ChartTexts } from './chart-model.ts';

/**
 * The words of a chart.
 *
 * @param feedIn - Speaks of what is fed in and paid out.
 * @param estimated - Speaks of preliminary values as estimated ones, which they are at an analog meter.
 */
export function chartTexts({ feedIn = false, estimated = false } = {}): ChartTexts {
  return {
    time: msg('Zeit', { id: 'chart.time' }),
    usage: feedIn ? msg('Einspeisung', { id: 'consumption.title.feed-in' }) : msg('Verbrauch', { id: 'chart.usage' }),
    price: feedIn ? msg('Vergütung', { id: 'chart.payout' }) : msg('Preis', { id: 'chart.price' }),
    cost: feedIn ? msg('Gutschrift', { id: 'invoice.type.credit' }) : msg('Kosten', { id: 'chart.cost' }),
    status: msg('Status', { id: 'invoices.filter.status' }),
    now: msg('jetzt', { id: 'chart.now' }),
    final: estimated ? msg('abgelesen', { id: 'chart.read' }) : msg('endgültig', { id: 'chart.final' }),
    preliminary: estimated
      ? msg('geschätzt', { id: 'chart.estimated' })
      : msg('vorläufig', { id: 'usage.type.preliminary' }),
    other: msg('Ersatzwert', { id: 'chart.substitute' }),
    noValue: msg('kein Wert', { id: 'chart.no-value' }),
    cheapest: feedIn
      ? msg('bestbezahltes Drittel des Tages', { id: 'chart.best-payout' })
      : msg('günstigstes Drittel des Tages', { id: 'chart.cheapest' }),
    dearest: feedIn
      ? msg('am schlechtesten bezahltes Drittel des Tages', { id: 'chart.lowest-payout' })
      : msg('teuerstes Drittel des Tages', { id: 'chart.dearest' }),
    showTable: msg('Als Tabelle zeigen', { id: 'chart.show-table' }),
    showChart: msg('Als Diagramm zeigen', { id: 'chart.show-chart' }),
    cut: msg('Die Tabelle zeigt die ersten 800 Werte; alle enthält die CSV-Datei.', { id: 'chart.cut' }),
  };
}
