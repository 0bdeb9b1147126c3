import { html, type TemplateResult } from 'lit';

/*
 * Line icons on a 24 unit grid: those that several elements show. This module is a part of every page, so an icon of one
 * element stands where it is shown.
 */

export const chevronLeftIcon = 'm14.5 6.5-5.5 5.5 5.5 5.5';
export const chevronRightIcon = 'm9.5 6.5 5.5 5.5-5.5 5.5';
export const checkIcon = 'm5 12.5 4.5 4.5L19 7.5';
export const warningIcon = 'M12 4 2.8 20h18.4zM12 10v4.5m0 2.7v.1';
export const infoIcon = 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5.5m0-8.7v.1';
export const downloadIcon = 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14';
export const reloadIcon = 'M19 12a7 7 0 1 1-2-4.9M19 4v4h-4';

/** They point in the direction of reading, and turn round with it. */
const pointing = [chevronLeftIcon, chevronRightIcon];

/**
 * Draws an icon, 1.25 em square, in the colour of the text beside it and hidden from screen readers.
 *
 * @param path - Of an icon like those of this module.
 * @param strokeWidth - In units of the grid.
 */
export function icon(path: string, strokeWidth = 1.75): TemplateResult {
  return html`<svg
    class="icon ${pointing.includes(path) ? 'pointing' : ''}"
    viewBox="0 0 24 24"
    width="1.25em"
    height="1.25em"
    fill="none"
    stroke="currentColor"
    stroke-width=${strokeWidth}
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d=${path}></path>
  </svg>`;
}
