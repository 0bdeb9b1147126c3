import { createFormats } from '../../src/domain/format.ts';
import { oneLine, renderBrandMail, type MailContent, type MailLine } from '../mail/brand-mail.ts';
import type { Tenant } from '../tenants/tenant.ts';
import type { NoticeContent } from './change.ts';

const texts = {
  de: {
    subjects: {
      names: (brand: string) => `Ihr Name bei ${brand} wurde geändert`,
      billingAddress: (brand: string) => `Ihre Rechnungsadresse bei ${brand} wurde geändert`,
      mandate: (brand: string) => `Ihre Bankverbindung bei ${brand} wurde geändert`,
      several: (brand: string) => `Ihre Daten bei ${brand} wurden geändert`,
    },
    greeting: (name: string) => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
    intro: (brand: string) => `im Kundenportal von ${brand} wurde Folgendes geändert:`,
    firstName: 'Vorname',
    lastName: 'Nachname',
    company: 'Firma',
    billingAddress: 'Neue Rechnungsadresse',
    iban: 'Neue IBAN',
    holder: 'Kontoinhaber',
    contract: 'Vertrag',
    at: 'Zeitpunkt',
    device: 'Gerät',
    on: (browser: string, system: string) => `${browser} auf ${system}`,
    unknown: 'unbekannt',
    you: 'Waren Sie das? Dann brauchen Sie nichts zu tun.',
    notYou: (contact: string) => `Das waren Sie nicht? Dann sagen Sie uns bitte sofort Bescheid: ${contact}.`,
    safety: 'Melden Sie außerdem im Portal unter „Konto“ alle anderen Geräte ab.',
  },
  en: {
    subjects: {
      names: (brand: string) => `Your name at ${brand} was changed`,
      billingAddress: (brand: string) => `Your billing address at ${brand} was changed`,
      mandate: (brand: string) => `Your bank details at ${brand} were changed`,
      several: (brand: string) => `Your details at ${brand} were changed`,
    },
    greeting: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
    intro: (brand: string) => `this was changed in the ${brand} customer portal:`,
    firstName: 'First name',
    lastName: 'Last name',
    company: 'Company',
    billingAddress: 'New billing address',
    iban: 'New IBAN',
    holder: 'Account holder',
    contract: 'Contract',
    at: 'When',
    device: 'Device',
    on: (browser: string, system: string) => `${browser} on ${system}`,
    unknown: 'unknown',
    you: 'Was it you? Then there is nothing you need to do.',
    notYou: (contact: string) => `It was not you? Then please tell us at once: ${contact}.`,
    safety: 'Please also sign out all other devices under “Account” in the portal.',
  },
} as const;

/** What somebody typed must not look like a part of the mail. */
const typed = (text: string | undefined): string | null => (text === undefined ? null : oneLine(text));

const noBreak = '\u00a0';

/** The mail that tells a customer of a change: what, when, on which device, and what to do if it was somebody else. */
export function renderNoticeMail(
  tenant: Tenant,
  { firstName, locale, change, changedAt, device }: Omit<NoticeContent, 'email'>,
): MailContent {
  const words = texts[locale];
  const brand = oneLine(tenant.name);
  const { support } = tenant.brand;
  const { names, billingAddress, mandate, contractNumber } = change;
  const lines: [string, string | null | undefined][] = [
    [words.firstName, typed(names?.first_name)],
    [words.lastName, typed(names?.last_name)],
    [words.company, typed(names?.company_name)],
    [
      words.billingAddress,
      billingAddress &&
        oneLine(
          `${billingAddress.street} ${billingAddress.house_number}, ${billingAddress.zip} ${billingAddress.city}`,
        ),
    ],
    [words.iban, mandate && `${mandate.country}${noBreak}…${noBreak}${mandate.ending}`],
    [words.holder, typed(mandate?.accountHolder)],
    [words.contract, mandate && contractNumber],
    [words.at, createFormats(locale).dateTime(changedAt)],
    [
      words.device,
      device.browser && device.system
        ? words.on(device.browser, device.system)
        : (device.browser ?? device.system ?? words.unknown),
    ],
  ];
  const changed = Object.entries({ names, billingAddress, mandate }).flatMap(([part, value]) => (value ? [part] : []));
  const [only = 'several'] = changed.length === 1 ? changed : [];
  return renderBrandMail({
    tenant,
    locale,
    subject: words.subjects[only as keyof typeof words.subjects](brand),
    blocks: [
      { type: 'paragraph', text: words.greeting(oneLine(firstName)) },
      { type: 'paragraph', text: words.intro(brand) },
      {
        type: 'lines',
        lines: lines.flatMap(([label, value]): MailLine[] => (value ? [{ label, value }] : [])),
      },
      { type: 'paragraph', text: words.you },
      {
        type: 'notice',
        text: words.notYou(
          [support.phone?.replaceAll(' ', noBreak), support.email].filter((way) => way != null).join(', '),
        ),
      },
      { type: 'paragraph', text: words.safety },
    ],
  });
}
