import { kernelRefusals } from './kernel.ts';
import type { RefusalCatalogue } from './refusal.ts';

export type { RefusalCatalogue, RefusalWords } from './refusal.ts';

/** The closed catalogue: every code that a decision or a door may answer with. */
export const refusals: RefusalCatalogue = { ...kernelRefusals };
