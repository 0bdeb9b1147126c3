import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { quarterHoursOf } from '../../demo/gallery/consumption-fixtures.ts';
import { ChartController } from '../../src/charts/chart-controller.ts';
import type { ChartModel } from '../../src/charts/chart-model.ts';
import { chartStyles } from '../../src/charts/chart-styles.ts';
import { chartTexts } from '../../src/charts/chart-texts.ts';
import { EnergyChart } from '../../src/charts/energy-chart.ts';
import type { BerlinDate } from '../../src/domain/berlin-calendar.ts';
import { berlinTimeLabel } from '../../src/domain/berlin-calendar.ts';
import { createFormats } from '../../src/domain/format.ts';
import type { Interval } from '../../src/domain/interval.ts';
import { dayPeriod, yearPeriod } from '../../src/domain/period.ts';
import { sharedStyles } from '../../src/ui/shared-styles.ts';
import { waitUntil } from './wait-until.ts';

/** Charts that are on a canvas now. */
let drawn = 0;
let loads = 0;

class CountedChart extends EnergyChart {
  constructor(...parameters: ConstructorParameters<typeof EnergyChart>) {
    super(...parameters);
    drawn += 1;
  }

  override destroy(): void {
    super.destroy();
    drawn -= 1;
  }
}

class ChartHost extends LitElement {
  static override styles = [...sharedStyles, chartStyles];

  @property({ attribute: false }) model: ChartModel | undefined;

  @property({ reflect: true }) theme = 'light';

  load = (): Promise<{ EnergyChart: typeof EnergyChart }> => {
    loads += 1;
    return Promise.resolve({ EnergyChart: CountedChart });
  };

  readonly chart = new ChartController(this, () => this.load());

  override render() {
    return this.model ? this.chart.render(this.model) : html``;
  }
}
customElements.define('chart-host', ChartHost);

function modelOf(intervals: readonly Interval[], changes: Partial<ChartModel> = {}): ChartModel {
  return {
    label: 'Verbrauch am 29.03.2026',
    intervals,
    resolution: '15min',
    series: 'both',
    nameOf: ({ startUtcMilliseconds }) => `${berlinTimeLabel(new Date(startUtcMilliseconds))} Uhr`,
    tickOf: ({ startUtcMilliseconds }) => berlinTimeLabel(new Date(startUtcMilliseconds)),
    formats: createFormats('de'),
    texts: chartTexts(),
    ...changes,
  };
}

const shortDay = quarterHoursOf(dayPeriod('2026-03-29' as BerlinDate));

async function draw(model: ChartModel, prepare: (host: ChartHost) => void = () => undefined): Promise<ChartHost> {
  const host = new ChartHost();
  prepare(host);
  host.model = model;
  const place = await fixture(html`<div></div>`);
  place.append(host);
  await host.updateComplete;
  return host;
}

const find = (host: ChartHost, selector: string): HTMLElement => {
  const found = host.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
};
const canvasOf = (host: ChartHost): HTMLCanvasElement => find(host, 'canvas') as HTMLCanvasElement;
const slider = (host: ChartHost): HTMLElement => find(host, '[role="slider"]');
const press = async (host: ChartHost, key: string): Promise<string> => {
  slider(host).dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
  await host.updateComplete;
  return (slider(host).getAttribute('aria-valuetext') ?? '').replaceAll('\u00a0', ' ');
};
const isDrawn = (host: ChartHost): Promise<void> => waitUntil(() => pixelsOf(host) > 0, 'something is drawn');

/** How many pixels of the canvas are not empty, of a sample. */
function pixelsOf(host: ChartHost): number {
  const canvas = canvasOf(host);
  if (canvas.width === 0 || canvas.height === 0) return 0;
  const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
  let count = 0;
  for (let i = 3; i < data.length; i += 40) if (data[i]) count += 1;
  return count;
}

