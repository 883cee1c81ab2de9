import { clockColour, type Instant } from '../kernel/index.ts';
import type { CaseState, LimitKey, StepRecord } from './case.ts';
import { isOpen, phaseOf } from './loop.ts';

/** So many of so many; a share is what the reader makes of it, and 0 of 0 is not 0 %. */
export interface Share {
  readonly of: number;
  readonly in: number;
}

/** Figures of domain.md §4. Counts of cases unless said otherwise; drafts are not cases. */
export interface CaseFigures {
  readonly reported: number; // 上报数
  readonly valid: Share; // 有效上报: registered or voided with reason, of reported
  readonly missedByPatrol: number; // 漏报: found by the public and not by the patrol
  readonly registered: Share; // 立案率, of reported
  readonly registeredInTime: Share; // 按时立案
  readonly verifiedInTime: Share; // 按时核实
  readonly checkedInTime: Share; // 按时核查
  readonly dispatchedRight: Share; // 准确派遣: once, to the right unit, of dispatched
  readonly handledInTime: Share; // 按时处置, of handlings that ended
  readonly handledLate: number; // 超时处置
  readonly lateAndOpen: number; // 超时未处置
  readonly reworked: Share; // 返工率: same unit dispatched again, of handled
  readonly closed: Share; // 结案率, of registered
  readonly closedInTime: Share; // 按时结案, of closed with a whole limit
  readonly delays: number; // 延时, granted
  readonly sendBacks: number; // 回退, granted
  readonly suspensions: number; // 挂账, granted
  readonly voided: number;
  readonly rejected: number;
  readonly merged: number;
  readonly reopened: number;
  readonly disputed: number;
  readonly followed: number; // 已上报区级·跟踪中
  readonly fixedOnSpot: number; // 自处理
  readonly shirking: number; // 推诿: send-backs beyond the first on one case
  readonly solved: Share; // 实际解决, of evaluated with an answer
  readonly satisfied: Share; // 满意: score 4 or 5, of evaluated with an answer
  readonly open: number;
  readonly near: number; // open with a clock past 80 %
  readonly late: number; // open with a clock past its limit
}

/** Sources by which the street finds things itself; the rest is told to it. */
const OWN_EYES: ReadonlySet<string> = new Set([
  'patrol',
  'video',
  'sensor',
  'ai',
  'special-team',
  'sweep',
  'voice',
  'committee',
  'property',
]);

export function caseFigures(cases: Iterable<CaseState>, now: Instant): CaseFigures {
  const all = [...cases].filter((state) => state.id !== '' && state.stage !== 'draft' && state.stage !== 'discarded');
  const count = (holds: (state: CaseState) => boolean) => all.filter(holds).length;
  const share = (of: (state: CaseState) => boolean, holds: (state: CaseState) => boolean): Share => {
    const base = all.filter(of);
    return { of: base.length, in: base.filter(holds).length };
  };
  const steps = (key: LimitKey): readonly StepRecord[] =>
    all.flatMap((state) => state.steps.filter((step) => step.key === key && step.dueAt !== undefined));
  const inTime = (records: readonly StepRecord[]): Share => ({
    of: records.length,
    in: records.filter((step) => step.endedAt <= (step.dueAt as number)).length,
  });
  const granted = (kind: string) =>
    all.reduce(
      (sum, state) => sum + state.requestHistory.filter((row) => row.kind === kind && row.outcome === 'granted').length,
      0,
    );
  const registered = (state: CaseState) => state.registeredAt !== null;
  const dispatched = (state: CaseState) => state.dispatches.length > 0;
  const units = (state: CaseState) =>
    new Set(state.dispatches.filter((row) => row.ended !== 'handed-up').map((row) => row.unit)).size;
  const answered = (state: CaseState) => state.evaluation?.score !== undefined;
  const colours = new Map(all.filter(isOpen).map((state) => [state, worstColour(state, now)]));

  return {
    reported: all.length,
    valid: share(
      () => true,
      (state) => registered(state) || state.stage === 'voided',
    ),
    missedByPatrol: count(
      (state) => registered(state) && !state.reporters.some((reporter) => OWN_EYES.has(reporter.source)),
    ),
    registered: share(() => true, registered),
    registeredInTime: inTime(steps('register')),
    verifiedInTime: inTime(steps('verify')),
    checkedInTime: inTime(steps('check')),
    dispatchedRight: share(
      dispatched,
      (state) => units(state) === 1 && !state.dispatches.some((row) => row.ended === 'sent-back'),
    ),
    handledInTime: inTime(steps('handle')),
    handledLate: steps('handle').filter((step) => step.endedAt > (step.dueAt as number)).length,
    lateAndOpen: count(
      (state) => state.stage === 'handling' && state.clocks.step !== null && now > state.clocks.step.dueAt,
    ),
    reworked: share(
      (state) => state.dispatches.some((row) => row.fedBackAt !== undefined),
      (state) => state.dispatches.some((row) => row.ended === 'rework'),
    ),
    closed: share(registered, (state) => state.stage === 'closed' || state.stage === 'evaluated'),
    closedInTime: inTime(
      all.filter((state) => state.stage === 'closed' || state.stage === 'evaluated').flatMap(lastWhole),
    ),
    delays: granted('delay'),
    sendBacks: granted('send-back'),
    suspensions: granted('suspend'),
    voided: count((state) => state.stage === 'voided'),
    rejected: count((state) => state.stage === 'rejected'),
    merged: count((state) => state.stage === 'merged'),
    reopened: count((state) => state.reopens > 0),
    disputed: count((state) => state.disputes > 0),
    followed: count((state) => state.stage === 'followed'),
    fixedOnSpot: count((state) => state.selfHandled),
    shirking: all.reduce((sum, state) => sum + shirked(state).length, 0),
    solved: share(answered, (state) => state.evaluation?.solved === true),
    satisfied: share(answered, (state) => (state.evaluation?.score ?? 0) >= 4),
    open: count(isOpen),
    near: [...colours.values()].filter((colour) => colour === 'yellow').length,
    late: [...colours.values()].filter((colour) => colour === 'red').length,
  };
}

/** Colour of the worse of a case's two clocks; green where none runs. A stopped clock keeps the colour it stopped at. */
export function worstColour(state: Pick<CaseState, 'clocks' | 'stage'>, now: Instant): 'green' | 'yellow' | 'red' {
  if (phaseOf(state) === 'closed') return 'green';
  const colours = [state.clocks.step, state.clocks.whole].map(
    (clock) => clock && clockColour(clock.startedAt, clock.dueAt, clock.stoppedAt ?? now),
  );
  return colours.includes('red') ? 'red' : colours.includes('yellow') ? 'yellow' : 'green';
}

/** 推诿 as a statistic: units whose request to send back came after another send-back of the same case. */
export function shirked(state: Pick<CaseState, 'requestHistory'>): readonly string[] {
  const backs = state.requestHistory.filter(
    (row) => row.kind === 'send-back' && (row.outcome === 'granted' || row.outcome === 'denied'),
  );
  return backs.slice(1).flatMap((row) => row.unit ?? []);
}

function lastWhole(state: CaseState): StepRecord[] {
  const last = state.steps.findLast((step) => step.key === 'whole' && step.dueAt !== undefined);
  return last ? [last] : [];
}
