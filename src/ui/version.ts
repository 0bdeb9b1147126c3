/** The version of this library. A packaging test holds it equal to package.json. */
export const version = '0.1.0';
