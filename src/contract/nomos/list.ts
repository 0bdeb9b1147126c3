import * as z from 'zod/mini';
import { nullish } from '../tolerant.ts';

/** A page of a list. */
export interface List<Item> {
  items: Item[];
  /** The cursor of the next page, or `null` on the last one. It holds for the same filters only. */
  next_page: string | null;
  has_more: boolean;
}

/** The schema of a page of a list whose items have this schema. */
export function listSchema<Schema extends z.ZodMiniType>(item: Schema): z.ZodMiniType<List<z.output<Schema>>> {
  return z.object({
    items: z.array(item),
    next_page: nullish(z.string()),
    has_more: z._default(z.boolean(), false),
  });
}
