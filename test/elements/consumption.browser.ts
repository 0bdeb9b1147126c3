import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { subscription } from '../../demo/gallery/fixtures.ts';
import '../../elements/nomos-consumption/nomos-consumption.ts';
import { addDays, quarterHoursOfDay, startOfBerlinDay, type BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { FakeGateway } from './fake-gateway.ts';
import { waitUntil } from './wait-until.ts';

type Drawn = HTMLElement & { updateComplete: Promise<unknown>; period: string; date: string | null };

let gateway: FakeGateway;

/** The days that a call asks for. */
function daysOf(url: URL, endIsInclusive: boolean): BerlinDate[] {
  const start = url.searchParams.get('start') as BerlinDate;
  const last = url.searchParams.get('end') as BerlinDate;
  const days: BerlinDate[] = [];
  for (let day = start; endIsInclusive ? day <= last : day < last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** 0.1 kWh in every quarter-hour at 30 ct/kWh, in the worst order that the API could choose. */
function usual(url: URL): Response | undefined {
  if (url.pathname.endsWith('/usage')) {
    if (url.searchParams.get('resolution') === 'day') {
      const data = daysOf(url, false).map((day) => ({
        start: startOfBerlinDay(day).toISOString(),
        usage: 4.8,
        type: 'final',
      }));
      return Response.json({ meter_type: 'smart', resolution: 'day', data });
    }
    const data = daysOf(url, false).flatMap((day) =>
      quarterHoursOfDay(day).map((at) => ({ start: at.toISOString(), usage: 0.1, type: 'final' })),
    );
    return Response.json({ meter_type: 'smart', resolution: '15min', data: [...data, ...data.slice(0, 3)].reverse() });
  }
  if (url.pathname.endsWith('/prices')) {
    const items = daysOf(url, true).flatMap((day) =>
      quarterHoursOfDay(day).map((at) => ({ timestamp: at.toISOString(), amount: 30, components: [] })),
    );
    return Response.json({ subscription: subscription.id, resolution: '15min', items });
  }
  return undefined;
}

const textOf = (element: Element): string => (element.shadowRoot?.textContent ?? '').replaceAll('\u00a0', ' ');
const shows = (element: Element, text: string): Promise<void> => waitUntil(() => textOf(element).includes(text), text);
const button = (element: Element, name: string): HTMLButtonElement => {
  const found = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find((candidate) =>
    [candidate.textContent.trim(), candidate.getAttribute('aria-label')].includes(name),
  );
  if (!found) throw new Error(`There is no button ${name}`);
  return found;
};

async function open(period: string, date: string): Promise<Drawn> {
  return fixture(
    html`<nomos-consumption instance="consumption-test" period=${period} date=${date}></nomos-consumption>`,
  );
}

/** What is saved while something is done. */
async function savedBy(action: () => void): Promise<{ name: string; text: string }> {
  const createObjectURL = URL.createObjectURL.bind(URL);
  const saved = Promise.withResolvers<{ name: string; text: string }>();
  let blob = new Blob();
  URL.createObjectURL = (object) => {
    blob = object as Blob;
    return 'blob:test';
  };
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    const name = this.download;
    // Not `text()`, which takes the byte order mark away.
    void blob.arrayBuffer().then((bytes) => {
      saved.resolve({ name, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) });
    });
  };
  try {
    action();
    return await saved.promise;
  } finally {
    URL.createObjectURL = createObjectURL;
    // It was inherited from all elements.
    Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
  }
}

describe('<nomos-consumption>', () => {
  beforeEach(() => {
    gateway = new FakeGateway('consumption-test');
    gateway.answer = usual;
  });

  it('says what a day used, cost, and how cheaply, repeated and unsorted values counted once', async () => {
    const element = await open('day', '2026-10-20');
    await shows(element, '9,6 kWh');
    await shows(element, '2,88 €');
    for (const text of ['30,00 ct/kWh', '33 %', '100 % mehr als im Zeitraum davor', 'Dienstag, 20. Oktober 2026']) {
      await shows(element, text);
    }
  });

  it('counts 23 hours on the day on which summer time begins, and 25 on that on which it ends', async () => {
    const spring = await open('day', '2026-03-29');
    await shows(spring, '9,2 kWh');
    const autumn = await open('day', '2026-10-25');
    await shows(autumn, '10,0 kWh');
    button(autumn, 'Als Tabelle zeigen').click();
    await autumn.updateComplete;
    const hours = [...(autumn.shadowRoot?.querySelectorAll('tbody th') ?? [])].map((head) => head.textContent.trim());
    expect(hours.length).to.equal(25);
    expect(new Set(hours).size).to.equal(25);
  });

  it('steps to the period before, and tells the page', async () => {
    const element = await open('month', '2026-10-20');
    await shows(element, 'Oktober 2026');
    const told = oneEvent(element, 'nomos-consumption-view');
    button(element, 'Früherer Zeitraum').click();
    expect(((await told) as CustomEvent<unknown>).detail).to.deep.equal({ period: 'month', date: '2026-09-01' });
    await shows(element, 'September 2026');
    button(element, 'Jahr').click();
    await shows(element, '2026');
    expect(element.period).to.equal('year');
  });

  it('asks once for each period, however many widgets show it', async () => {
    const elements = await Promise.all([open('week', '2026-10-20'), open('week', '2026-10-20')]);
    // Seven days, the last one with 25 hours.
    for (const element of elements) await shows(element, '67,6 kWh');
    const path = `GET /api/subscriptions/${subscription.id}`;
    expect(gateway.count(`${path}/prices`)).to.equal(1);
    // The week itself, the one before, and that of a year ago.
    expect(gateway.count(`${path}/usage`)).to.be.lessThan(4);
  });

  it('shows the energy when prices cannot be had', async () => {
    gateway.answer = (url) =>
      url.pathname.endsWith('/prices') ? Response.json({ code: 'FORBIDDEN' }, { status: 403 }) : usual(url);
    const element = await open('day', '2026-10-20');
    await shows(element, '9,6 kWh');
    await shows(element, 'Die Preise sind gerade nicht zu bekommen');
  });

  it('says what went wrong with the usage, keeps the controls, and tries again', async () => {
    let broken = true;
    gateway.answer = (url) =>
      broken && url.pathname.endsWith('/usage') ? Response.json({ data: 'none' }) : usual(url);
    const element = await open('day', '2026-10-20');
    await shows(element, 'Das hat nicht geklappt');
    expect(button(element, 'Monat').disabled).to.equal(false);
    broken = false;
    button(element, 'Erneut versuchen').click();
    await shows(element, '9,6 kWh');
  });

  it('takes prices that are null, and a day without data, for what they are', async () => {
    gateway.answer = (url) => {
      if (url.pathname.endsWith('/prices')) {
        return Response.json({ subscription: subscription.id, resolution: '15min', items: null });
      }
      if (url.searchParams.get('start') === '2026-10-21') {
        return Response.json({ meter_type: 'smart', resolution: '15min', data: [] });
      }
      return usual(url);
    };
    const element = await open('day', '2026-10-20');
    await shows(element, 'Für diesen Zeitraum liegen keine Preise vor');
    button(element, 'Späterer Zeitraum').click();
    await shows(element, 'Keine Werte');
  });

  it('saves the shown period as CSV that German spreadsheets open', async () => {
    const element = await open('day', '2026-03-29');
    await shows(element, '9,2 kWh');
    const { name, text } = await savedBy(() => button(element, 'CSV').click());
    expect(name).to.equal('verbrauch-2026-03-29-15min.csv');
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).to.equal('\ufeffutc;local;kwh;ct_per_kwh;eur;status');
    expect(lines.length).to.equal(93);
    expect(lines[8]).to.equal('2026-03-29T00:45:00Z;2026-03-29T01:45:00+01:00;0,1;30;0,03;final');
    expect(lines[9]).to.equal('2026-03-29T01:00:00Z;2026-03-29T03:00:00+02:00;0,1;30;0,03;final');
  });

  it('saves as JSON what a program wants', async () => {
    const element = await open('day', '2026-10-20');
    await shows(element, '9,6 kWh');
    const { name, text } = await savedBy(() => button(element, 'JSON').click());
    expect(name).to.equal('verbrauch-2026-10-20-15min.json');
    expect(JSON.parse(text)).to.have.lengthOf(96);
  });

  it('says in which resolution it draws, also when the view becomes another one', async () => {
    const element = await open('month', '2026-10-20');
    const chosen = (): string => element.shadowRoot?.querySelector('select')?.selectedOptions[0]?.text ?? '';
    await shows(element, 'Oktober 2026');
    expect(chosen()).to.equal('Tage');
    button(element, 'Tag').click();
    await shows(element, 'Dienstag, 20. Oktober 2026');
    expect(chosen()).to.equal('Stunden');
    button(element, 'Jahr').click();
    await waitUntil(() => chosen() === 'Monate');
  });

  it('ignores periods and dates that there are not', async () => {
    const element = await open('decade', '2026-02-31');
    await waitUntil(() => element.shadowRoot?.querySelector('[aria-pressed="true"]')?.textContent.trim() === 'Monat');
  });
});