describe('a chart', () => {
  beforeEach(() => {
    drawn = 0;
    loads = 0;
  });

  it('is drawn when it comes into view, and not before', async () => {
    const far = document.createElement('div');
    far.style.height = '5000px';
    document.body.prepend(far);
    const host = await draw(modelOf(shortDay));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(loads).to.equal(0);
    far.remove();
    await isDrawn(host);
    expect(loads).to.equal(1);
  });

  it('is let go of when its element leaves, and drawn anew when it comes back', async () => {
    const host = await draw(modelOf(shortDay));
    await isDrawn(host);
    expect(drawn).to.equal(1);
    const parent = host.parentElement;
    host.remove();
    expect(drawn).to.equal(0);
    parent?.append(host);
    await waitUntil(() => drawn === 1);
  });

  it('reads out what the keys come to, and stays at the ends', async () => {
    const host = await draw(modelOf(shortDay));
    expect(await press(host, 'Home')).to.match(/^00:00 Uhr: .* kWh · .* ct\/kWh · .* €/u);
    expect(await press(host, 'ArrowLeft')).to.match(/^00:00 Uhr/);
    expect(await press(host, 'ArrowRight')).to.match(/^00:15 Uhr/);
    expect(await press(host, 'PageUp')).to.match(/^03:45 Uhr/);
    expect(await press(host, 'End')).to.match(/^23:45 Uhr/);
    expect(await press(host, 'ArrowRight')).to.match(/^23:45 Uhr/);
    expect(slider(host).getAttribute('aria-valuemax')).to.equal('91');
    expect(find(host, '.read-out').textContent).to.include('23:45 Uhr');
  });

  it('leaves other keys to the page', async () => {
    const host = await draw(modelOf(shortDay));
    const event = new KeyboardEvent('keydown', { key: 'Tab', cancelable: true });
    slider(host).dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(false);
  });

  it('reads out what the pointer comes to', async () => {
    const host = await draw(modelOf(shortDay));
    await isDrawn(host);
    await press(host, 'Home');
    const box = slider(host).getBoundingClientRect();
    const event = new PointerEvent('pointermove', { clientX: box.left + box.width / 2, clientY: box.top + 20 });
    slider(host).dispatchEvent(event);
    await host.updateComplete;
    expect(slider(host).getAttribute('aria-valuetext')).to.match(/^1\d:/);
  });

  it('says what is missing, what is below zero and what may change', async () => {
    const first = shortDay[0];
    if (!first) throw new Error('The day is empty');
    const intervals: Interval[] = [
      { ...first, ctPerKWh: -3.2, eur: -0.01 },
      { ...first, startUtcMilliseconds: first.endUtcMilliseconds, kWh: null, eur: null, status: null },
      { ...first, startUtcMilliseconds: first.endUtcMilliseconds + 900_000, status: 'preliminary' },
      { ...first, startUtcMilliseconds: first.endUtcMilliseconds + 1_800_000, status: 'other' },
    ];
    const host = await draw(modelOf(intervals));
    expect(await press(host, 'Home')).to.include('−3,20');
    expect(await press(host, 'ArrowRight')).to.include('kein Wert');
    expect(await press(host, 'ArrowRight')).to.include('vorläufig');
    expect(await press(host, 'ArrowRight')).to.include('Ersatzwert');
    const legend = find(host, '.legend').textContent;
    for (const word of ['vorläufig', 'Ersatzwert']) expect(legend).to.include(word);
  });

  it('shows the same values as a table: every interval of a day of 23 hours, once', async () => {
    const host = await draw(modelOf(shortDay));
    const toggle = find(host, 'button');
    expect(toggle.textContent.trim()).to.equal('Als Tabelle zeigen');
    toggle.click();
    await host.updateComplete;
    const names = [...(host.shadowRoot?.querySelectorAll('tbody th') ?? [])].map((head) => head.textContent.trim());
    expect(names.length).to.equal(92);
    expect(new Set(names).size).to.equal(92);
    expect(names).to.not.include('02:00 Uhr');
    expect(find(host, 'caption').textContent.trim()).to.equal('Verbrauch am 29.03.2026');
    find(host, 'button').click();
    await host.updateComplete;
    await isDrawn(host);
  });

  it('is a table where it cannot be drawn', async () => {
    const host = await draw(modelOf(shortDay), (element) => {
      element.load = () => Promise.reject(new Error('The file is gone'));
    });
    await waitUntil(() => host.shadowRoot?.querySelector('table') !== null);
    expect(host.shadowRoot?.querySelector('button')).to.equal(null);
  });

  it('changes its colours with the theme', async () => {
    const host = await draw(modelOf(shortDay));
    await isDrawn(host);
    const picture = (): string => canvasOf(host).toDataURL();
    const light = picture();
    host.theme = 'dark';
    await host.updateComplete;
    await waitUntil(() => picture() !== light, 'another picture');
  });

  it('draws a year of quarter-hours with no more columns than there is room for', async () => {
    const year = quarterHoursOf(yearPeriod('2025-06-01' as BerlinDate));
    expect(year.length).to.equal(35_040);
    const host = await draw(modelOf(year));
    await isDrawn(host);
    expect(await press(host, 'End')).to.match(/^23:45 Uhr/);
  });

  it('leaves nothing behind after it was shown many times', async () => {
    const parent = await fixture<HTMLElement>(html`<div></div>`);
    for (let i = 0; i < 20; i += 1) {
      const host = new ChartHost();
      host.model = modelOf(shortDay);
      parent.append(host);
      await waitUntil(() => drawn === 1);
      host.remove();
      expect(drawn).to.equal(0);
    }
  });
});
