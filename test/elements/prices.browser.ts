import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { feedInSubscription, pricesOf, subscription } from '../../demo/gallery/fixtures.ts';
import { nextAskingFor } from '../../elements/nomos-prices/price-clock.ts';
import '../../elements/nomos-prices/nomos-prices.ts';
import type { NomosPrices } from '../../elements/nomos-prices/prices-element.ts';
import type { Price } from '../../src/contract/nomos/price.ts';
import type { Subscription } from '../../src/contract/nomos/subscription.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

const today = '2026-11-24';
const tomorrow = '2026-11-25';
const path = `GET /api/subscriptions/${subscription.id}/prices`;
const minute = 60_000;

let gateway: FakeGateway;
let clock: FakeClock;
let asked: URL[];

const textOf = (element: Element): string =>
  (element.shadowRoot?.textContent ?? '').replace(/\s+/g, ' ').replaceAll('\u00a0', ' ');
const shows = (element: Element, text: string): Promise<void> => waitUntil(() => textOf(element).includes(text), text);
const card = (element: Element, heading: string): HTMLElement => {
  const found = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('section section') ?? [])].find(
    (each) => each.querySelector('h3')?.textContent.trim() === heading,
  );
  if (!found) throw new Error(`There is no card ${heading}`);
  return found;
};
const words = (element: HTMLElement): string =>
  element.textContent.replace(/\s+/g, ' ').replaceAll('\u00a0', ' ').trim();
const choose = (element: Element, hours: number): void => {
  const label = [...(element.shadowRoot?.querySelectorAll('label') ?? [])].find(
    (each) => each.textContent.trim() === String(hours),
  );
  label?.querySelector('input')?.click();
};
/** Lets replies that are on their way arrive. */
const settled = async (element: NomosPrices): Promise<void> => {
  for (let i = 0; i < 3; i += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await element.updateComplete;
  }
};

/** Lets time pass, with replies arriving on the way. */
async function pass(element: NomosPrices, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 1) {
    clock.advance(minute);
    await settled(element);
  }
}

function answer(price: () => unknown): void {
  gateway.answer = (url) => {
    if (!url.pathname.endsWith('/prices')) return undefined;
    asked.push(url);
    return Response.json(price());
  };
}

/** A customer with one contract. */
function answerWith(contract: Subscription, price: Price | null = null): void {
  gateway.contracts = () => [contract];
  gateway.answer = ({ pathname }) => {
    return price && pathname.endsWith('/prices') ? Response.json(price) : undefined;
  };
}

function hide(hidden: boolean): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: hidden ? 'hidden' : 'visible' });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}

const open = (): Promise<NomosPrices> => fixture(html`<nomos-prices instance="prices-test"></nomos-prices>`);

