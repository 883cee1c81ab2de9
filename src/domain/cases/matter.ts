import type { Context, Decision, Instant } from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import type { CaseState } from './case.ts';
import type { CaseCommandData, CaseCommandType } from './commands.ts';
import type { CaseEvent } from './events.ts';

/** What a step is decided on. `at` is when it happened: said later, held between the case's last move and now. */
export interface Matter<D> {
  readonly state: CaseState;
  readonly data: D;
  readonly context: Context<District>;
  readonly at: Instant;
}

/** One function per command; each file of decisions holds those of its concern. */
export type Deciders = { readonly [T in CaseCommandType]: (matter: Matter<CaseCommandData[T]>) => Decision<CaseEvent> };

/** Everyone who told the case. */
export const refsOf = (state: CaseState): readonly string[] => state.reporters.map((reporter) => reporter.ref);
