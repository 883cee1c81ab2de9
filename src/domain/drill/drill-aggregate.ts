import {
  type Actor,
  type Aggregate,
  accept,
  type Context,
  DAY,
  type Decision,
  type Recorded,
  refuse,
} from '../kernel/index.ts';
import { allowed, holdsMobileNumber, type Rule } from '../people/index.ts';
import { type DrillCommand, type DrillEvent, type DrillState, SPEED_MAX } from './clock.ts';

export const NO_DRILL: DrillState = { open: false, scenario: '', at: 0, speed: 1, injects: [] };

/** Furthest jump in one go: more is a slip of the hand (every timer on the way is worked off in order). */
const JUMP_MAX = 31 * DAY;
/** Notes of the staff that the state keeps at hand; the journal has all. */
const INJECTS_KEPT = 500;

const STAFF = ['commander', 'shift-leader', 'admin', 'system'] as const;

/** Who may touch the clock of a drill. */
const DRILL_RIGHTS: Readonly<Record<DrillCommand['type'], readonly Rule<'always'>[]>> = {
  'drill.open': [{ roles: ['system'], if: 'always' }],
  'drill.set-clock': [{ roles: STAFF, if: 'always' }],
  'drill.advance': [{ roles: STAFF, if: 'always' }],
  'drill.inject': [{ roles: STAFF, if: 'always' }],
};

export function mayDrill(state: DrillState, type: DrillCommand['type'], actor: Actor): boolean {
  return (state.open || type === 'drill.open') && allowed(DRILL_RIGHTS[type], actor, () => true);
}

function decide(state: DrillState, command: DrillCommand, ctx: Context<unknown>): Decision<DrillEvent> {
  if (command.type !== 'drill.open' && !state.open) return refuse('drill.real-district');
  if (!mayDrill(state, command.type, ctx.by)) return refuse('drill.may-not', { step: command.type });
  switch (command.type) {
    case 'drill.open':
      if (state.open) return refuse('drill.exists');
      return speedOk(command.data.speed)
        ? accept({ type: 'drill.opened', data: command.data })
        : refuse('drill.speed', { max: SPEED_MAX });
    case 'drill.set-clock':
      if (!speedOk(command.data.speed)) return refuse('drill.speed', { max: SPEED_MAX });
      return accept({ type: 'drill.clock-set', data: { at: ctx.now, speed: command.data.speed } });
    case 'drill.advance': {
      const { to } = command.data;
      if (to <= ctx.now) return refuse('drill.backwards');
      if (to - ctx.now > JUMP_MAX) return refuse('drill.too-far', { days: JUMP_MAX / DAY });
      return accept({ type: 'drill.clock-set', data: { at: to, speed: state.speed } });
    }
    case 'drill.inject':
      return holdsMobileNumber(command.data.note)
        ? refuse('drill.personal-number')
        : accept({ type: 'drill.injected', data: command.data });
  }
}

function speedOk(speed: number): boolean {
  return speed >= 0 && speed <= SPEED_MAX;
}

function evolve(state: DrillState, recorded: Recorded<DrillEvent['type'], DrillEvent['data']>): DrillState {
  const event = recorded as unknown as DrillEvent;
  switch (event.type) {
    case 'drill.opened':
      return { ...NO_DRILL, ...event.data, open: true };
    case 'drill.clock-set':
      return { ...state, at: event.data.at, speed: event.data.speed };
    case 'drill.injected':
      return {
        ...state,
        injects: [...state.injects, { ...event.data, at: recorded.at, by: recorded.by.person }].slice(-INJECTS_KEPT),
      };
  }
}

export const drillAggregate: Aggregate<DrillState, DrillCommand, DrillEvent> = {
  kind: 'drill',
  initial: NO_DRILL,
  decide,
  evolve,
};
