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

/** Of black and white the one that stands out more from a background. */
export function opposite(behind: string): '#000000' | '#ffffff' {
  return contrast('#000000', behind) >= contrast('#ffffff', behind) ? '#000000' : '#ffffff';
}

/** The nearest colour on the way to `target` that is good enough; `target` where none is. */
function nearest(color: string, target: string, isEnough: (candidate: string) => boolean): string {
  for (let step = 0; step < 50; step += 1) {
    const candidate = mix(color, target, step / 50);
    if (isEnough(candidate)) return candidate;
  }
  return target;
}

/**
 * The colour itself, or the nearest on its way to black or white that stands out from every background by `ratio`. Which of
 * the two ways follows from the backgrounds; where no colour can do it, the better extreme is returned.
 *
 * @param alsoOn - How much it stands out where it is used in a mixture, for what depends on the colour itself.
 */
export function readable(
  color: string,
  backgrounds: readonly string[],
  ratio: number,
  alsoOn: (candidate: string) => number = () => Infinity,
): string {
  const least = (candidate: string): number => Math.min(...backgrounds.map((behind) => contrast(candidate, behind)));
  const extreme = least('#000000') >= least('#ffffff') ? '#000000' : '#ffffff';
  return nearest(color, extreme, (candidate) => least(candidate) >= ratio && alsoOn(candidate) >= ratio);
}

/**
 * The surface itself, or the nearest on its way to another one on which the same text can be read as on that. A page that is
 * white with black cards on it has no text colour for both.
 */
export function besideSurface(color: string, surface: string): string {
  const text = opposite(surface);
  return nearest(color, surface, (candidate) => contrast(text, candidate) >= textContrast);
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
 * Colours with every one that carries meaning made to stand out from every surface that it is used on: text, and marks.
 * Surfaces are left as they are unless no text could be read on all of them; then they give way to `surface`. `line` is left
 * as it is: a hairline between rows and around cards separates and says nothing; the borders of fields and buttons are mixed
 * from the text colour.
 *
 * @param furtherSurfaces - What else there is text on, such as cards of a colour of their own.
 */
export function readableColors<Palette extends Colors>(
  colors: Palette,
  furtherSurfaces: readonly string[] = [],
): Palette {
  const { surface } = colors;
  const background = besideSurface(colors.background, surface);
  const sunken = besideSurface(colors.sunken, surface);
  const surfaces = [background, surface, sunken, ...furtherSurfaces];
  const text = readable(colors.text, surfaces, textContrast);
  const brand = readable(colors.brand, surfaces, textContrast);
  // A state in a word stands on a tint of its own colour (`.chip`).
  const inChip = (color: string): number => contrast(mix(text, color, 0.86), mix(surface, color, 0.12));
  const meaning = (color: string): string => readable(color, surfaces, textContrast, inChip);
  return {
    ...colors,
    background,
    sunken,
    brand,
    // Under the pointer a button is a step nearer to the text colour.
    on_brand: readable(colors.on_brand, [brand, mix(brand, text, 0.1)], textContrast),
    accent: readable(colors.accent, surfaces, shapeContrast),
    text,
    muted: meaning(colors.muted),
    good: meaning(colors.good),
    warning: meaning(colors.warning),
    bad: meaning(colors.bad),
  };
}
