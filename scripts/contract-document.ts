import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';

type Json = Record<string, unknown>;

/** What is wrong with a request body or an answer, by the OpenAPI document; empty when nothing is. */
export interface ContractDocument {
  request(method: string, path: string, body: unknown): string[];
  response(method: string, path: string, status: number, body: unknown): string[];
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFormatted = (schema: unknown): boolean => isObject(schema) && typeof schema.format === 'string';

/**
 * A schema of OpenAPI 3.0 as JSON Schema, meant as its author meant it:
 * `nullable` is a type, alone within `anyOf` it stands for `null`, and an enumeration that may be null lists it; a date
 * is no mere string because a string is named beside it; a discriminator chooses the one schema that counts.
 */
function cleaned(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(cleaned);
  if (!isObject(schema)) return schema;
  const { nullable, discriminator, example: _example, exclusiveMinimum, ...rest } = schema;
  if (isObject(discriminator) && isObject(discriminator.mapping)) return chosenBy(discriminator);
  const result: Json = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, cleaned(value)]));
  if (Array.isArray(schema.anyOf)) {
    const dated = schema.anyOf.some(isFormatted);
    result.anyOf = schema.anyOf
      .filter((part) => !(dated && isObject(part) && part.type === 'string' && part.format === undefined))
      .map((part) => (isObject(part) && part.nullable === true && !part.type ? { type: 'null' } : cleaned(part)));
  }
  if (exclusiveMinimum === true) {
    result.exclusiveMinimum = schema.minimum;
    delete result.minimum;
  } else if (exclusiveMinimum !== undefined && exclusiveMinimum !== false) {
    result.exclusiveMinimum = cleaned(exclusiveMinimum);
  }
  if (nullable !== true) {
    // A property that is called so, in a table of properties.
    if (isObject(nullable)) result.nullable = cleaned(nullable);
    return result;
  }
  if (typeof schema.type === 'string') result.type = [schema.type, 'null'];
  if (Array.isArray(schema.enum)) result.enum = [...new Set([...(schema.enum as unknown[]), null])];
  if (schema.type !== undefined) return result;
  return schema.anyOf || schema.oneOf || schema.allOf || schema.$ref ? { anyOf: [result, { type: 'null' }] } : result;
}

function chosenBy({ propertyName, mapping }: Json): Json {
  const name = String(propertyName);
  const choices = Object.entries(mapping as Record<string, string>);
  return {
    type: 'object',
    required: [name],
    properties: { [name]: { enum: choices.map(([value]) => value) } },
    allOf: choices.map(([value, $ref]) => ({
      if: { type: 'object', required: [name], properties: { [name]: { const: value } } },
      then: { $ref },
    })),
  };
}

const pointer = (...steps: string[]): string =>
  `document#/${steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

/**
 * Reads an OpenAPI document for checking.
 *
 * The validating proxy leaves out every schema that it cannot compile, which are those with a `nullable` that has no type;
 * here each one is compiled, and one that cannot be is an error.
 */
export function readContractDocument(file: string): ContractDocument {
  const document = JSON.parse(readFileSync(file, 'utf8')) as { paths: Record<string, Json>; components: unknown };
  const ajv = new Ajv({ allErrors: true, strict: false });
  formats.default(ajv);
  ajv.addSchema({ $id: 'document', ...(cleaned({ paths: document.paths, components: document.components }) as Json) });
  const templates = Object.keys(document.paths)
    .map((template) => ({ template, pattern: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`) }))
    .sort((a, b) => Number(a.template.includes('{')) - Number(b.template.includes('{')));
  const templateOf = (method: string, path: string): string | undefined =>
    templates.find(({ template, pattern }) => pattern.test(path) && document.paths[template]?.[method.toLowerCase()])
      ?.template;

  const validators = new Map<string, ValidateFunction>();
  const mistakes = (steps: string[], body: unknown): string[] => {
    const $ref = pointer('paths', ...steps, 'content', 'application/json', 'schema');
    let validate = validators.get($ref);
    if (!validate) validators.set($ref, (validate = ajv.compile({ $ref })));
    if (validate(body)) return [];
    return (validate.errors ?? [])
      .filter(({ keyword }) => keyword !== 'if')
      .map(({ instancePath, message = '' }) => `${instancePath.slice(1).replaceAll('/', '.')} ${message}`.trim());
  };
  const at = (steps: string[]): unknown =>
    steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), document.paths);
  const isJson = (steps: string[]): boolean => at([...steps, 'content', 'application/json', 'schema']) !== undefined;

  return {
    request(method, path, body) {
      const template = templateOf(method, path);
      if (template === undefined) return ['the document has no such operation'];
      const steps = [template, method.toLowerCase(), 'requestBody'];
      return isJson(steps) ? mistakes(steps, body) : [];
    },
    response(method, path, status, body) {
      const template = templateOf(method, path);
      if (template === undefined) return ['the document has no such operation'];
      const steps = [template, method.toLowerCase(), 'responses', String(status)];
      if (at(steps) === undefined) return [`the document has no answer ${status}`];
      return isJson(steps) ? mistakes(steps, body) : [];
    },
  };
}
