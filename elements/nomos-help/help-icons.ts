/*
 * Icons of the help alone. Those of `src/ui/icons.ts` are loaded by every element.
 */

export const searchIcon = 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20';
export const mailIcon = 'M3.5 6h17v12h-17zM3.5 7l8.5 6.5L20.5 7';
export const phoneIcon =
  'M7 3.5h3l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5v3c0 1.5-1 2.5-2.5 2.5A14.5 14.5 0 0 1 4.5 6C4.5 4.5 5.5 3.5 7 3.5z';
export const chatIcon = 'M4 5h16v11h-8.5L7 19.5V16H4zM8 9h8M8 12h5';
export const chevronDownIcon = 'm6.5 9.5 5.5 5.5 5.5-5.5';
