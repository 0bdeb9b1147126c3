/**
 * More than any answer of the API is: a year of quarter-hours with the components of their prices is a third of it. An API
 * that answers without end must not take the memory of all tenants.
 */
export const largestAnswer = 32 * 1024 * 1024;

/** How many levels of objects and lists an answer may have; those of the API have six. */
const deepestNesting = 64;

/** Bytes of JSON's signs. */
const sign = { quote: 0x22, backslash: 0x5c, list: 0x5b, listEnd: 0x5d, object: 0x7b, objectEnd: 0x7d } as const;

/**
 * Whether JSON is nested more deeply than any answer of the API is. Found out before it is parsed: a few megabytes of
 * brackets take seconds and gigabytes to become objects, which then cannot be written again.
 *
 * In UTF-8 no byte of another character looks like one of those that count here.
 */
function isTooDeep(json: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (inString) {
      if (byte === sign.backslash) at += 1;
      else if (byte === sign.quote) inString = false;
    } else if (byte === sign.quote) inString = true;
    else if (byte === sign.list || byte === sign.object) {
      depth += 1;
      if (depth > deepestNesting) return true;
    } else if (byte === sign.listEnd || byte === sign.objectEnd) depth -= 1;
  }
  return false;
}

/**
 * Reads a JSON body of limited size, counted after decompression, and of limited depth.
 *
 * @throws {Error} When it is larger or deeper, or no JSON.
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
  const json = Buffer.concat(parts);
  if (isTooDeep(json)) throw new Error(`The answer is nested more than ${deepestNesting} levels deep`);
  return JSON.parse(json.toString('utf8')) as unknown;
}
