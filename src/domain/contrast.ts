/** What text must stand out by against what is behind it (WCAG 2.2, success criterion 1.4.3, level AA). */
export const textContrast = 4.5;

/** What lines and shapes that mean something must stand out by (WCAG 2.2, success criterion 1.4.11). */
export const shapeContrast = 3;

type Channels = [red: number, green: number, blue: number];

function channelsOf(color: string): Channels {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function colorOf(channels: Channels): string {
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}

/** The relative luminance of a colour `#rrggbb`, 0 to 1 (WCAG 2.2). */
export function luminance(color: string): number {
  const [red, green, blue] = channelsOf(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

/** A colour between two, `share` of the way from the first to the second. */
export function mix(from: string, to: string, share: number): string {
  const target = channelsOf(to);
  return colorOf(channelsOf(from).map((channel, i) => channel + ((target[i] ?? 0) - channel) * share) as Channels);
}

/**
 * The colour itself, or the nearest on its way to black or white that stands out from every background by `ratio`. Which of
 * the two ways follows from the backgrounds; where no colour can do it, the better extreme is returned.
 */
export function readable(color: string, backgrounds: readonly string[], ratio: number): string {
  const least = (candidate: string): number => Math.min(...backgrounds.map((behind) => contrast(candidate, behind)));
  if (least(color) >= ratio) return color;
  const extreme = least('#000000') >= least('#ffffff') ? '#000000' : '#ffffff';
  for (let step = 1; step <= 50; step += 1) {
    const candidate = mix(color, extreme, step / 50);
    if (least(candidate) >= ratio) return candidate;
  }
  return extreme;
}

interface Colors {
  brand: string;
  on_brand: string;
  accent: string;
  background: string;
  surface: string;
  sunken: string;
  text: string;
  muted: string;
  line: string;
  good: string;
  warning: string;
  bad: string;
}

/**
 * A brand's colours with every one that carries meaning made to stand out from every surface that it is used on: text, and
 * marks. `line` is left as it is: a hairline between rows and around cards separates and says nothing; the borders of
 * fields and buttons are mixed from the text colour.
 */
export function readableColors<Palette extends Colors>(colors: Palette): Palette {
  const surfaces = [colors.background, colors.surface, colors.sunken];
  const brand = readable(colors.brand, surfaces, textContrast);
  const onSurfaces = (color: string): string => readable(color, surfaces, textContrast);
  const drawnOnSurfaces = (color: string): string => readable(color, surfaces, shapeContrast);
  return {
    ...colors,
    brand,
    on_brand: readable(colors.on_brand, [brand], textContrast),
    accent: drawnOnSurfaces(colors.accent),
    text: onSurfaces(colors.text),
    muted: onSurfaces(colors.muted),
    good: onSurfaces(colors.good),
    warning: onSurfaces(colors.warning),
    bad: onSurfaces(colors.bad),
  };
}
