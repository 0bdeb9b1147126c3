/** The colours of a chart, resolved to what a canvas takes. */
export interface ChartColors {
  usage: string;
  price: string;
  cheapest: string;
  dearest: string;
  grid: string;
  text: string;
  surface: string;
}

const names = ['usage', 'price', 'cheapest', 'dearest', 'grid', 'text', 'surface'] as const;

/**
 * Reads the colours in force. They are tokens with `light-dark()` and `color-mix()` in them, which only the browser can
 * resolve: each stands as the `color` of a hidden element of the chart (`chartStyles`).
 */
export function readColors(figure: Element): ChartColors {
  const colors = names.map((name) => {
    const probe = figure.querySelector(`.probe.${name}`);
    return [name, probe ? getComputedStyle(probe).color : ''] as const;
  });
  return Object.fromEntries(colors) as Record<(typeof names)[number], string>;
}

/** The names of the colours, for the elements that hold them. */
export const colorNames: readonly string[] = names;

/** How a column is filled: so that its meaning is told by shape as well as by colour. */
export type Filling = 'crossed' | 'dotted' | 'hatched' | 'light' | 'plain';

/**
 * What fills a column: the colour, the colour thinned, diagonal lines for values that may change, crossed ones for values that
 * stand in for others, dots for cheap times. Kept, because a chart asks for the same few again for every column.
 */
export function fillings(colors: ChartColors): (color: string, filling: Filling) => CanvasPattern | string {
  const made = new Map<string, CanvasPattern | string>();
  return (color, filling) => {
    if (filling === 'plain') return color;
    const key = `${color} ${filling}`;
    let fill = made.get(key);
    if (fill === undefined) made.set(key, (fill = pattern(color, filling, colors.surface)));
    return fill;
  };
}

/** The side of a tile, in device pixels. */
const side = 8;

function pattern(color: string, filling: Filling, surface: string): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = side;
  tile.height = side;
  const context = tile.getContext('2d');
  if (!context) return color;
  context.fillStyle = surface;
  context.fillRect(0, 0, side, side);
  context.globalAlpha = filling === 'light' ? 0.35 : 1;
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = 2.5;
  if (filling === 'light') {
    context.fillRect(0, 0, side, side);
  } else if (filling === 'dotted') {
    for (const [x, y] of [
      [2, 2],
      [6, 6],
    ] as const) {
      context.beginPath();
      context.arc(x, y, 1.9, 0, 2 * Math.PI);
      context.fill();
    }
  } else {
    for (const shift of [-side, 0, side]) line(context, [shift, side], [shift + side, 0]);
    if (filling === 'crossed') for (const shift of [-side, 0, side]) line(context, [shift, 0], [shift + side, side]);
  }
  return context.createPattern(tile, 'repeat') ?? color;
}

function line(context: CanvasRenderingContext2D, from: [number, number], to: [number, number]): void {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}
