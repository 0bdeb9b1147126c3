import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { subscriptionIdOf } from '../../../demo/sandbox/identifiers.ts';
import { organisationToken } from '../../../demo/sandbox/organisation-token.ts';
import { createFormats } from '../../../src/domain/format.ts';
import { portal } from '../running-portal.ts';
import type { Visitor } from '../visitor.ts';

const formats = createFormats('de');
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

interface Quoted {
  components: { group: string; unit_amount: number }[];
}

/** What the API itself says that a plan costs, read with the visitor's own session. */
async function quoteOf(visitor: Visitor, subscription: string): Promise<{ working: number; base: number }> {
  const quote = await visitor.page.evaluate(async (id) => {
    const read = async (path: string): Promise<unknown> => (await fetch(`/api${path}`)).json();
    const {
      plan,
      address,
      meter,
      estimated_usage: usage,
    } = (await read(`/subscriptions/${id}`)) as {
      plan: string;
      address: { zip: string };
      meter: { type: string };
      estimated_usage: number;
    };
    const query = `zip_code=${address.zip}&usage=${usage}&meter_type=${meter.type}`;
    return (await read(`/plans/${plan}/quote?${query}`)) as Quoted;
  }, subscription);
  const of = (group: string): number => quote.components.find((each) => each.group === group)?.unit_amount ?? NaN;
  return { working: of('variable') * 100, base: of('base') };
}

/** Ends a contract at the Nomos API itself, as the customer service would. */
async function terminate(subscription: string, body: object): Promise<void> {
  const { sandbox } = portal();
  const token = await organisationToken(sandbox);
  const answer = await fetch(`${sandbox}/subscriptions/${subscription}/terminate`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-api-version': '2026-05-27.curie',
    },
    body: JSON.stringify(body),
  });
  assert.ok(answer.ok, await answer.text());
}

describe('the tariff', () => {
  test('smart: price now and on average, what it is made of, an example year, the contract', async () => {
    const visitor = await portal().signedIn('smart', '/tariff');
    await visitor.see('heading', 'Arbeitspreis jetzt');
    await visitor.see('heading', 'Woraus der Arbeitspreis besteht');
    const { working, base } = await quoteOf(visitor, subscriptionIdOf('smart'));
    await visitor.read(plain(formats.ctPerKWh(working)));
    await visitor.read(`${plain(formats.eur(base))} im Monat`);
    await visitor.read('Alle Preise enthalten 19 % Umsatzsteuer');
    await visitor.read('Konzessionsabgabe');
    await visitor.see('columnheader', 'wie gemessen');
    await visitor.read(plain(formats.eur((2800 * working) / 100 + 12 * base)));
    await visitor.read('Lumio Dynamik');
    await visitor.read('30 Tage');
    await visitor.read('Nordlicht Energie GmbH');
    await visitor.read('Schlichtungsstelle Energie e. V.');
    await visitor.press('link', 'Vertrag widerrufen');
    await visitor.arriveAt('/withdraw');
    await visitor.page.goBack();
    await visitor.see('button', 'MaLo kopieren');
    await visitor.see('link', 'Verträge hier kündigen');
  });

  test('analog: the price on average, and the year as it was read', async () => {
    const visitor = await portal().signedIn('analog', '/tariff');
    await visitor.see('heading', 'Arbeitspreis im Schnitt');
    await visitor.read('Ihr analoger Zähler misst nicht, wann Sie Strom verbrauchen.');
    await visitor.read('Einige dieser Werte sind vorläufig.');
  });

  test('multi: what is paid out for feed-in, and a contract that is over', async () => {
    const visitor = await portal().signedIn('multi', '/tariff');
    await visitor.choose('Vertrag', /Einspeisung/);
    await visitor.see('heading', 'Vergütung jetzt');
    await visitor.read('Ein Grundpreis fällt nicht an.');
    await visitor.read('Adresse der Anlage');
    assert.doesNotMatch(await visitor.text(), /Netzentgelte|Arbeitspreis/);
    await visitor.choose('Vertrag', /Am Alten Hafen/);
    await visitor.read('Ihr Vertrag ist beendet. Beliefert haben wir Sie bis zum');
    await visitor.doNotSee('heading', 'Beispieljahr');
  });

  test('pending, ended, empty: each reads right', async () => {
    const pending = await portal().signedIn('pending', '/tariff');
    await pending.read('Ihre Belieferung beginnt am 01.12.2026.');
    await pending.see('heading', 'Arbeitspreis im Schnitt');
    const ended = await portal().signedIn('ended', '/tariff');
    await ended.read('Beliefert haben wir Sie bis zum 31.03.2026.');
    const empty = await portal().signedIn('empty', '/tariff');
    await empty.read('Sie haben noch keinen Vertrag.');
  });

  test('voltwerk: a price that changes every hour', async () => {
    const visitor = await portal().signedIn('voltwerk', '/tariff', 'voltwerk');
    await visitor.read('ändert sich jede Stunde');
    await visitor.read('Voltwerk AG');
  });

  test('a termination is there at once: on the last day of summer time, and said first', async () => {
    const visitor = await portal().signedIn('neighbour-23', '/tariff');
    await visitor.see('heading', 'Arbeitspreis jetzt');
    await terminate(subscriptionIdOf('neighbour-23'), { reason: 'ORDINARY', intended_end_at: '2027-03-28T22:00:00Z' });
    await visitor.page.reload();
    await visitor.read('Ihr Vertrag ist gekündigt. Wir beliefern Sie noch bis zum 28.03.2027.');
    await visitor.read('Gekündigt am');
    await visitor.press('link', 'Übersicht');
    await visitor.read('gekündigt zum 28.03.2027');
  });
});
