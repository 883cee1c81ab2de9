import { accept, type Context, type Decision, type Due, deriveId, HOUR, MINUTE, refuse } from '../kernel/index.ts';
import { type District, indexed } from '../places/index.ts';
import { mayDuty } from './may.ts';
import { holdsMobileNumber } from './personal.ts';
import type { DutyCommand, DutyEvent, PlanShift, RosterState, Shift } from './roster.ts';

type Decided = Decision<DutyEvent>;

/** Minutes after which a shift without a signature counts as missed, if the district does not set `dutyGraceMinutes`. */
const GRACE_MINUTES = 15;
/** One signs on at most so long before a shift. */
const EARLY = HOUR;
/** Longest shift that can be planned: a day and a half, for leaders on shift over a storm night. */
const LONGEST = 36 * HOUR;

export function decideDuty(state: RosterState, command: DutyCommand, ctx: Context<District>): Decided {
  const { shifts } = state;
  const named = 'shift' in command.data ? shifts[command.data.shift] : undefined;
  if ('shift' in command.data && command.type !== 'duty.plan-shift' && !named)
    return refuse('duty.unknown-shift', { shift: command.data.shift });
  if (!mayDuty(state, command.type, ctx.by, named)) return refuse('duty.may-not', { step: command.type });
  const shift = named as Shift;
  switch (command.type) {
    case 'duty.plan-shift':
      return named ? refuse('duty.shift-exists') : plan(state, command.data, ctx);
    case 'duty.cancel-shift':
      return shift.phase === 'planned'
        ? accept({ type: 'duty.shift-cancelled', data: command.data })
        : refuse('duty.shift-begun');
    case 'duty.ask-swap':
      if (shift.phase !== 'planned') return refuse('duty.shift-begun');
      if (command.data.to === shift.person) return refuse('duty.swap-with-self');
      return accept({ type: 'duty.swap-asked', data: command.data });
    case 'duty.answer-swap':
      return shift.phase === 'planned'
        ? accept({ type: 'duty.swap-answered', data: command.data })
        : refuse('duty.shift-begun');
    case 'duty.decide-swap': {
      if (shift.phase !== 'planned') return refuse('duty.shift-begun');
      if (!shift.swap?.agreed) return refuse('duty.swap-not-agreed');
      const { to } = shift.swap;
      if (command.data.approve && overlaps(state, to, shift, shift.id)) return refuse('duty.overlap', { person: to });
      return accept({ type: 'duty.swap-decided', data: { ...command.data, to } });
    }
    case 'duty.sign-on':
      return signOn(shift, ctx);
    case 'duty.sign-off':
      return signOff(state, shift, command.data.reason);
    case 'duty.hand-over': {
      const { to, open, note } = command.data;
      if (to === ctx.by.person) return refuse('duty.handover-to-self');
      const told = [note, ...open.map((item) => item.note)].some(holdsMobileNumber);
      if (told) return refuse('duty.personal-number');
      return accept({
        type: 'duty.handed-over',
        data: { handover: deriveId(ctx.commandId, 'handover'), to, open, note },
      });
    }
    case 'duty.take-over': {
      const handover = state.handovers.find((row) => row.id === command.data.handover);
      if (!handover) return refuse('duty.unknown-handover');
      if (handover.takenAt !== undefined) return refuse('duty.handover-taken');
      if (handover.to !== ctx.by.person) return refuse('duty.may-not', { step: command.type });
      return accept({ type: 'duty.taken-over', data: command.data });
    }
    case 'duty.log': {
      const { what, done, counterpart } = command.data;
      if ([what, done, counterpart].some(holdsMobileNumber)) return refuse('duty.personal-number');
      return accept({ type: 'duty.logged', data: { ...command.data, id: deriveId(ctx.commandId, 'log') } });
    }
    case 'duty.note-missed':
      if (shift.phase !== 'planned' || ctx.now < missedAt(shift)) return refuse('duty.not-due');
      return accept({ type: 'duty.shift-missed', data: { shift: shift.id, role: shift.role, unit: shift.unit } });
  }
}

function plan(state: RosterState, data: PlanShift, ctx: Context<District>): Decided {
  if (!indexed(ctx.district).units.has(data.unit)) return refuse('duty.unknown-unit', { unit: data.unit });
  if (data.to <= data.from || data.to - data.from > LONGEST || data.to <= ctx.now) return refuse('duty.shift-times');
  if (data.standIn === data.person) return refuse('duty.swap-with-self');
  if (overlaps(state, data.person, data)) return refuse('duty.overlap', { person: data.person });
  return accept({
    type: 'duty.shift-planned',
    data: { ...data, graceMinutes: ctx.district.settings.dutyGraceMinutes ?? GRACE_MINUTES },
  });
}

/** Whether the person already has a shift in that time. */
function overlaps(
  state: RosterState,
  person: string,
  span: { readonly from: number; readonly to: number },
  except?: string,
): boolean {
  return Object.values(state.shifts).some(
    (row) =>
      row.id !== except &&
      row.person === person &&
      row.phase !== 'cancelled' &&
      row.phase !== 'off' &&
      row.from < span.to &&
      span.from < row.to,
  );
}

function signOn(shift: Shift, ctx: Context<District>): Decided {
  if (shift.phase !== 'planned' && shift.phase !== 'missed') return refuse('duty.shift-begun');
  if (ctx.now < shift.from - EARLY) return refuse('duty.too-early');
  if (ctx.now >= shift.to) return refuse('duty.shift-over');
  const { person } = ctx.by;
  return accept({ type: 'duty.signed-on', data: { shift: shift.id, person, standIn: person !== shift.person } });
}

/** The desk is not left empty without a word: somebody of the same unit and role is on, or a reason is given. */
function signOff(state: RosterState, shift: Shift, reason: string | undefined): Decided {
  if (shift.phase !== 'on') return refuse('duty.not-on');
  const relieved = Object.values(state.shifts).some(
    (row) => row.id !== shift.id && row.phase === 'on' && row.role === shift.role && row.unit === shift.unit,
  );
  if (!relieved && !reason?.trim()) return refuse('duty.desk-empty');
  return accept({ type: 'duty.signed-off', data: { shift: shift.id, reason } });
}

function missedAt(shift: Shift): number {
  return shift.from + shift.graceMinutes * MINUTE;
}

export function dueDuty(state: RosterState): Due | undefined {
  let next: Shift | undefined;
  for (const shift of Object.values(state.shifts)) {
    if (shift.phase === 'planned' && (!next || missedAt(shift) < missedAt(next))) next = shift;
  }
  return next && { at: missedAt(next), type: 'duty.note-missed', data: { shift: next.id } };
}
