import { textLanguageOf } from '../../src/contract/gateway/languages.ts';
import { addDays, berlinDateOf } from '../../src/domain/berlin-calendar.ts';
import { createFormats } from '../../src/domain/format.ts';
import { oneLine, renderBrandMail, type MailBlock } from '../mail/brand-mail.ts';
import type { Mail } from '../mail/mailer.ts';
import { normalizeEmail } from '../sign-in/email-address.ts';
import type { Tenant } from '../tenants/tenant.ts';
import { typeOf } from './attachment.ts';
import type { StoredRequest, SummaryLine } from './customer-request.ts';
import type { MailPurpose } from './request-outbox.ts';
import { summaryOf } from './request-summary.ts';
import { personTexts, staffTexts } from './request-texts.ts';

type Locale = 'de' | 'en';

/** Two lines that identify a request: for the mails and the receipt. */
export function headOf({ reference, receivedAt }: StoredRequest, locale: Locale): SummaryLine[] {
  const words = personTexts[locale];
  return [
    { label: words.reference, value: reference },
    { label: words.receivedAt, value: createFormats(locale).dateTime(receivedAt) },
  ];
}

/** What happens next, for the person. */
export function nextSentence({ content, outcome }: StoredRequest): string {
  const words = personTexts[content.locale];
  switch (outcome.type) {
    case 'applied':
      return words.applied(lastDayOf(outcome.endAt, content.locale));
    case 'refused':
      return words.refused[isTold(outcome.code) ? outcome.code : 'other'];
    case 'open':
      return words.open;
    case 'none':
      return words.next[content.kind];
  }
}

/**
 * Renders a mail of a request.
 *
 * @param attachment - What goes with the supplier's mail.
 */
export function renderRequestMail({
  tenant,
  request,
  purpose,
  attachment,
}: {
  tenant: Tenant;
  request: StoredRequest;
  purpose: MailPurpose;
  attachment: Buffer | null;
}): Mail {
  const [whom = '', follows] = purpose.split('-');
  const messageId = `${request.id}.${purpose}@${tenant.mail.from.split('@')[1] ?? 'localhost'}`;
  const isSecond = follows !== undefined;
  if (whom === 'supplier') return { ...staffMail(tenant, request, isSecond, attachment), messageId };
  return { ...personMail(tenant, request, { toAccount: whom === 'account', isSecond }), messageId };
}

function personMail(
  tenant: Tenant,
  request: StoredRequest,
  { toAccount, isSecond }: { toAccount: boolean; isSecond: boolean },
): Mail {
  const { content, known, reference } = request;
  const { locale } = content;
  const words = personTexts[locale];
  const typed = 'email' in content ? content.email : null;
  const account = known && normalizeEmail(known.email);
  const to = toAccount ? account : typed;
  if (to === null) throw new Error('There is nobody to write to');
  const isOwn = to === account;
  // Anybody may name any address. The law wants a declaration repeated to it; a message would be an advertisement.
  const repeats = content.kind !== 'contact' || isOwn;
  const brand = oneLine(tenant.name);
  const title =
    isSecond && (content.kind === 'cancellation' || content.kind === 'withdrawal')
      ? words.outcomeSubject[content.kind]
      : words.subject[content.kind];
  const blocks: MailBlock[] = [
    { type: 'paragraph', text: words.greeting(isOwn && known ? oneLine(known.name) : '') },
    { type: 'paragraph', text: words.received[content.kind](brand) },
    { type: 'notice', text: nextSentence(request) },
    { type: 'lines', lines: [...headOf(request, locale), ...(repeats ? summaryOf(request) : [])] },
    { type: 'paragraph', text: isOwn && !toAccount ? words.keep : `${words.keep} ${words.notYou}` },
  ];
  return {
    to,
    tenant,
    replyTo: tenant.mail.replyTo ?? tenant.brand.support.email,
    ...renderBrandMail({ tenant, locale, subject: `${title} (${reference})`, blocks }),
  };
}

function staffMail(tenant: Tenant, request: StoredRequest, isSecond: boolean, attachment: Buffer | null): Mail {
  const { content, known, customer, reference, attachmentName } = request;
  // The frame is for the supplier, the content stays as its author wrote it and has it confirmed.
  const locale = textLanguageOf(tenant.brand.default_locale);
  const words = staffTexts[locale];
  const typed = 'email' in content ? content.email : null;
  const replyTo = typed ?? known?.email;
  const account = known && [known.name, known.email].map(oneLine).join(', ');
  const who: SummaryLine[] = [
    { label: words.signedIn, value: customer === null ? words.notSignedIn : words.signedInAs(customer) },
    ...(account ? [{ label: words.known, value: account }] : []),
    ...(content.subscription === null ? [] : [{ label: words.subscription, value: content.subscription }]),
  ];
  const blocks: MailBlock[] = [
    { type: 'paragraph', text: isSecond ? words.outcome : words.received[content.kind] },
    { type: 'notice', text: staffSentence(request, locale) },
    { type: 'lines', lines: [...headOf(request, content.locale), ...summaryOf(request)] },
    { type: 'lines', lines: who },
  ];
  const subject = `${words.subject[content.kind]} ${reference}: ${words.todo[request.outcome.type]}`;
  return {
    to: tenant.mail.requestsTo,
    tenant,
    forStaff: true,
    ...(replyTo ? { replyTo } : {}),
    ...(attachment && attachmentName
      ? { attachments: [{ name: attachmentName, type: typeOf(attachmentName), content: attachment }] }
      : {}),
    ...renderBrandMail({ tenant, locale, subject, blocks }),
  };
}

function staffSentence({ outcome }: StoredRequest, locale: Locale): string {
  const words = staffTexts[locale];
  switch (outcome.type) {
    case 'applied':
      return words.applied(lastDayOf(outcome.endAt, locale));
    case 'refused':
      return outcome.code === 'no_answer' ? words.noAnswer : words.refused(oneLine(outcome.code));
    case 'open':
      return words.open;
    case 'none':
      return words.none;
  }
}

/** The last day of supply before an exclusive Berlin midnight. */
function lastDayOf(endAt: Date, locale: Locale): string {
  return createFormats(locale).date(addDays(berlinDateOf(endAt), -1));
}

function isTold(code: string): code is 'invalid_termination_date' | 'withdrawal_not_allowed' {
  return code === 'invalid_termination_date' || code === 'withdrawal_not_allowed';
}
