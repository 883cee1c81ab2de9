import { type CaseState, isOpen as isCaseOpen } from '../domain/cases/index.ts';
import type { DoorsState, NoticeState } from '../domain/notices/index.ts';
import type { ResponseState, TaskState, WarningState } from '../domain/responses/index.ts';
import { blindOf, type RoundState } from '../domain/sweeps/index.ts';
import type { Mirror } from './mirror.ts';

/** What the storm came to, as the events tell it. Everything but `wall_s` follows from scenario and seed. */
export interface Outcome {
  readonly scenario: string;
  readonly simulated_s: number;
  readonly wall_s: number;
  readonly warnings: { readonly received: number; readonly cancelled: number };
  readonly levels: readonly { readonly level: string; readonly from: string; readonly to: string | null }[];
  readonly tasks: { readonly total: number; readonly done: number; readonly late: number; readonly open: number };
  readonly households: { readonly total: number; readonly by_state: Readonly<Record<string, number>> };
  readonly sweeps: { readonly targets: number; readonly looked_at: number; readonly blind: number };
  readonly cases: {
    readonly reported: number;
    readonly registered: number;
    readonly closed: number;
    readonly merged: number;
    readonly rejected: number;
    readonly open: number;
    readonly reworked: number;
    readonly disputed: number;
    readonly by_category: Readonly<Record<string, number>>;
  };
  readonly journal: { readonly events: number; readonly last_seq: number; readonly verified: boolean };
}

/** A sum that must hold and does not, or something that must be closed and is not; empty when all is well. */
export function leftOver(mirror: Mirror): readonly string[] {
  const left: string[] = [];
  for (const [id, task] of mirror.all<TaskState>('task')) {
    if (task.mustClose && ['assigned', 'received', 'in-hand', 'waiting'].includes(task.phase))
      left.push(`task ${task.row} of ${task.unit} (${id}) is ${task.phase}`);
  }
  for (const [id, state] of mirror.all<CaseState>('case')) {
    if (state.stage !== 'draft' && isCaseOpen(state)) left.push(`case ${state.no} (${id}) is ${state.stage}`);
    else if (state.dispute) left.push(`case ${state.no} (${id}) has an open dispute`);
  }
  for (const [id, state] of mirror.all<NoticeState>('notice')) {
    if (['composed', 'signed', 'issued'].includes(state.phase))
      left.push(`notice ${state.template} (${id}) is ${state.phase}, ${state.open.length} stairwells open`);
  }
  for (const [id, state] of mirror.all<RoundState>('round'))
    if (state.phase === 'open') left.push(`round ${id} is open`);
  for (const [id, state] of mirror.all<ResponseState>('response'))
    if (state.phase === 'active') left.push(`response ${id} is active`);
  return left;
}

/** Notices whose doors do not add up to the households that they were issued to. */
export function brokenSums(mirror: Mirror): readonly string[] {
  const doors = mirror.all<DoorsState>('doors');
  return [...mirror.all<NoticeState>('notice')].flatMap(([id, notice]) => {
    if (notice.issuedAt === undefined || notice.audience.of) return [];
    let sum = 0;
    for (const [stairwell, households] of Object.entries(notice.stairwells)) {
      const count = Object.keys(doors.get(`${id}:${stairwell}`)?.doors ?? {}).length;
      if (count !== households)
        return [`notice ${id}: stairwell ${stairwell} has ${count} doors for ${households} households`];
      sum += count;
    }
    return sum === notice.headCount.households
      ? []
      : [`notice ${id}: ${sum} doors for ${notice.headCount.households} households`];
  });
}

/** Every household once, as it stands for the newest notice that was meant for it. */
function households(mirror: Mirror): Outcome['households'] {
  const newest = new Map<string, { at: number; state: string }>();
  for (const doors of mirror.all<DoorsState>('doors').values()) {
    for (const [household, door] of Object.entries(doors.doors)) {
      const known = newest.get(household);
      if (!known || doors.openedAt >= known.at) newest.set(household, { at: doors.openedAt, state: door.state });
    }
  }
  const byState: Record<string, number> = {};
  for (const { state } of newest.values()) byState[state] = (byState[state] ?? 0) + 1;
  return { total: newest.size, by_state: sorted(byState) };
}

/** The same for sweeps: every target of every list once, looked at if anybody ever saw it. */
function sweeps(mirror: Mirror): Outcome['sweeps'] {
  const targets = new Set<string>();
  const seen = new Set<string>();
  for (const round of mirror.all<RoundState>('round').values()) {
    const blind = new Set(blindOf(round).map((target) => target.id));
    for (const { id } of round.targets) {
      targets.add(id);
      if (!blind.has(id)) seen.add(id);
    }
  }
  return { targets: targets.size, looked_at: seen.size, blind: targets.size - seen.size };
}

export function outcomeOf(
  mirror: Mirror,
  about: { scenario: string; from: number; to: number; wallMs: number; events: number },
): Outcome {
  const cases = [...mirror.all<CaseState>('case').values()].filter(
    (state) => state.stage !== 'draft' && state.stage !== 'discarded',
  );
  const tasks = [...mirror.all<TaskState>('task').values()];
  const warnings = [...mirror.all<WarningState>('warning').values()].filter((state) => state.message !== null);
  const count = <T>(list: readonly T[], test: (item: T) => boolean): number => list.filter(test).length;
  const byCategory: Record<string, number> = {};
  for (const state of cases) byCategory[state.category] = (byCategory[state.category] ?? 0) + 1;
  return {
    scenario: about.scenario,
    simulated_s: Math.round((about.to - about.from) / 1_000),
    wall_s: Math.round(about.wallMs / 100) / 10,
    warnings: {
      received: warnings.length,
      cancelled: count(warnings, (state) => state.message?.action === 'lift' || state.message?.msgType === 'Cancel'),
    },
    levels: [...mirror.all<ResponseState>('response').values()].flatMap((response) =>
      response.timeline.map(({ level, from, to }) => ({
        level,
        from: new Date(from).toISOString(),
        to: to === null ? null : new Date(to).toISOString(),
      })),
    ),
    tasks: {
      total: tasks.length,
      done: count(tasks, (task) => task.phase === 'done' || task.phase === 'not-applicable'),
      late: count(tasks, (task) => task.rounds.some((round) => round.late)),
      open: count(tasks, (task) => ['assigned', 'received', 'in-hand', 'waiting'].includes(task.phase)),
    },
    households: households(mirror),
    sweeps: sweeps(mirror),
    cases: {
      reported: cases.length,
      registered: count(cases, (state) => state.registeredAt !== null || state.selfHandled),
      closed: count(cases, (state) => state.stage === 'closed' || state.stage === 'evaluated'),
      merged: count(cases, (state) => state.stage === 'merged'),
      rejected: count(cases, (state) => state.stage === 'rejected'),
      open: count(cases, isCaseOpen),
      reworked: count(cases, (state) => state.reworks > 0),
      disputed: count(cases, (state) => state.disputes > 0),
      by_category: sorted(byCategory),
    },
    journal: { events: about.events, last_seq: mirror.seq, verified: false },
  };
}

function sorted(record: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
