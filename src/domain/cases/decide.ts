import { type Command, type Context, type Decision, refuse } from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import type { CaseState } from './case.ts';
import type { CaseCommand } from './commands.ts';
import { CONDITIONS } from './conditions.ts';
import { afterClose } from './decide-after.ts';
import { anyTime } from './decide-any-time.ts';
import { checking } from './decide-check.ts';
import { handling } from './decide-handling.ts';
import { intake } from './decide-intake.ts';
import { requests } from './decide-requests.ts';
import { timers } from './decide-timers.ts';
import type { CaseEvent } from './events.ts';
import { fromOf, loopRow, type Step } from './loop.ts';
import type { Deciders, Matter } from './matter.ts';
import { type About, forbiddenTo } from './may.ts';
import { momentOf, refusedMoment } from './moment.ts';

const DECIDERS: Deciders = { ...intake, ...handling, ...requests, ...checking, ...afterClose, ...anyTime, ...timers };

/** Row of the loop that a command asks for; undefined when it names a request that is not there. */
function stepOf(state: CaseState, command: CaseCommand): Step | undefined {
  switch (command.type) {
    case 'case.grant':
    case 'case.deny':
    case 'case.withdraw': {
      const { request: id } = command.data;
      const request = state.requests.find((row) => row.id === id);
      return request && `${command.type}:${request.kind}`;
    }
    default:
      return command.type;
  }
}

function aboutOf({ data }: CaseCommand): About {
  return {
    voiceUnit: 'voice' in data ? data.voice?.unit : undefined,
    reporter: 'reporter' in data ? data.reporter : undefined,
  };
}

/**
 * Decides one command on one case: is it the turn of this step, may this actor take it, and what follows.
 * Refuses with codes of the catalogue `contract/refusals/cases.ts`; throws only on a broken district calendar.
 */
export function decideCase(state: CaseState, command: CaseCommand, context: Context<District>): Decision<CaseEvent> {
  if (!Object.hasOwn(DECIDERS, command.type)) return refuse('command.unknown', { type: (command as Command).type });
  const from = fromOf(state);
  if (from === 'none' && !begins(command)) return refuse('case.unknown');
  const step = stepOf(state, command);
  if (!step) {
    const past = state.requestHistory.find((row) => row.id === (command.data as { request: string }).request);
    return past ? refuse('case.request-decided', { outcome: past.outcome }) : refuse('case.no-such-request');
  }
  const row = loopRow(step);
  if (!row.from.includes(from)) {
    return row.to !== 'same' && (row.to as readonly string[]).includes(from)
      ? refuse('case.already-there', { stage: from })
      : refuse('case.wrong-stage', { stage: from, step });
  }
  const forbidden = forbiddenTo(state, step, context.by, aboutOf(command));
  if (forbidden) return refuse(forbidden, { step });
  const unmet = CONDITIONS[step]?.(state);
  if (unmet) return refuse(unmet);
  const untimely = refusedMoment(state, step, command, context.now);
  if (untimely) return { ok: false, refusal: untimely };
  const decider = DECIDERS[command.type] as (matter: Matter<unknown>) => Decision<CaseEvent>;
  return decider({ state, data: command.data, context, at: momentOf(state, command.occurredAt, context.now) });
}

/** Whether the loop lets a command begin a case. */
function begins(command: Command): boolean {
  return command.type === 'case.draft' || command.type === 'case.report' || command.type === 'case.fix-on-spot';
}
