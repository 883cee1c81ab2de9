import { type Command, deriveId, idOf, MINUTE, type Recorded, streamName } from '../kernel/index.ts';
import { indexed, type PointKind } from '../places/index.ts';
import type { TaskState } from '../responses/index.ts';
import {
  blindOf,
  caseForFinding,
  type Finding,
  nextRoundFor,
  type OpenRound,
  type RoundState,
  targetsOf,
} from '../sweeps/index.ts';
import type { Reaction } from './reaction.ts';

/** Kind of unit that looks through cameras instead of walking. */
const VIDEO_DESK = 'ops-centre';
/** A sweep without a deadline of its own is given this long. */
const SWEEP_MINUTES = 240;

/** A task that consists of a sweep opens its round; a recurring one opens a round each time. */
export const openRoundOfTask: Reaction = (event, context) => {
  const task = context.state<TaskState>(event.stream);
  if (!task || task.sweep.length === 0) return [];
  const index = indexed(context.district);
  const unit = index.units.get(task.unit);
  if (!unit) return [];
  const video = unit.kind === VIDEO_DESK;
  const kinds = task.sweep.filter((kind) => reaches(kind, video));
  const targets = { kinds, committees: unit.committees.length > 0 ? unit.committees : undefined };
  if (kinds.length === 0 || targetsOf(context.district, targets).length === 0) return [];
  const number = task.rounds.at(-1)?.number ?? 1;
  const id = deriveId('round of task', event.stream, event.version);
  const dueAt = task.rounds.at(-1)?.dueAt ?? task.dueAt;
  const data: OpenRound = {
    title: task.action,
    targets,
    checklist: context.district.checklists.find((list) => kinds.every((kind) => list.kinds.includes(kind)))?.id,
    by: video ? 'video' : 'foot',
    unit: task.unit,
    level: task.level === 'LIFT' ? 'IV' : task.level,
    dueMinutes: Math.max(1, Math.round(dueAt ? (dueAt - context.now) / MINUTE : SWEEP_MINUTES)),
    response: task.response,
    task: task.id,
    nth: number,
  };
  return [{ id: deriveId('round.open', id), type: 'round.open', stream: streamName('round', id), data }];
};

/** Cameras look at streets and water; nobody sees a cellar pump through them. */
function reaches(kind: PointKind, video: boolean): boolean {
  return !video || !['underground', 'pump', 'shelter', 'care-home', 'old-house'].includes(kind);
}

/** Every finding becomes a case with everything filled in. */
export const reportFindings: Reaction<Recorded<string, { readonly findings: readonly Finding[] }>> = (
  event,
  context,
) => {
  const round = context.state<RoundState>(event.stream);
  if (!round) return [];
  return event.data.findings.map(
    (finding): Command => caseForFinding(context.district, idOf(event.stream), round, finding, event.occurredAt),
  );
};

/** The task is as far as its round. */
export const countRoundForTask: Reaction = (event, context) => {
  const round = context.state<RoundState>(event.stream);
  if (!round?.task) return [];
  const total = round.targets.length;
  return [
    {
      id: deriveId('task.record-progress', event.stream, event.version),
      type: 'task.record-progress',
      stream: streamName('task', round.task),
      data: { ref: event.stream, done: total - blindOf(round).length, total },
    },
  ];
};

/** A series of rounds opens the next one. */
export const openNextRound: Reaction<Recorded<string, { readonly next: string; readonly nth: number }>> = (
  event,
  context,
) => {
  const round = context.state<RoundState>(event.stream);
  return round ? [nextRoundFor(round, event.data.next, event.data.nth)] : [];
};

/** A round is called off with the task it belongs to. */
export const stopRoundOfTask: Reaction<Recorded<string, { readonly reason: string }>> = (event, context) => {
  const task = context.state<TaskState>(event.stream);
  const ref = task?.progress?.ref;
  if (!ref?.startsWith('round/') || context.state<RoundState>(ref)?.phase !== 'open') return [];
  return [
    {
      id: deriveId('round.stop', event.stream, event.version),
      type: 'round.stop',
      stream: ref,
      data: { reason: event.data.reason },
    },
  ];
};
