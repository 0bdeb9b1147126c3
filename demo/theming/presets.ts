import { themeIn } from './theme.ts';
import type { Theme } from './theme.ts';

const both = (light: string, dark: string): string => `light-dark(${light}, ${dark})`;

/** Three suppliers who have nothing in common, and how little each has to say; the last says what cannot be read. */
export const presets: Readonly<Record<string, Theme>> = {
  Ours: new Map(),
  Harbour: themeIn(
    new URLSearchParams({
      'color-brand': both('#00666e', '#5fd4dc'),
      'color-surface': both('#ffffff', '#0d2430'),
      'color-text': both('#0b2a3a', '#e6f4f7'),
      'color-background': both('#eef6f7', '#081922'),
      radius: '1.25em',
      'card-border-width': '0px',
      'card-shadow': '0 0.125em 1em rgb(0 40 60 / 0.12)',
      'button-radius': '3em',
    }).toString(),
  ),
  Grid: themeIn(
    new URLSearchParams({
      'color-brand': both('#5b2be0', '#c6ff3d'),
      'color-surface': both('#ffffff', '#15151a'),
      'color-text': both('#101014', '#f5f5fa'),
      'color-background': both('#f1f1f6', '#0b0b0e'),
      'font-family': 'ui-monospace, Menlo, Consolas, monospace',
      radius: '0em',
      density: '0.875',
      'card-border-width': '2px',
      'heading-font-weight': '800',
    }).toString(),
  ),
  Village: themeIn(
    new URLSearchParams({
      'color-brand': both('#8a2a12', '#ffb08a'),
      'color-surface': both('#fffaf0', '#2a211a'),
      'color-text': both('#33241a', '#f7ecdf'),
      'color-background': both('#f6ecd9', '#1d1712'),
      'font-family': "Georgia, 'Times New Roman', serif",
      'heading-font-weight': '400',
      'heading-scale': '1.2',
      radius: '0.25em',
      density: '1.125',
    }).toString(),
  ),
  Illegible: themeIn(
    new URLSearchParams({
      'color-brand': '#ffe600',
      'color-muted': both('#d5d5d5', '#3a3a3a'),
      'color-good': '#b6f2b6',
      'chart-cheap': '#e8ffe8',
    }).toString(),
  ),
};
