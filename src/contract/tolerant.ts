import * as z from 'zod/mini';

/**
 * A string of which the API names some values today and may name more tomorrow: known ones are typed, others pass. The
 * values stand in the signature only, because nothing is checked against them.
 */
export function openEnum<const Value extends string>(
  ..._known: readonly Value[]
): z.ZodMiniType<Value | (string & {}), string> {
  return z.string();
}

/** A field that may be absent or `null`, which mean the same: read as `null`. */
export function nullish<Schema extends z.ZodMiniType>(schema: Schema): z.ZodMiniDefault<z.ZodMiniNullable<Schema>> {
  return z._default(z.nullable(schema), null);
}
