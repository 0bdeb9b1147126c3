/**
 * More than any answer of the API is: a year of quarter-hours with the components of their prices is a third of it. An API
 * that answers without end must not take the memory of all tenants.
 */
export const largestAnswer = 32 * 1024 * 1024;

/**
 * Reads a JSON body of limited size, counted after decompression.
 *
 * @throws {Error} When it is larger, or no JSON.
 */
export async function readJson(response: Response, most = largestAnswer): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by an error cancels the body.
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    if (size > most) throw new Error(`The answer is larger than ${most} bytes`);
    parts.push(part);
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown;
}
