import { html, type TemplateResult } from 'lit';

/*
 * Line icons on a 24 unit grid, each a constant of its own, so that a page loads those that it shows.
 */

export const overviewIcon = 'M4 11.5 12 5l8 6.5V20h-5.5v-5h-5v5H4z';
export const consumptionIcon = 'M5 20v-7m4.7 7V8m4.6 12v-9M19 20V4';
export const invoicesIcon = 'M6 3.5h9l3.5 3.5v13.5H6zM9 11h6.5M9 14.5h6.5M9 7.5h3';
export const tariffIcon = 'M13.5 3 6 13.5h5L10 21l8-11h-5.5z';
export const accountIcon = 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-7.5 8.5c.8-3.4 3.8-5.5 7.5-5.5s6.7 2.1 7.5 5.5';
export const ordersIcon = 'M4 8.5 12 4l8 4.5v7.5L12 20.5 4 16zM4 8.5l8 4.5 8-4.5M12 13v7.5';
export const helpIcon =
  'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM9.6 9.4c.3-1.4 1.3-2 2.5-2 1.4 0 2.5.9 2.5 2.2 0 1.9-2.5 2-2.5 4m0 2.6v.1';
export const moreIcon = 'M5.5 12h.01M12 12h.01M18.5 12h.01';
export const chevronDownIcon = 'm6.5 9.5 5.5 5.5 5.5-5.5';
export const chevronLeftIcon = 'm14.5 6.5-5.5 5.5 5.5 5.5';
export const chevronRightIcon = 'm9.5 6.5 5.5 5.5-5.5 5.5';
export const checkIcon = 'm5 12.5 4.5 4.5L19 7.5';
export const warningIcon = 'M12 4 2.8 20h18.4zM12 10v4.5m0 2.7v.1';
export const infoIcon = 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5.5m0-8.7v.1';
export const downloadIcon = 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14';
export const documentIcon = 'M6 3.5h8l4 4V20.5H6zM14 3.5v4h4';
export const copyIcon = 'M9 8.5h10.5V20H9zM5.5 15.5h-1V4H15v1.5';
export const attachIcon =
  'M19.5 11.5 12 19a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-7.8 7.8a1.5 1.5 0 0 1-2.2-2.2l7-7';
export const calendarIcon = 'M5 6h14v14H5zM5 10.5h14M9 3.5v4m6-4v4';
export const signOutIcon = 'M14 4.5H6v15h8M10.5 12H20m-3.5-3.5L20 12l-3.5 3.5';
export const reloadIcon = 'M19 12a7 7 0 1 1-2-4.9M19 4v4h-4';

/**
 * Draws an icon, 1.25 em square, in the colour of the text beside it and hidden from screen readers.
 *
 * @param path - One of the icons of this module.
 */
export function icon(path: string): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 24 24"
    width="1.25em"
    height="1.25em"
    fill="none"
    stroke="currentColor"
    stroke-width=${path === moreIcon ? 3 : 1.75}
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d=${path}></path>
  </svg>`;
}
