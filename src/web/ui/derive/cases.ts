import { type CaseState, isOpen, STAGE_FACTS } from '../../../domain/cases/index.ts';
import { type Actor, type ClockColour, clockColour, type Instant } from '../../../domain/kernel/index.ts';
import type { DistrictIndex } from '../../../domain/places/index.ts';
import { all, type ScreenState } from '../../../domain/screen/index.ts';
import { type GlyphName, glyphOf } from '../map/glyphs.ts';

/** The clock that a row shows: the step if one runs, else the whole case. */
export interface RowClock {
  readonly colour: ClockColour | 'still';
  /** Share of the limit used up; above 1 when over. */
  readonly share: number;
  readonly dueAt: Instant;
  readonly stopped: boolean;
}
export type Group = 'new' | 'late' | 'mine' | 'open';
export interface CaseRow {
  readonly id: string;
  readonly state: CaseState;
  readonly clock: RowClock | undefined;
  readonly late: boolean;
  readonly mine: boolean;
  readonly isNew: boolean;
  /** Where it stands in the queue: new → late → mine → the rest. */
  readonly group: Group;
  readonly glyph: GlyphName;
}

const GROUPS: readonly Group[] = ['new', 'late', 'mine', 'open'];

export function rowClock(state: CaseState, which: 'step' | 'whole', now: Instant): RowClock | undefined {
  const clock = state.clocks[which];
  if (!clock) return undefined;
  const until = clock.stoppedAt ?? now;
  const share = (until - clock.startedAt) / Math.max(1, clock.dueAt - clock.startedAt);
  const stopped = clock.stoppedAt !== undefined;
  return {
    colour: stopped ? 'still' : clockColour(clock.startedAt, clock.dueAt, until),
    share,
    dueAt: clock.dueAt,
    stopped,
  };
}

/** Whether the ball lies with this person: the post, the unit or the area that has to move next. */
export function isMine(state: CaseState, actor: Actor): boolean {
  const has = (...roles: string[]): boolean => roles.some((role) => actor.roles.includes(role));
  switch (STAGE_FACTS[state.stage].holder) {
    case 'author':
      return state.author.person === actor.person;
    case 'intake':
      return has('intake');
    case 'verifier':
      return has('supervisor') || (has('committee') && actor.area === state.place?.committee);
    case 'shift-leader':
      return has('shift-leader');
    case 'dispatcher':
      return has('dispatcher');
    case 'unit':
      return actor.unit !== undefined && actor.unit === state.unit;
    case 'checker':
      return state.checker === actor.person || (state.checker === null && has('supervisor'));
    default:
      return false;
  }
}

export function caseRows(screen: ScreenState, district: DistrictIndex, actor: Actor, now: Instant): readonly CaseRow[] {
  const rows: CaseRow[] = [];
  for (const [id, state] of Object.entries(all(screen, 'case'))) {
    if (!isOpen(state) || state.stage === 'draft') continue;
    const step = rowClock(state, 'step', now);
    const whole = rowClock(state, 'whole', now);
    const late = step?.colour === 'red' || whole?.colour === 'red';
    const isNew = state.stage === 'reported' || state.stage === 'verifying';
    const mine = isMine(state, actor);
    // A case that is late as a whole shows that, even when its step has time left.
    const clock = whole?.colour === 'red' && step?.colour !== 'red' ? whole : (step ?? whole);
    rows.push({
      id,
      state,
      clock,
      late,
      mine,
      isNew,
      group: isNew ? 'new' : late ? 'late' : mine ? 'mine' : 'open',
      glyph: glyphOf(district.categories.get(state.category)?.group),
    });
  }
  return rows.sort(
    (a, b) =>
      GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) ||
      urgencyRank(b.state) - urgencyRank(a.state) ||
      (a.clock?.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.clock?.dueAt ?? Number.MAX_SAFE_INTEGER) ||
      a.state.since - b.state.since,
  );
}
function urgencyRank(state: CaseState): number {
  return { normal: 0, urgent: 1, 'very-urgent': 2 }[state.urgency];
}
