import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { colorNames } from './chart-colors.ts';
import type { ChartModel } from './chart-model.ts';
import { readOut, renderChartTable } from './chart-table.ts';
import type { EnergyChart } from './energy-chart.ts';

/** Where the keys lead that move the read-out: a step, or an end. */
const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

/**
 * Draws a chart within an element, with a read-out that pointer, touch and arrow keys move and a screen reader hears, and with
 * the same values as a table.
 *
 * The library that draws is loaded when the chart comes into view, and let go of when the element leaves the page. Where it
 * cannot be loaded, the table is shown. The element adds `chartStyles` to its styles.
 */
export class ChartController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #load: () => Promise<{ EnergyChart: typeof EnergyChart }>;
  #model: ChartModel | undefined;
  #drawn: ChartModel | undefined;
  #canvas: HTMLCanvasElement | undefined;
  #chart: EnergyChart | undefined;
  #view: IntersectionObserver | undefined;
  #selected: number | null = null;
  #asTable = false;
  #failed = false;
  #scheme: MediaQueryList | undefined;

  /** @param load - In place of the module that draws, for tests. */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    load: () => Promise<{ EnergyChart: typeof EnergyChart }> = () => import('./energy-chart.ts'),
  ) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected(): void {
    this.#scheme = matchMedia('(prefers-color-scheme: dark)');
    this.#scheme.addEventListener('change', this.#onScheme);
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#scheme?.removeEventListener('change', this.#onScheme);
    this.#letGo();
  }

  hostUpdated(): void {
    const canvas = this.#host.shadowRoot?.querySelector<HTMLCanvasElement>('.chart canvas') ?? undefined;
    if (canvas !== this.#canvas) {
      this.#letGo();
      this.#canvas = canvas;
      if (canvas) this.#watch(canvas);
    }
    if (this.#chart && this.#model) {
      if (!isSame(this.#drawn, this.#model)) this.#chart.update(this.#model);
      else this.#chart.recolor();
      this.#drawn = this.#model;
      this.#chart.select(this.#selected);
    }
  }

  /** Draws the chart anew, in other colours for example. */
  refresh(): void {
    this.#chart?.refresh();
  }

  readonly #onScheme = (): void => {
    this.#chart?.refresh();
  };

  readonly #onToggle = (): void => {
    this.#asTable = !this.#asTable;
    this.#host.requestUpdate();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#select(this.#place() + step);
  };

  readonly #onPointer = (event: PointerEvent): void => {
    const canvas = this.#canvas;
    const index = canvas && this.#chart?.indexAt(event.clientX - canvas.getBoundingClientRect().left);
    if (index !== null && index !== undefined) this.#select(index);
  };

  #select(index: number): void {
    const last = (this.#model?.intervals.length ?? 0) - 1;
    const selected = Math.max(0, Math.min(index, last));
    if (selected === this.#selected) return;
    this.#selected = selected;
    this.#host.requestUpdate();
  }

  /** The interval that is read out: the chosen one, else the present one, else the last one with a value. */
  #place(): number {
    const { intervals = [], series, nowUtcMilliseconds: now } = this.#model ?? {};
    if (this.#selected !== null) return this.#selected;
    const present = intervals.findIndex(
      (each) => now !== undefined && each.startUtcMilliseconds <= now && now < each.endUtcMilliseconds,
    );
    if (present >= 0) return present;
    const last = intervals.findLastIndex(({ kWh, ctPerKWh }) => (series === 'price' ? ctPerKWh : kWh) !== null);
    return Math.max(0, last);
  }

  /** Waits until the canvas is seen. */
  #watch(canvas: HTMLCanvasElement): void {
    this.#view = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        this.#view?.disconnect();
        void this.#draw(canvas);
      },
      { rootMargin: '200px' },
    );
    this.#view.observe(canvas);
  }

  async #draw(canvas: HTMLCanvasElement): Promise<void> {
    try {
      const { EnergyChart: Loaded } = await this.#load();
      const figure = canvas.closest('.chart');
      if (canvas !== this.#canvas || !figure || !this.#model) return;
      this.#chart = new Loaded(canvas, figure, this.#model);
      this.#drawn = this.#model;
      this.#chart.select(this.#selected);
    } catch {
      if (canvas !== this.#canvas) return;
      this.#failed = true;
      this.#host.requestUpdate();
    }
  }

  #letGo(): void {
    this.#view?.disconnect();
    this.#view = undefined;
    this.#chart?.destroy();
    this.#chart = undefined;
    this.#canvas = undefined;
    this.#drawn = undefined;
  }

  #renderPlot(model: ChartModel): TemplateResult {
    const { intervals } = model;
    const place = this.#place();
    const interval = intervals[place];
    const text = interval ? readOut(model, interval, place) : model.texts.noValue;
    return html`<p class="read-out" aria-hidden="true">${text}</p>
      <div
        class="plot"
        role="slider"
        tabindex="0"
        aria-label=${model.label}
        aria-valuemin="0"
        aria-valuemax=${Math.max(0, intervals.length - 1)}
        aria-valuenow=${place}
        aria-valuetext=${text}
        @keydown=${this.#onKey}
        @pointermove=${this.#onPointer}
        @pointerdown=${this.#onPointer}
      >
        <canvas></canvas>
      </div>
      ${renderLegend(model)} ${colorNames.map((name) => html`<span class="probe ${name}" hidden></span>`)}`;
  }

  /** The chart or its table, whichever the customer chose, and what leads from the one to the other. */
  render(model: ChartModel): TemplateResult {
    if (this.#model?.intervals !== model.intervals) this.#selected = null;
    this.#model = model;
    const { texts } = model;
    const table = this.#asTable || this.#failed;
    return html`<figure class="chart" part="chart" aria-label=${model.label}>
      ${table ? renderChartTable(model) : this.#renderPlot(model)}
      ${
        this.#failed
          ? nothing
          : html`<button class="button plain toggle" part="button" type="button" @click=${this.#onToggle}>
              ${table ? texts.showChart : texts.showTable}
            </button>`
      }
    </figure>`;
  }
}

/** What occurs in the chart, by shape and in words. */
function renderLegend({ intervals, series, bands, texts }: ChartModel): TemplateResult {
  const has = (status: string): boolean => series !== 'price' && intervals.some((each) => each.status === status);
  const entries: [shape: string, text: string][] = [];
  if (series === 'both') {
    entries.push(['usage', texts.usage], ['price', texts.price]);
  }
  if (has('preliminary')) {
    if (series === 'usage' && has('final')) entries.push(['usage', texts.final]);
    entries.push(['hatched', texts.preliminary]);
  }
  if (has('other')) entries.push(['crossed', texts.other]);
  if (bands?.includes('cheapest')) entries.push([series === 'price' ? 'cheapest' : 'strip', texts.cheapest]);
  if (series === 'price' && bands?.includes('dearest')) entries.push(['dearest', texts.dearest]);
  return html`<ul class="legend" role="list">
    ${entries.map(([shape, text]) => html`<li><span class="swatch ${shape}" aria-hidden="true"></span>${text}</li>`)}
  </ul>`;
}

/** Whether two models draw the same picture. */
function isSame(a: ChartModel | undefined, b: ChartModel): boolean {
  return (
    a?.intervals === b.intervals &&
    a.bands === b.bands &&
    a.series === b.series &&
    a.nowUtcMilliseconds === b.nowUtcMilliseconds &&
    a.formats === b.formats
  );
}
