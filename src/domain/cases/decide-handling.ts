import { accept, refuse } from '../kernel/index.ts';
import { indexed } from '../places/index.ts';
import type { CaseState, Evidence } from './case.ts';
import { entering, stepClock, stopped } from './clocks.ts';
import type { CaseEvent } from './events.ts';
import { type Deciders, refsOf } from './matter.ts';

/** A closed loop needs a picture of the end, or a reason why there is none (L6). */
export function lacksAfter(state: CaseState, evidence: readonly Evidence[], withoutPhoto: string | undefined): boolean {
  if (withoutPhoto !== undefined && withoutPhoto.trim() !== '') return false;
  const since = state.dispatches.at(-1)?.at ?? 0;
  // A picture sent along is of this work; one in the file may be of an earlier try.
  return (
    !evidence.some((row) => row.when === 'after') &&
    !state.evidence.some((row) => row.when === 'after' && row.takenAt > since)
  );
}

/** Everyone who has handled it so far and now also these. */
export function handledBy(
  state: CaseState,
  persons: readonly (string | null | undefined)[],
  units: readonly (string | null)[],
): CaseState['handledBy'] {
  const join = (before: readonly string[], more: readonly (string | null | undefined)[]) => [
    ...new Set([...before, ...more.filter((id) => id !== null && id !== undefined)]),
  ];
  return { persons: join(state.handledBy.persons, persons), units: join(state.handledBy.units, units) };
}

/** Sending out and working on it: 派遣, 接单, 处置, 反馈, and what goes to the level above. */
export const handling: Pick<
  Deciders,
  | 'case.dispatch'
  | 'case.take'
  | 'case.assign'
  | 'case.feed-back'
  | 'case.hand-up'
  | 'case.follow-up'
  | 'case.upper-done'
  | 'case.take-back'
> = {
  'case.dispatch'({ state, data, context, at }) {
    const unit = indexed(context.district).units.get(data.unit);
    if (!unit) return refuse('case.unknown-unit', { unit: data.unit });
    if (unit.upper) return refuse('case.unit-is-upper', { unit: data.unit });
    if (state.stage === 'dispatched' && state.unit === data.unit)
      return refuse('case.already-there', { stage: state.stage });
    return accept<CaseEvent>({
      type: 'case.dispatched',
      data: {
        unit: data.unit,
        handler: data.handler ?? null,
        note: data.note,
        talk: data.talk,
        clocks: entering(context.district, state, 'dispatched', at),
      },
    });
  },

  'case.take': ({ state, data, context, at }) =>
    accept<CaseEvent>({
      type: 'case.taken',
      data: {
        unit: state.unit as string,
        handler: data.handler ?? (data.voice ? state.handler : context.by.person),
        talk: data.voice?.talk,
        clocks: entering(context.district, state, 'handling', at),
      },
    }),

  'case.assign': ({ state, data }) =>
    state.handler === data.handler
      ? refuse('case.already-assigned')
      : accept<CaseEvent>({ type: 'case.assigned', data: { handler: data.handler } }),

  'case.feed-back'({ state, data, context, at }) {
    if (lacksAfter(state, data.evidence, data.withoutPhoto)) return refuse('case.evidence-missing');
    const handler = data.handler ?? (data.voice ? state.handler : context.by.person);
    return accept<CaseEvent>({
      type: 'case.fed-back',
      data: {
        unit: state.unit as string,
        handler,
        done: data.done,
        evidence: data.evidence,
        withoutPhoto: data.withoutPhoto,
        talk: data.voice?.talk,
        handledBy: handledBy(
          state,
          [handler, state.handler, data.voice ? undefined : context.by.person],
          [state.unit, ...state.helpers],
        ),
        clocks: entering(context.district, state, 'fed-back', at),
      },
    });
  },

  'case.hand-up'({ state, data, context, at }) {
    const unit = indexed(context.district).units.get(data.unit);
    if (!unit) return refuse('case.unknown-unit', { unit: data.unit });
    if (!unit.upper) return refuse('case.unit-not-upper', { unit: data.unit });
    // The level above keeps its own clock: the case's stands until it comes back, its follow-up clock runs.
    const step = stepClock(context.district, 'followed', state, at);
    return accept<CaseEvent>({
      type: 'case.handed-up',
      data: {
        unit: data.unit,
        note: data.note,
        externalNo: data.externalNo,
        reporters: refsOf(state),
        clocks: { whole: stopped(state.clocks.whole, at), step },
      },
    });
  },

  'case.follow-up': ({ state, data, context }) =>
    accept<CaseEvent>({
      type: 'case.followed-up',
      data: {
        word: data.word,
        clocks: { whole: state.clocks.whole, step: stepClock(context.district, 'followed', state, context.now) },
      },
    }),

  'case.upper-done'({ state, data, context, at }) {
    if (lacksAfter(state, data.evidence, data.withoutPhoto)) return refuse('case.evidence-missing');
    const own = context.by.unit === state.unit;
    return accept<CaseEvent>({
      type: 'case.fed-back',
      data: {
        unit: state.unit as string,
        handler: own ? context.by.person : null,
        done: data.done,
        evidence: data.evidence,
        withoutPhoto: data.withoutPhoto,
        handledBy: handledBy(state, [own ? context.by.person : undefined], [state.unit]),
        clocks: entering(context.district, state, 'fed-back', at),
      },
    });
  },

  'case.take-back': ({ state, data, context, at }) =>
    accept<CaseEvent>({
      type: 'case.taken-back',
      data: { reason: data.reason, clocks: entering(context.district, state, 'registered', at) },
    }),
};