describe('<nomos-prices>', () => {
  beforeEach(() => {
    localStorage.clear();
    asked = [];
    clock = new FakeClock('2026-11-24T09:32:00Z');
    gateway = new FakeGateway('prices-test');
    answer(() => pricesOf([today, tomorrow]));
  });

  afterEach(() => {
    Reflect.deleteProperty(document, 'visibilityState');
    clock.restore();
  });

  it('shows the price of this quarter-hour, its components and how it stands to the day, in one call', async () => {
    const element = await open();
    await shows(element, 'Preis jetzt');
    const now = words(card(element, 'Preis jetzt'));
    const item = pricesOf([today]).items?.find(({ timestamp }) => timestamp === '2026-11-24T09:30:00.000Z');
    const german = (amount: number | null | undefined): string => amount?.toFixed(2).replace('.', ',') ?? 'none';
    expect(now).to.include('10:30–10:45 Uhr');
    expect(now).to.include(`${german(item?.amount)} ct/kWh`);
    expect(now).to.include(`Energie ${german(item?.components[0]?.amount)} ct/kWh`);
    expect(now).to.include('Netz 11,34 ct/kWh');
    expect(now).to.include('Steuern und Abgaben 7,83 ct/kWh');
    expect(now).to.match(/\d,\d\d ct\/kWh (über|unter) dem Tagesschnitt/);
    expect(gateway.count(path)).to.equal(1);
    expect(asked[0]?.searchParams.get('start')).to.equal(today);
    expect(asked[0]?.searchParams.get('end')).to.equal(tomorrow);
  });

  it('asks once, however many widgets want the same', async () => {
    const elements = await Promise.all([open(), open(), open()]);
    for (const element of elements) await shows(element, 'Preis jetzt');
    expect(gateway.count(path)).to.equal(1);
  });

  it('finds the cheapest hours, for as long as the customer says, and remembers it', async () => {
    const items = quarters(today, (i) => (i >= 60 && i < 64 ? 5 : i >= 80 && i < 88 ? 8 : 30));
    answer(() => ({ subscription: subscription.id, resolution: '15min', items }));
    const element = await open();
    await shows(element, 'Günstigste Zeit');
    const told = oneEvent(element, 'nomos-prices-window');
    choose(element, 1);
    expect((await told).detail).to.deep.equal({ hours: 1 });
    await element.updateComplete;
    expect(words(card(element, 'Günstigste Zeit'))).to.include('heute 15:00–16:00 Uhr im Schnitt 5,00 ct/kWh');
    expect(words(card(element, 'Günstigste Zeit'))).to.include('25,00 ct/kWh günstiger als jetzt');
    choose(element, 2);
    await element.updateComplete;
    expect(words(card(element, 'Günstigste Zeit'))).to.include('heute 20:00–22:00 Uhr im Schnitt 8,00 ct/kWh');
    const second = await open();
    await shows(second, 'heute 20:00–22:00 Uhr');
  });

  it('takes the length of the window from the page, where that is one', async () => {
    const element = await fixture<NomosPrices>(
      html`<nomos-prices instance="prices-test" window-hours="6"></nomos-prices>`,
    );
    await shows(element, 'Günstigste Zeit');
    const chosen = (): string[] =>
      [...(element.shadowRoot?.querySelectorAll('input') ?? [])]
        .filter(({ checked }) => checked)
        .map(({ labels }) => labels?.[0]?.textContent.trim() ?? '');
    expect(chosen()).to.deep.equal(['6']);
    element.setAttribute('window-hours', '48');
    await element.updateComplete;
    expect(chosen()).to.deep.equal(['3']);
  });

  it('says when the prices of tomorrow come, and shows none of zero', async () => {
    answer(() => pricesOf([today]));
    const element = await open();
    await shows(element, 'Preis jetzt');
    expect(words(card(element, 'Morgen'))).to.include('Die Preise für morgen kommen ab etwa 14 Uhr.');
    expect(words(card(element, 'Morgen'))).not.to.include('ct/kWh');
    expect(words(card(element, 'Günstigste Zeit'))).to.include('Die Preise für morgen sind noch nicht dabei.');
    expect(element.shadowRoot?.querySelector('[role="slider"]')?.getAttribute('aria-valuemax')).to.equal('95');
    expect(textOf(element)).not.to.include(' 0,00');
  });

  it('goes on to the next price at the quarter-hour, without asking', async () => {
    const element = await open();
    await shows(element, '10:30–10:45 Uhr');
    clock.advance(12 * minute);
    await settled(element);
    expect(words(card(element, 'Preis jetzt'))).to.include('10:30–10:45 Uhr');
    clock.advance(minute);
    await settled(element);
    expect(words(card(element, 'Preis jetzt'))).to.include('10:45–11:00 Uhr');
    expect(gateway.count(path)).to.equal(1);
  });

  it('notices within a minute that the clock was set', async () => {
    const element = await open();
    await shows(element, '10:30–10:45 Uhr');
    clock.jump(5 * 60 * minute);
    clock.advance(minute);
    await settled(element);
    expect(words(card(element, 'Preis jetzt'))).to.include('15:30–15:45 Uhr');
    clock.jump(-3 * 60 * minute);
    clock.advance(minute);
    await settled(element);
    expect(words(card(element, 'Preis jetzt'))).to.include('12:30–12:45 Uhr');
  });

  it('asks for tomorrow from one o’clock on, until it is there', async () => {
    let published = false;
    answer(() => pricesOf(published ? [today, tomorrow] : [today]));
    const element = await open();
    await shows(element, 'ab etwa 14 Uhr');
    clock.advance(147 * minute);
    await settled(element);
    expect(clock.text(), 'before').to.equal('2026-11-24T11:59');
    expect(gateway.count(path)).to.equal(1);
    await pass(element, 7);
    expect(gateway.count(path)).to.equal(2);
    published = true;
    await pass(element, 12);
    expect(gateway.count(path)).to.equal(3);
    expect(words(card(element, 'Morgen'))).to.include('Niedrigster');
    clock.advance(180 * minute);
    await settled(element);
    expect(gateway.count(path)).to.equal(3);
  });

  it('asks once for tomorrow, however many widgets wait for it', async () => {
    answer(() => pricesOf([today]));
    const elements = [await open()];
    for (let i = 0; i < 2; i += 1) {
      clock.advance(3 * minute);
      elements.push(await open());
    }
    for (const element of elements) await shows(element, 'ab etwa 14 Uhr');
    clock.jump(140 * minute);
    let before = gateway.count(path);
    for (let i = 0; i < 4; i += 1) {
      await pass(elements[0]!, 10);
      const count = gateway.count(path);
      expect(count - before).to.be.at.most(2);
      before = count;
    }
    expect(before).to.be.within(4, 7);
  });

  it('asks nothing in a hidden tab, and catches up as soon as it is shown', async () => {
    let published = false;
    answer(() => pricesOf(published ? [today, tomorrow] : [today]));
    const element = await open();
    await shows(element, 'ab etwa 14 Uhr');
    clock.advance(minute);
    hide(true);
    clock.advance(240 * minute);
    await settled(element);
    expect(gateway.count(path)).to.equal(1);
    expect(words(card(element, 'Preis jetzt'))).to.include('10:30–10:45 Uhr');
    published = true;
    hide(false);
    await shows(element, '14:30–14:45 Uhr');
    await waitUntil(() => words(card(element, 'Morgen')).includes('Niedrigster'));
    expect(gateway.count(path)).to.equal(2);
  });

  it('goes over midnight without a gap', async () => {
    clock.jump(13 * 60 * minute + 20 * minute);
    const element = await open();
    await shows(element, '23:45–00:00 Uhr');
    let reply: ((response: Response) => void) | undefined;
    gateway.answer = (url) =>
      url.pathname.endsWith('/prices') ? new Promise((resolve) => (reply = resolve)) : undefined;
    clock.advance(9 * minute);
    await settled(element);
    expect(words(card(element, 'Preis jetzt'))).to.include('00:00–00:15 Uhr');
    expect(words(card(element, 'Morgen'))).to.include('ab etwa 14 Uhr');
    await waitUntil(() => reply);
    reply?.(Response.json(pricesOf([tomorrow])));
    await settled(element);
    expect(words(card(element, 'Preis jetzt'))).to.include('00:00–00:15 Uhr');
  });

  it('says when supply begins, where there are no prices yet, and asks for none', async () => {
    answerWith({ ...subscription, status: 'pending', start_at: '2026-11-30T23:00:00Z' });
    const element = await open();
    await shows(element, 'Ihr Vertrag beginnt am 01.12.2026.');
    expect(gateway.count(path)).to.equal(0);
  });

  it('waits for no tomorrow on the last day of supply', async () => {
    answerWith({ ...subscription, end_at: '2026-11-24T23:00:00Z' }, pricesOf([today]));
    const element = await open();
    await shows(element, 'Ihr Vertrag endet heute.');
    clock.jump(180 * minute);
    await pass(element, 15);
    expect(gateway.count(path)).to.equal(1);
  });

  it('speaks of a payout for feed-in: the best window pays most, and of grid fees there is no word', async () => {
    gateway.answer = (url) =>
      url.pathname.endsWith('/prices') ? Response.json(pricesOf([today], { feedIn: true })) : undefined;
    const element = await fixture<NomosPrices>(
      html`<nomos-prices instance="prices-test" subscription=${feedInSubscription.id} window-hours="1"></nomos-prices>`,
    );
    await shows(element, 'Vergütung jetzt');
    expect(words(card(element, 'Beste Zeit zum Einspeisen'))).to.include('heute 19:45–20:45 Uhr');
    for (const word of ['Netz', 'Preis jetzt', 'Günstigste', 'günstig']) expect(textOf(element)).not.to.include(word);
  });

  it('tells a negative price from negative energy in it', async () => {
    answer(() => pricesOf([today], { energy: -60 }));
    const element = await open();
    await shows(element, 'Der Gesamtpreis ist negativ');
    expect(textOf(element)).not.to.include('Nur der Energieanteil');
    element.remove();
    answer(() => pricesOf([today], { energy: -18, grid: 40 }));
    clock.advance(6 * minute);
    const second = await open();
    await shows(second, 'Nur der Energieanteil ist negativ');
    expect(textOf(second)).not.to.include('Der Gesamtpreis ist negativ');
  });

  describe('keeps its word when the answer is odd:', () => {
    it('no items', async () => {
      answer(() => ({ subscription: subscription.id, resolution: '15min', items: null }));
      await shows(await open(), 'Für heute und morgen sind keine Preise da.');
    });

    it('no amounts', async () => {
      answer(() => without(() => true));
      await shows(await open(), 'Für heute und morgen sind keine Preise da.');
    });

    it('no amount for now', async () => {
      answer(() => without((utcInstant) => utcInstant.startsWith('2026-11-24T09')));
      const element = await open();
      await shows(element, 'Für diesen Moment liegt kein Preis vor.');
      expect(textOf(element)).to.include('Der nächste bekannte Preis gilt ab heute 11:00 Uhr.');
      expect(words(card(element, 'Heute'))).to.include('Noch nicht alle Preise dieses Tages sind bekannt.');
    });

    it('no known components', async () => {
      answer(() => {
        const items = pricesOf([today]).items?.map((item) => ({
          ...item,
          components: [{ type: 'grid', amount: null }],
        }));
        return { ...pricesOf([today]), items };
      });
      const element = await open();
      await shows(element, 'Preis jetzt');
      expect(words(card(element, 'Preis jetzt'))).to.include('Netz unbekannt');
    });

    it('no order, and everything twice', async () => {
      const element = await open();
      await shows(element, 'Preis jetzt');
      const expected = textOf(element);
      element.remove();
      clock.advance(0);
      gateway = new FakeGateway('prices-test');
      answer(() => {
        const price = pricesOf([today, tomorrow]);
        return { ...price, items: [...(price.items ?? []), ...(price.items ?? [])].reverse() };
      });
      const second = await open();
      await shows(second, 'Preis jetzt');
      expect(textOf(second)).to.equal(expected);
    });

    it('days that nobody asked for, as when the clock of the device is wrong', async () => {
      answer(() => pricesOf(['2025-01-01']));
      const element = await open();
      await shows(element, 'prüfen Sie, ob Datum und Uhrzeit Ihres Geräts stimmen');
    });

    for (const [name, body] of [
      ['cut off', '{"items":[{"time'],
      ['of another shape', '{"items":[{"timestamp":1}]}'],
    ] as const) {
      it(`${name}: says so, and tries again when asked`, async () => {
        gateway.answer = (url) => (url.pathname.endsWith('/prices') ? new Response(body) : undefined);
        const element = await open();
        await waitUntil(() => element.shadowRoot?.querySelector('[role="alert"]'));
        answer(() => pricesOf([today, tomorrow]));
        element.shadowRoot?.querySelector<HTMLButtonElement>('[role="alert"] button')?.click();
        await shows(element, 'Preis jetzt');
      });
    }
  });
});

