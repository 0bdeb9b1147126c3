import { createRequire } from 'node:module';
import { oneLine } from '../mail/brand-mail.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { StoredRequest, SummaryLine } from './customer-request.ts';
import { headOf, nextSentence } from './request-mails.ts';
import { summaryOf } from './request-summary.ts';
import { personTexts } from './request-texts.ts';

const titles = {
  de: {
    cancellation: 'Bestätigung Ihrer Kündigung',
    withdrawal: 'Bestätigung Ihres Widerrufs',
    'meter-swap': 'Bestätigung Ihrer Meldung',
    contact: 'Bestätigung Ihrer Nachricht',
  },
  en: {
    cancellation: 'Confirmation of your cancellation',
    withdrawal: 'Confirmation of your withdrawal',
    'meter-swap': 'Confirmation of your report',
    contact: 'Confirmation of your message',
  },
} as const;

/** The standard fonts of PDF know Western European letters only; names and addresses have others. */
const fonts = {
  regular: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
} as const;

const { resolve } = createRequire(import.meta.url);

/** Lengths in points on A4. */
const page = { margin: 64, width: 595.28, height: 841.89, labels: 150, gap: 18, footer: 56 };

/**
 * The receipt of a request as a PDF: what the mail of confirmation says, with the same lines and the same time, in the brand's
 * name and colours and the language of the request. Tagged, so that it can be read out.
 */
export async function receiptPdf(tenant: Tenant, request: StoredRequest): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit');
  const { locale, kind } = request.content;
  const { legal, support, colors } = tenant.brand;
  const { light } = colors;
  const words = personTexts[locale];
  const brand = oneLine(tenant.name);
  const title = titles[locale][kind];
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: page.margin, left: page.margin, right: page.margin, bottom: page.margin + page.footer },
    tagged: true,
    pdfVersion: '1.5',
    lang: locale,
    displayTitle: true,
    bufferPages: true,
    // The same request is the same file.
    info: { Title: `${title} (${request.reference})`, Author: brand, CreationDate: request.receivedAt },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((finish) => document.on('end', () => finish(Buffer.concat(chunks))));
  document.registerFont('regular', resolve(fonts.regular));
  document.registerFont('bold', resolve(fonts.bold));
  const root = document.struct('Document');
  document.addStructure(root);

  const left = page.margin;
  const width = page.width - 2 * page.margin;
  const text = (
    tag: 'H1' | 'H2' | 'P',
    content: string,
    {
      font = 'regular',
      size = 11,
      color = light.text,
      after = 0,
    }: { font?: keyof typeof fonts; size?: number; color?: string; after?: number } = {},
  ): void => {
    root.add(
      document.struct(tag, {}, () => {
        document.font(font).fontSize(size).fillColor(color).text(content, left, document.y, { width, lineGap: 2 });
      }),
    );
    document.y += after;
  };
  const rule = (color: string, thickness = 0.75): void => {
    document.markContent('Artifact', { type: 'Layout' });
    document
      .moveTo(left, document.y)
      .lineTo(left + width, document.y)
      .lineWidth(thickness)
      .strokeColor(color)
      .stroke();
    document.endMarkedContent();
  };
  const rows = (lines: readonly SummaryLine[]): void => {
    for (const { label, value } of lines) {
      const valueWidth = width - page.labels - page.gap;
      const needed = Math.min(document.font('regular').fontSize(11).heightOfString(value, { width: valueWidth }), 60);
      if (document.y + needed > page.height - page.margin - page.footer) document.addPage();
      const top = document.y;
      const line = document.struct('P');
      root.add(line);
      line.add(
        document.struct('Span', {}, () => {
          document.font('regular').fontSize(9.5).fillColor(light.muted);
          document.text(label, left, top + 1.5, { width: page.labels, lineGap: 1 });
        }),
      );
      const afterLabel = document.y;
      line.add(
        document.struct('Span', {}, () => {
          document.font('regular').fontSize(11).fillColor(light.text);
          document.text(value, left + page.labels + page.gap, top, { width: valueWidth, lineGap: 2 });
        }),
      );
      line.end();
      // A value may have gone on to the next page.
      document.y = document.y < top ? document.y + 7 : Math.max(document.y, afterLabel) + 7;
    }
  };

  text('P', brand, { font: 'bold', size: 18, color: light.brand, after: 10 });
  rule(light.brand, 2);
  document.y += 34;
  text('H1', title, { font: 'bold', size: 20, after: 12 });
  text('P', words.received[kind](brand), { after: 4 });
  text('P', nextSentence(request), { font: 'bold', after: 22 });
  rule(light.line);
  document.y += 14;
  rows(headOf(request, locale));
  document.y += 5;
  rule(light.line);
  document.y += 14;
  rows(summaryOf(request));
  root.end();

  const sender = [legal.company, ...legal.address].join(', ');
  const contact = [support.email, support.phone, support.hours?.[locale]].filter((way) => way != null).join(', ');
  const { start, count } = document.bufferedPageRange();
  for (let n = start; n < start + count; n += 1) {
    document.switchToPage(n);
    // Below the margin, where text would open another page.
    document.page.margins.bottom = 0;
    document.markContent('Artifact', { type: 'Pagination' });
    document.y = page.height - page.margin - 26;
    document
      .moveTo(left, document.y - 10)
      .lineTo(left + width, document.y - 10)
      .lineWidth(0.75)
      .strokeColor(light.line)
      .stroke();
    document.font('regular').fontSize(8.5).fillColor(light.muted);
    document.text(`${sender}\n${contact}`, left, document.y, { width: width - 80, lineGap: 2 });
    if (count > 1) {
      document.text(`${n - start + 1} / ${count}`, left + width - 60, page.height - page.margin - 26, {
        width: 60,
        align: 'right',
      });
    }
    document.endMarkedContent();
  }
  document.end();
  return done;
}
