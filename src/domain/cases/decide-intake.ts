import { accept, type Decision, localDate, refuse } from '../kernel/index.ts';
import { type District, indexed } from '../places/index.ts';
import type { CasePlace, CaseState, Reporter, Source, Stage, Urgency } from './case.ts';
import { entering, recategorised, stepClock, wholeClock } from './clocks.ts';
import type { CaseCommandData, ReportData } from './commands.ts';
import { MOST_EVIDENCE } from './conditions.ts';
import type { CaseEvent } from './events.ts';
import { stormOf } from './limits.ts';
import { isOpen } from './loop.ts';
import { type Deciders, type Matter, refsOf } from './matter.ts';

/** Telling a case and taking it in: 信息采集, 受理, 核实, 立案. */
export const intake: Pick<
  Deciders,
  | 'case.draft'
  | 'case.discard'
  | 'case.report'
  | 'case.fix-on-spot'
  | 'case.join'
  | 'case.accept'
  | 'case.verify'
  | 'case.register'
  | 'case.reject'
  | 'case.correct'
  | 'case.merge'
  | 'case.absorb'
> = {
  'case.draft'({ state, data, context }) {
    const problem = problemOf(data, context.district);
    if (problem) return problem;
    return accept<CaseEvent>({
      type: 'case.drafted',
      data: {
        source: data.source,
        category: data.category ?? state.category,
        urgency: data.urgency ?? urgencyOf(data.category ?? state.category, context.district),
        description: data.description ?? state.description,
        place: data.place ? placed(data.place, context.district) : state.place,
        evidence: data.evidence ?? [],
        links: { ...state.links, ...data.links },
      },
    });
  },

  'case.discard': () => accept<CaseEvent>({ type: 'case.discarded', data: {} }),

  'case.report': (matter) => opened(matter, 'reported', (data) => ({ type: 'case.reported', data })),

  'case.fix-on-spot'(matter) {
    const { evidence = [], done } = matter.data;
    if (![...matter.state.evidence, ...evidence].some((row) => row.when === 'after'))
      return refuse('case.evidence-missing');
    return opened(matter, 'self-handled', (data) => ({ type: 'case.fixed-on-spot', data: { ...data, done } }));
  },

  'case.join'({ state, data, at }) {
    if (refsOf(state).includes(data.reporter)) return refuse('case.reporter-known');
    const reporter: Reporter = { ref: data.reporter, source: data.source, at };
    return accept<CaseEvent>({
      type: 'case.joined',
      data: { reporter, note: data.note, evidence: data.evidence ?? [] },
    });
  },

  'case.accept'({ state, data, context, at }) {
    const urgency = data.urgency ?? state.urgency;
    const to = data.verify
      ? 'verifying'
      : registeredAtOnce(state, urgency, context.by.roles)
        ? 'registered'
        : 'accepted';
    const step = { urgency, note: data.note, clocks: entering(context.district, state, to, at) };
    if (to === 'verifying') return accept<CaseEvent>({ type: 'case.sent-to-verify', data: step });
    if (to === 'accepted') return accept<CaseEvent>({ type: 'case.accepted', data: step });
    return accept<CaseEvent>({ type: 'case.registered', data: { ...step, reporters: refsOf(state) } });
  },

  'case.verify'({ state, data, context, at }) {
    const evidence = data.evidence ?? [];
    if (!data.found)
      return accept<CaseEvent>({
        type: 'case.rejected',
        data: { reason: 'not-found', note: data.note, evidence, reporters: refsOf(state) },
      });
    const to = registeredAtOnce(state, state.urgency, context.by.roles) ? 'registered' : 'accepted';
    return accept<CaseEvent>({
      type: 'case.verified',
      data: { to, note: data.note, evidence, clocks: entering(context.district, state, to, at) },
    });
  },

  'case.register': ({ state, data, context, at }) =>
    accept<CaseEvent>({
      type: 'case.registered',
      data: {
        urgency: state.urgency,
        note: data.note,
        reporters: refsOf(state),
        clocks: entering(context.district, state, 'registered', at),
      },
    }),

  'case.reject': ({ state, data }) =>
    accept<CaseEvent>({
      type: 'case.rejected',
      data: { reason: data.reason, note: data.note, evidence: [], reporters: refsOf(state) },
    }),

  'case.correct'({ state, data, context }) {
    const problem = problemOf(data, context.district);
    if (problem) return problem;
    if (
      data.category === undefined &&
      data.description === undefined &&
      data.place === undefined &&
      data.urgency === undefined
    )
      return refuse('case.nothing-said');
    const clocks = data.category === undefined ? state.clocks : recategorised(context.district, state, data.category);
    return accept<CaseEvent>({
      type: 'case.corrected',
      data: {
        category: data.category,
        description: data.description,
        urgency: data.urgency,
        place: data.place && placed(data.place, context.district),
        clocks,
      },
    });
  },

  'case.merge'({ state, data, context }) {
    if (data.into === state.id) return refuse('case.merge-into-itself');
    const master = context.state<CaseState>(`case/${data.into}`);
    if (!master || master.id === '') return refuse('case.master-unknown');
    if (master.stage === 'draft' || !isOpen(master))
      return refuse('case.master-not-open', { no: master.no, stage: master.stage });
    return accept<CaseEvent>({
      type: 'case.merged',
      data: { into: data.into, carried: state.reporters, evidence: state.evidence, reporters: refsOf(state) },
    });
  },

  'case.absorb'({ state, data }) {
    if (state.absorbed.includes(data.from)) return refuse('case.already-absorbed');
    const known = new Set(refsOf(state));
    const reporters = data.reporters
      .filter((reporter) => !known.has(reporter.ref))
      .map((reporter) => ({ ...reporter, from: data.from }));
    const room = Math.max(0, MOST_EVIDENCE - state.evidence.length);
    return accept<CaseEvent>({
      type: 'case.absorbed',
      data: { from: data.from, reporters, evidence: data.evidence.slice(0, room) },
    });
  },
};