describe('when to ask for tomorrow', () => {
  const at = (utcInstant: string, chance: number): string =>
    new Date(nextAskingFor(new Date(utcInstant), chance)).toISOString().slice(0, 16);

  it('is not before 13:00 Berlin time, in winter, in summer and on the days between', () => {
    expect(at('2026-11-24T00:00:00Z', 0)).to.equal('2026-11-24T12:00');
    expect(at('2026-07-24T00:00:00Z', 0)).to.equal('2026-07-24T11:00');
    expect(at('2026-03-29T00:30:00Z', 0)).to.equal('2026-03-29T11:00');
    expect(at('2026-10-25T00:30:00Z', 0)).to.equal('2026-10-25T12:00');
  });

  it('is every ten minutes, and more seldom when they are late', () => {
    expect(at('2026-11-24T12:30:00Z', 0.5)).to.equal('2026-11-24T12:40');
    expect(at('2026-11-24T14:30:00Z', 0.5)).to.equal('2026-11-24T15:00');
  });
});

/** A day with a price for each quarter-hour. */
function quarters(date: string, amountOf: (i: number) => number): Price['items'] {
  return (
    pricesOf([date]).items?.map(({ timestamp }, i) => ({ timestamp, amount: amountOf(i), components: [] })) ?? null
  );
}

/** Today and tomorrow, with some amounts unknown. */
function without(unknown: (utcInstant: string) => boolean): Price {
  const price = pricesOf([today, tomorrow]);
  return {
    ...price,
    items: price.items?.map((item) => (unknown(item.timestamp) ? { ...item, amount: null } : item)) ?? null,
  };
}
