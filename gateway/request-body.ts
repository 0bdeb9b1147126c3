import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { badRequest } from './errors.ts';

/**
 * Reads a request's body by a schema: fields that it does not name are left out, or refused by a strict one.
 *
 * @throws {GatewayError} 400 that names every field that is wrong.
 */
export function bodyOf<Schema extends z.ZodMiniType>(request: FastifyRequest, schema: Schema): z.output<Schema> {
  const parsed = z.safeParse(schema, request.body);
  if (parsed.success) return parsed.data;
  throw badRequest(
    'The body is not what it should be',
    parsed.error.issues.map((issue) => {
      const { code, path, message } = issue;
      // The issue is of the object; what a page can do something about is the field.
      const field = issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
      return { code, field: field.join('.'), message };
    }),
  );
}
