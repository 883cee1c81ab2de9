import { aggregates } from '../aggregates.ts';
import { type CaseState, isOpen } from '../cases/index.ts';
import type { WarningState } from '../responses/index.ts';
import type { RoundState } from '../sweeps/index.ts';
import { createScreen } from './screen.ts';

export { KEEP_SETTLED, type ScreenState } from './screen.ts';
export * from './views.ts';

/** The screen of this program: all kinds, and when each may leave. */
export const screen = createScreen({
  aggregates,
  settled: {
    case: (state: CaseState) => (isOpen(state) ? null : state.touchedAt),
    warning: (state: WarningState) => state.ended?.at,
    round: (state: RoundState) => state.endedAt,
  },
});
