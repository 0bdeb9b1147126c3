/** What a file is by its first bytes, of the types that customers may send along. */
export type SignedFileType = 'image/jpeg' | 'image/png' | 'image/heic' | 'application/pdf';

/** How many of a file's first bytes {@link fileTypeOf} wants to see. */
export const signatureBytes = 64;

const jpeg = [0xff, 0xd8, 0xff];
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Brands of ISO/IEC 23008-12 that stand for still pictures in HEVC, or for the family that they belong to. */
const heicBrands = ['heic', 'heix', 'heim', 'heis', 'mif1'];

/**
 * The type of a file by its signature, whatever it is called: JPEG (ISO/IEC 10918-1), PNG (RFC 2083), HEIC (ISO/IEC 23008-12) or
 * PDF (ISO 32000). `null` for everything else.
 *
 * @param start - The first bytes, {@link signatureBytes} of them where there are so many.
 */
export function fileTypeOf(start: Uint8Array): SignedFileType | null {
  if (jpeg.every((byte, at) => start[at] === byte)) return 'image/jpeg';
  if (png.every((byte, at) => start[at] === byte)) return 'image/png';
  const text = (from: number, to: number): string => String.fromCharCode(...start.subarray(from, to));
  if (text(0, 5) === '%PDF-') return 'application/pdf';
  // A box of type `ftyp`: its size, the type, and the brand that the file is best read by.
  return text(4, 8) === 'ftyp' && heicBrands.includes(text(8, 12)) ? 'image/heic' : null;
}
