import PDFDocument from 'pdfkit';
import { addDays, berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import { createFormats } from '../../src/domain/format.ts';
import { chargeOf, type InvoiceObject } from './billing.ts';
import type { Series } from './series.ts';
import type { Party } from './world.ts';

const titles = { usage: 'Rechnung', prepayment: 'Abschlagsrechnung', void: 'Stornorechnung' } as const;

/** The share of value added tax in a gross amount, at 19 %. */
const vatShare = 19 / 119;

/** The sandbox's owners of roofs are small businesses: what they are paid is not taxed (section 19 UStG). */
const noVat = 'Gutschrift ohne Umsatzsteuer: Der Einspeiser ist Kleinunternehmer nach § 19 UStG.';

/** The invoice as a PDF file, with the same figures as the API's. */
export async function invoicePdf(
  invoice: InvoiceObject,
  series: Series,
  { organisation, person, contract, plan }: Party,
): Promise<Buffer> {
  const formats = createFormats('de');
  const start = berlinDateOf(invoice.period_start);
  const endExclusive = berlinDateOf(invoice.period_end);
  const brand = organisation.slug.charAt(0).toUpperCase() + organisation.slug.slice(1);
  const document = new PDFDocument({
    size: 'A4',
    margin: 56,
    info: {
      Title: `${titles[invoice.type]} ${invoice.invoice_number}`,
      Author: brand,
      // The same invoice is the same file, byte for byte.
      CreationDate: new Date(invoice.issued_at ?? invoice.period_end),
    },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));

  // The standard fonts of PDF know no narrow no-break blanks and no real minus.
  const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ').replace(/\u2212/g, '-');
  const line = (label: string, value: string, bold = false): void => {
    const y = document.y;
    document.font(bold ? 'Helvetica-Bold' : 'Helvetica').fontSize(11);
    document.text(label, 56, y, { width: 330 });
    document.text(plain(value), 386, y, { width: 153, align: 'right' });
    document.moveDown(0.4);
  };

  document.font('Helvetica-Bold').fontSize(20).text(brand);
  document.moveDown(1.5).font('Helvetica').fontSize(11);
  document.text(person.company ?? `${person.firstName} ${person.lastName}`);
  document.text(`${contract.street} ${contract.houseNumber}`);
  document.text(`${contract.zip} ${contract.city}`);
  document.moveDown(2).font('Helvetica-Bold').fontSize(16).text(titles[invoice.type]);
  document.moveDown(0.5);
  line('Rechnungsnummer', invoice.invoice_number);
  line('Zeitraum', `${formats.date(start)} - ${formats.date(addDays(endExclusive, -1))}`);
  if (invoice.issued_at) line('Rechnungsdatum', formats.date(berlinDateOf(invoice.issued_at)));
  line('Tarif', plan.name);
  document.moveDown(1);
  if (invoice.type === 'usage') {
    const { energyEur, baseFeeEur } = chargeOf(series, { person, contract, plan }, start, endExclusive);
    const sign = plan.type === 'feed_in' ? -1 : 1;
    line(
      `${sign < 0 ? 'Einspeisung' : 'Energie'}: ${plain(formats.number(invoice.usage ?? 0, 3))} kWh`,
      formats.eur(sign * energyEur),
    );
    if (baseFeeEur > 0) line('Grundpreis', formats.eur(baseFeeEur));
  } else if (invoice.type === 'prepayment') {
    line('Abschlag', formats.eur(invoice.total));
  } else {
    line('Aufhebung einer früheren Rechnung', formats.eur(invoice.total));
  }
  document.moveDown(0.5);
  line('Gesamtbetrag', formats.eur(invoice.total), true);
  if (plan.type === 'feed_in') {
    document.moveDown(0.5).font('Helvetica').fontSize(9).text(noVat, 56, document.y, { width: 483 });
  } else {
    line('darin Umsatzsteuer 19 %', formats.eur(invoice.total * vatShare));
  }
  document.end();
  return done;
}
