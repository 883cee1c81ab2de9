import type { ListSpec } from '../../../domain/transfers/index.ts';
import { type Chosen, specOf } from '../notices/audience/chosen.ts';

/** What has been chosen, as a list: places and kinds, or households that were pasted. */
export function listOf(chosen: Chosen, pasted: readonly string[] | undefined): ListSpec {
  if (pasted) return { households: pasted };
  const { of: _, ...spec } = specOf(chosen);
  return spec;
}
