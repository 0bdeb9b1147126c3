import * as z from 'zod/mini';

/**
 * What the hosted page carries for its first paint, in `<script type="application/json" id="…">`: data blocks, which a CSP
 * without inline scripts allows. `undefined` on any other page, or when it is not what the schema says.
 */
export function readPageData<Schema extends z.ZodMiniType>(id: string, schema: Schema): z.output<Schema> | undefined {
  if (typeof document === 'undefined') return undefined;
  const text = document.getElementById(id)?.textContent;
  if (!text) return undefined;
  try {
    const parsed = z.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
