import { type CaseState, isOpen, LIMITS_STREAM } from '../cases/index.ts';
import { type Actor, streamName } from '../kernel/index.ts';
import { mayDoors } from '../notices/index.ts';
import { mayRound } from '../sweeps/index.ts';
import type { ScreenState } from './screen.ts';
import { all } from './views.ts';

/** Most stairwells whose doors one phone carries; the rest of a large area is given to others or read on the console. */
const STAIRWELLS_MOST = 200;

/**
 * The streams that one person needs on the phone: cases that their unit has or that they told and that are still open,
 * rounds that they may walk, doors that they may visit, and the notices and the response behind them. In the same order
 * for the same state, so that an answer can be compared with the last one.
 */
export function shiftOf(screen: ScreenState, who: Actor): readonly string[] {
  // Without it no report could be decided on the phone.
  const names: string[] = [LIMITS_STREAM];
  for (const [id, state] of Object.entries(all(screen, 'case')))
    if (isOpen(state) && state.stage !== 'draft' && concerns(state, who)) names.push(streamName('case', id));
  for (const [id, state] of Object.entries(all(screen, 'round')))
    if (state.phase === 'open' && mayRound(state, 'round.tick', who) && isTheirs(state, who))
      names.push(streamName('round', id));
  const notices = new Set<string>();
  let stairwells = 0;
  for (const [id, state] of Object.entries(all(screen, 'doors'))) {
    if (state.ended || state.settled || who.area !== state.committee || !mayDoors(state, 'doors.visit', who)) continue;
    if (++stairwells > STAIRWELLS_MOST) break;
    names.push(streamName('doors', id));
    notices.add(state.notice);
  }
  for (const id of notices) names.push(streamName('notice', id));
  for (const [id, state] of Object.entries(all(screen, 'response')))
    if (state.level !== null) names.push(streamName('response', id));
  return names;
}

function concerns({ unit, handler, reporters }: CaseState, { person, unit: own }: Actor): boolean {
  return (
    handler === person || (own !== undefined && unit === own) || reporters.some((reporter) => reporter.ref === person)
  );
}

/** The desk may tick any round; what it has to walk is what was given to its unit or area. */
function isTheirs(
  round: {
    readonly unit: string;
    readonly person?: string;
    readonly targets: readonly { readonly committee: string }[];
  },
  { person, unit, area }: Actor,
): boolean {
  if (round.person !== undefined) return round.person === person;
  return round.unit === unit || (area !== undefined && round.targets.every((target) => target.committee === area));
}
