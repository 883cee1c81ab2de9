import { caseRefusals } from './cases.ts';
import { httpRefusals } from './http.ts';
import { kernelRefusals } from './kernel.ts';
import type { RefusalCatalogue } from './refusal.ts';
import { responsesRefusals } from './responses.ts';

export type { RefusalCatalogue, RefusalWords } from './refusal.ts';

/** The closed catalogue: every code that a decision or a door may answer with. */
export const refusals: RefusalCatalogue = { ...kernelRefusals, ...httpRefusals, ...responsesRefusals, ...caseRefusals };
