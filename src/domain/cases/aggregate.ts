import { type Aggregate, idOf, refuse } from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import { type CaseState, NO_CASE } from './case.ts';
import type { CaseCommand } from './commands.ts';
import { decideCase } from './decide.ts';
import { dueOfCase } from './due.ts';
import type { CaseEvent } from './events.ts';
import { evolveCase } from './evolve.ts';
import { LIMITS_STREAM } from './limits.ts';
import { isOpen } from './loop.ts';

/** 'case/<uuid>': one closed loop. */
export const cases: Aggregate<CaseState, CaseCommand, CaseEvent, District> = {
  kind: 'case',
  initial: NO_CASE,
  decide: (state, command, context) =>
    idOf(command.stream) === '' ? refuse('case.unknown') : decideCase(state, command, context),
  evolve: evolveCase,
  due: dueOfCase,
  open: (state) => state.stage !== 'draft' && isOpen(state),
  needs(command) {
    switch (command.type) {
      case 'case.report':
      case 'case.fix-on-spot':
      case 'case.reopen':
        return [LIMITS_STREAM];
      case 'case.merge':
        return [`case/${command.data.into}`];
      default:
        return [];
    }
  },
};
