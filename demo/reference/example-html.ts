/** The value of each attribute; `''` for one that is only there, `null` for one that is not. */
export type AttributeValues = Record<string, string | null>;

/** The HTML of an element with these attributes. */
export function htmlOf(tag: string, values: AttributeValues): string {
  const attributes = Object.entries(values).flatMap(([name, value]) =>
    value === null
      ? []
      : [value === '' ? name : `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`],
  );
  return `<${[tag, ...attributes].join(' ')}></${tag}>`;
}
