import { type Aggregate, accept, type Context, type Decision, type Recorded, refuse } from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import type { LimitsState } from './case.ts';
import type { LimitsCommand } from './commands.ts';
import type { LimitsEvent } from './events.ts';

/** Stream that knows whether the limits of the whole district are in storm mode. */
export const LIMITS_STREAM = 'limits/mode';

/** Storm mode when a case is opened or reopened; a command that asks must name LIMITS_STREAM among its needs. */
export function stormOf(context: Context<District>): boolean {
  return context.state<LimitsState>(LIMITS_STREAM)?.storm ?? false;
}

/**
 * 'limits/mode': one switch for all limits of a district. A reaction to the response level moves it; a reaction to
 * 'limits.switched' then sends 'case.switch-limits' to every open case, so that each keeps the history of its own clocks.
 */
export const limits: Aggregate<LimitsState, LimitsCommand, LimitsEvent, District> = {
  kind: 'limits',
  initial: { storm: false, since: 0 },
  decide(state, command, context): Decision<LimitsEvent> {
    if (command.type !== 'limits.switch') return refuse('command.unknown', { type: command.type });
    if (command.stream !== LIMITS_STREAM)
      return refuse('command.stream-mismatch', { type: command.type, stream: command.stream });
    if (!context.by.roles.includes('system')) return refuse('case.not-allowed', { step: command.type });
    if (state.storm === command.data.storm) return refuse('case.limits-already');
    return accept({ type: 'limits.switched', data: { storm: command.data.storm } });
  },
  evolve: (_, event: Recorded<'limits.switched', { readonly storm: boolean }>) => ({
    storm: event.data.storm,
    since: event.at,
  }),
};
