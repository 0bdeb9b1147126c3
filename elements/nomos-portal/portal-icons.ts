/* The icons of the navigation, drawn by `icon` of src/ui/icons.ts. */

export const overviewIcon = 'M4 11.5 12 5l8 6.5V20h-5.5v-5h-5v5H4z';
export const consumptionIcon = 'M5 20v-7m4.7 7V8m4.6 12v-9M19 20V4';
export const invoicesIcon = 'M6 3.5h9l3.5 3.5v13.5H6zM9 11h6.5M9 14.5h6.5M9 7.5h3';
export const tariffIcon = 'M13.5 3 6 13.5h5L10 21l8-11h-5.5z';
export const accountIcon = 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm-7.5 8.5c.8-3.4 3.8-5.5 7.5-5.5s6.7 2.1 7.5 5.5';
export const ordersIcon = 'M4 8.5 12 4l8 4.5v7.5L12 20.5 4 16zM4 8.5l8 4.5 8-4.5M12 13v7.5';
export const helpIcon =
  'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM9.6 9.4c.3-1.4 1.3-2 2.5-2 1.4 0 2.5.9 2.5 2.2 0 1.9-2.5 2-2.5 4m0 2.6v.1';
export const moreIcon = 'M5.5 12h.01M12 12h.01M18.5 12h.01';
export const signOutIcon = 'M14 4.5H6v15h8M10.5 12H20m-3.5-3.5L20 12l-3.5 3.5';
