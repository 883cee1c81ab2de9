import { DAY, type Recorded } from '../kernel/index.ts';
import { type DutyEvent, HANDOVERS_KEPT, LOG_KEPT, type RosterState, type Shift } from './roster.ts';

export const EMPTY_ROSTER: RosterState = { shifts: {}, log: [], handovers: [] };

/** Shifts that ended so long ago leave the state; the journal keeps them. */
const SHIFTS_KEPT = 14 * DAY;

export function evolveDuty(state: RosterState, recorded: Recorded<DutyEvent['type'], DutyEvent['data']>): RosterState {
  const event = recorded as unknown as DutyEvent;
  const { at } = recorded;
  switch (event.type) {
    case 'duty.shift-planned': {
      const { shift: id, ...data } = event.data;
      const kept = Object.entries(state.shifts).filter(([, shift]) => at - shift.to < SHIFTS_KEPT);
      return { ...state, shifts: { ...Object.fromEntries(kept), [id]: { id, ...data, phase: 'planned' } } };
    }
    case 'duty.shift-cancelled':
      return change(event.data.shift, { phase: 'cancelled' });
    case 'duty.swap-asked':
      return change(event.data.shift, { swap: { to: event.data.to, reason: event.data.reason, agreed: false } });
    case 'duty.swap-answered':
      return swap(event.data.shift, event.data.agree);
    case 'duty.swap-decided':
      return change(
        event.data.shift,
        event.data.approve ? { person: event.data.to, swap: undefined } : { swap: undefined },
      );
    case 'duty.signed-on':
      return change(event.data.shift, { phase: 'on', onAt: at, person: event.data.person, swap: undefined });
    case 'duty.signed-off':
      return change(event.data.shift, { phase: 'off', offAt: at });
    case 'duty.shift-missed':
      return change(event.data.shift, { phase: 'missed' });
    case 'duty.handed-over': {
      const { handover: id, ...data } = event.data;
      const handover = { id, ...data, from: recorded.by.person, offeredAt: at };
      return { ...state, handovers: [...state.handovers, handover].slice(-HANDOVERS_KEPT) };
    }
    case 'duty.taken-over':
      return {
        ...state,
        handovers: state.handovers.map((row) => (row.id === event.data.handover ? { ...row, takenAt: at } : row)),
      };
    case 'duty.logged':
      return {
        ...state,
        log: [...state.log, { ...event.data, at: recorded.occurredAt, by: recorded.by.person }].slice(-LOG_KEPT),
      };
  }

  function change(id: string, fields: Partial<Shift>): RosterState {
    const shift = state.shifts[id];
    return shift ? { ...state, shifts: { ...state.shifts, [id]: { ...shift, ...fields } } } : state;
  }
  function swap(id: string, agreed: boolean): RosterState {
    const asked = state.shifts[id]?.swap;
    return change(id, { swap: asked && agreed ? { ...asked, agreed } : undefined });
  }
}
