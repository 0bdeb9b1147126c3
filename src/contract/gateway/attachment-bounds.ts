/* What bounds a file that goes with a request: apart from other bounds, because few forms take one. */

/** The largest file that may go with a request, in bytes. */
export const largestAttachment = 10 * 1024 * 1024;

/** What files are taken as, by what is in them, whatever they are called. */
export const attachmentTypes = {
  'meter-swap': ['image/jpeg', 'image/png', 'image/heic'],
  contact: ['image/jpeg', 'image/png', 'image/heic', 'application/pdf'],
} as const;