/** 先处置后补录 leaves no time for a second signature: in a storm, and where life is in danger, taking in is registering. */
function registeredAtOnce(state: CaseState, urgency: Urgency, roles: readonly string[]): boolean {
  return state.storm || urgency === 'very-urgent' || roles.includes('shift-leader');
}

function urgencyOf(category: string, district: District): Urgency {
  return indexed(district).categories.get(category)?.urgent ? 'very-urgent' : 'normal';
}

/** The committee comes from the place unless it was said. */
function placed(place: CasePlace, district: District): CasePlace {
  const index = indexed(district);
  const committee =
    place.committee ??
    (place.stairwell ? index.stairwells.get(place.stairwell)?.committee : undefined) ??
    index.committeeAt(place.position)?.id;
  return committee ? { ...place, committee } : place;
}

function problemOf(data: Partial<Pick<ReportData, 'category' | 'place'>>, district: District) {
  const index = indexed(district);
  if (data.category !== undefined && !index.categories.has(data.category))
    return refuse('case.unknown-category', { category: data.category });
  if (data.place?.committee !== undefined && !index.committees.has(data.place.committee))
    return refuse('case.unknown-place', { place: data.place.committee });
  if (data.place?.stairwell !== undefined && !index.stairwells.has(data.place.stairwell))
    return refuse('case.unknown-place', { place: data.place.stairwell });
  return undefined;
}

type OpenedData = Extract<CaseEvent, { type: 'case.reported' }>['data'];

/** A case begins, or a draft is sent: it gets its number, its reporter and its clocks. */
function opened<D extends CaseCommandData['case.report']>(
  { state, data, context, at }: Matter<D>,
  stage: Stage,
  event: (data: OpenedData) => CaseEvent,
): Decision<CaseEvent> {
  const { district, by, now } = context;
  const problem = problemOf(data, district);
  if (problem) return problem;
  const storm = stormOf(context);
  const kind = { category: data.category, storm };
  const date = localDate(district.calendar, now).replaceAll('-', '');
  const no = `${date}-${String(context.ordinal(`case/${date}`)).padStart(4, '0')}`;
  const source: Source = data.source;
  return accept(
    event({
      no,
      storm,
      source,
      category: data.category,
      urgency: data.urgency ?? urgencyOf(data.category, district),
      description: data.description,
      place: placed(data.place, district),
      evidence: data.evidence ?? [],
      ...(state.evidence.length > 0 ? { drafted: state.evidence } : {}),
      links: { ...state.links, ...data.links },
      reporters: [{ ref: data.reporter ?? by.person, source, at }],
      externalNo: data.externalNo,
      clocks: { whole: wholeClock(district, kind, at), step: stepClock(district, stage, kind, at) },
    }),
  );
}
