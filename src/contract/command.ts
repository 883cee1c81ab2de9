import type { z } from 'zod';
import type { Words } from '../domain/places/index.ts';

/** One command as the outside may send it. The list of these is the contract; OpenAPI is made from it. */
export interface CommandDefinition<T extends string = string, D = unknown> {
  /** 'noun.verb'. */
  readonly type: T;
  /** Kind of stream that decides ('case'); the id is the sender's, or made by the rule in `words`. */
  readonly kind: string;
  /** Shape of `data`. Strict: an unknown field is refused, not dropped. */
  readonly data: z.ZodType<D>;
  readonly words: Words;
}

export function defineCommand<T extends string, D>(definition: CommandDefinition<T, D>): CommandDefinition<T, D> {
  return definition;
}
