import {
  type Aggregate,
  accept,
  type Context,
  type Decision,
  type Instant,
  idOf,
  MINUTE,
  type Recorded,
  refuse,
} from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import { checkEvidence, evidenced } from './evidence.ts';
import { maySpeakFor, refusalOfRight } from './may.ts';
import { endsWithReceipts, isAnswered, unconfirmed } from './receipts.ts';
import type { Evidence, TaskCommand, TaskEvent, TaskPhase, TaskState, TaskTerms } from './task.ts';
import { NO_TASK, taskDue, taskEvolve } from './task-life.ts';

/** Used where the district names no setting of its own ([D], domain.md §6.3: receipt within 15 minutes). */
export const TASK_DEFAULTS = { confirmMinutes: 15, remindMinutes: 15, remindTimes: 2 } as const;

const OPEN: readonly TaskPhase[] = ['assigned', 'received', 'in-hand'];
export function isOpen(task: Pick<TaskState, 'phase'>): boolean {
  return OPEN.includes(task.phase);
}
/** Open, or between two rounds: the level still needs it. */
export function isLive(task: Pick<TaskState, 'phase'>): boolean {
  return task.phase === 'waiting' || isOpen(task);
}

export const tasks: Aggregate<TaskState, TaskCommand, TaskEvent, District> = {
  kind: 'task',
  initial: NO_TASK,
  decide,
  evolve: (state, event) => taskEvolve(state, event as Recorded<TaskEvent['type'], TaskEvent['data']>),
  due: taskDue,
  open: isLive,
};

function decide(state: TaskState, command: TaskCommand, context: Context<District>): Decision<TaskEvent> {
  const right = refusalOfRight(command.type, context.by, state.phase === 'none' ? null : [state.unit]);
  if (right) return right;
  if (command.type === 'task.assign') return assign(state, command.data, idOf(command.stream), context);
  if (state.phase === 'none') return command.type === 'task.cancel' ? accept() : refuse('task.unknown');
  const ids = { id: state.id, response: state.response, unit: state.unit, row: state.row };
  const round = state.rounds.at(-1)?.number ?? 1;
  switch (command.type) {
    case 'task.confirm':
      return confirm(state, command.data.person, ids, round, context);
    case 'task.ask-people':
      return askPeople(state, command.data.people, ids, round, context);
    case 'task.take-in-hand':
      if (!isOpen(state)) return refuse('task.not-open', { phase: state.phase });
      return state.phase === 'in-hand'
        ? accept()
        : accept({ type: 'task.taken-in-hand', data: { ...ids, note: command.data.note ?? '' } });
    case 'task.give-evidence': {
      if (!isOpen(state)) return refuse('task.not-open', { phase: state.phase });
      const bad = checkEvidence(state.evidenceKind, command.data.evidence);
      return bad ?? accept({ type: 'task.evidence-given', data: { ...ids, evidence: command.data.evidence, round } });
    }
    case 'task.complete':
      return complete(state, command.data.evidence, ids, round);
    case 'task.claim-not-applicable':
      if (!isOpen(state)) return refuse('task.not-open', { phase: state.phase });
      if (state.claim) return refuse('task.claim-waiting');
      return accept({ type: 'task.not-applicable-claimed', data: { ...ids, reason: command.data.reason } });
    case 'task.answer-claim':
      if (!state.claim) return refuse('task.no-claim');
      if (state.claim.by === context.by.person) return refuse('task.own-claim');
      return accept({ type: 'task.claim-answered', data: { ...ids, ...command.data } });
    case 'task.reopen':
      if (state.phase !== 'done' && state.phase !== 'not-applicable')
        return refuse('task.not-closed', { phase: state.phase });
      return accept({ type: 'task.reopened', data: { ...ids, reason: command.data.reason } });
    case 'task.press':
      return isLive(state)
        ? accept({ type: 'task.pressed', data: { ...ids, note: command.data.note } })
        : refuse('task.not-open', { phase: state.phase });
    case 'task.extend':
      if (!isOpen(state)) return refuse('task.not-open', { phase: state.phase });
      if (command.data.dueAt <= context.now || command.data.dueAt <= (state.dueAt ?? 0))
        return refuse('task.extend-earlier');
      return accept({ type: 'task.extended', data: { ...ids, ...command.data } });
    case 'task.record-progress':
      return progress(state, command.data, ids, round);
    case 'task.cancel':
      if (!isLive(state)) return accept();
      return accept({
        type: 'task.cancelled',
        data: {
          ...ids,
          reason: command.data.reason,
          asDone: state.everyMinutes !== null && state.rounds.some((r) => r.doneAt !== null),
        },
      });
    case 'task.mark-late':
      return isOpen(state) && state.lateAt === null && state.dueAt !== null && state.dueAt <= context.now
        ? accept({ type: 'task.late', data: { ...ids, round, dueAt: state.dueAt } })
        : accept();
    case 'task.mark-unanswered':
      return state.phase === 'assigned' && state.unansweredAt === null
        ? accept({ type: 'task.unanswered', data: ids })
        : accept();
    case 'task.remind': {
      if (!isOpen(state) || state.escalatedAt !== null) return accept();
      const why = state.lateAt === null ? 'unanswered' : 'late';
      return state.reminders < state.remindTimes
        ? accept({ type: 'task.reminded', data: { ...ids, number: state.reminders + 1, why } })
        : accept({ type: 'task.escalated', data: { ...ids, why } });
    }
    case 'task.open-round': {
      if (!isLive(state) || state.everyMinutes === null || state.nextAt === null || state.nextAt > context.now)
        return accept();
      const missed = isOpen(state);
      const opened: TaskEvent = {
        type: 'task.round-opened',
        data: { ...ids, round: round + 1, dueAt: state.nextAt + state.everyMinutes * MINUTE, missed },
      };
      // One round missed may be a busy hour; two in a row, and nobody may be doing it: the command post is told, once.
      const again = missed && state.rounds.at(-2)?.missed && state.escalatedAt === null;
      return again
        ? accept<TaskEvent>(opened, { type: 'task.escalated', data: { ...ids, why: 'late' } })
        : accept(opened);
    }
  }
}

type Ids = { id: string; response: string; unit: string; row: string };

function assign(state: TaskState, terms: TaskTerms, id: string, context: Context<District>): Decision<TaskEvent> {
  if (isLive(state)) return accept();
  // What was done stays done when a level comes back; a recurring task was only ended with its level and starts again.
  if (state.phase === 'not-applicable' || (state.phase === 'done' && state.everyMinutes === null)) return accept();
  const unit = context.district.units.find((u) => u.id === terms.unit);
  if (!unit) return refuse('task.unit-unknown', { unit: terms.unit });
  const { settings } = context.district;
  const data = {
    id,
    response: terms.response,
    unit: terms.unit,
    row: terms.row,
    terms,
    confirmBy: confirmBy(context),
    remindMinutes: settings['task.remindMinutes'] ?? TASK_DEFAULTS.remindMinutes,
    remindTimes: settings['task.remindTimes'] ?? TASK_DEFAULTS.remindTimes,
  };
  return accept({ type: 'task.assigned', data });
}

/** By when those asked now must have confirmed. */
function confirmBy({ district, now }: Context<District>): Instant {
  return now + (district.settings['task.confirmMinutes'] ?? TASK_DEFAULTS.confirmMinutes) * MINUTE;
}

function confirm(
  state: TaskState,
  named: string | undefined,
  ids: Ids,
  round: number,
  { by }: Context<District>,
): Decision<TaskEvent> {
  if (!isLive(state)) return refuse('task.not-open', { phase: state.phase });
  const person = named ?? by.person;
  if (person !== by.person) {
    if (!maySpeakFor(by)) return refuse('task.confirm-for-another');
    if (!state.people.includes(person)) return refuse('task.not-asked', { person });
  }
  if (state.confirmations.some((one) => one.person === person)) return accept();
  const after = { ...state, confirmations: [...state.confirmations, { person, at: 0 }] };
  return accept<TaskEvent>(
    { type: 'task.confirmed', data: { ...ids, person, complete: isAnswered(after) } },
    ...ended(after, ids, round),
  );
}

/** The list follows the roster (receipts.ts); whoever leaves may have been the last that was waited for. */
function askPeople(
  state: TaskState,
  people: readonly string[],
  ids: Ids,
  round: number,
  context: Context<District>,
): Decision<TaskEvent> {
  if (!isLive(state) || !state.followsRoster) return accept();
  return accept<TaskEvent>(
    { type: 'task.people-asked', data: { ...ids, people, confirmBy: confirmBy(context) } },
    ...ended({ ...state, people }, ids, round),
  );
}

/** A task that asks for receipts alone is done with the last of them. */
function ended(state: TaskState, ids: Ids, round: number): TaskEvent[] {
  if (!isOpen(state) || !endsWithReceipts(state)) return [];
  const given = `${state.people.length}/${state.people.length}`;
  return [
    { type: 'task.evidence-given', data: { ...ids, evidence: { kind: 'receipt', note: given }, round } },
    { type: 'task.done', data: { ...ids, round, last: state.everyMinutes === null } },
  ];
}

function complete(state: TaskState, evidence: Evidence | undefined, ids: Ids, round: number): Decision<TaskEvent> {
  if (!isOpen(state)) return refuse('task.not-open', { phase: state.phase });
  if (evidence) {
    const bad = checkEvidence(state.evidenceKind, evidence);
    if (bad) return bad;
  } else if (!evidenced(state)) return refuse('task.evidence-missing', { wanted: state.evidenceKind });
  const open = unconfirmed(state).length;
  if (state.confirm === 'person' && open > 0) return refuse('task.people-unconfirmed', { open });
  // A task that consists of a notice or a sweep is done when that is settled, not when somebody says so.
  if (state.progress && state.progress.done < state.progress.total)
    return refuse('task.progress-open', { done: state.progress.done, total: state.progress.total });
  const given: TaskEvent[] = evidence ? [{ type: 'task.evidence-given', data: { ...ids, evidence, round } }] : [];
  return accept(...given, { type: 'task.done', data: { ...ids, round, last: state.everyMinutes === null } });
}

function progress(
  state: TaskState,
  told: { ref: string; done: number; total: number },
  ids: Ids,
  round: number,
): Decision<TaskEvent> {
  if (told.done > told.total) return refuse('task.evidence-sum', { part: told.done, whole: told.total });
  if (!isLive(state)) return accept();
  const same =
    state.progress &&
    state.progress.ref === told.ref &&
    state.progress.done === told.done &&
    state.progress.total === told.total;
  const events: TaskEvent[] = same ? [] : [{ type: 'task.progressed', data: { ...ids, ...told } }];
  if (told.done === told.total && isOpen(state)) {
    if (!evidenced(state))
      events.push({ type: 'task.evidence-given', data: { ...ids, evidence: settledEvidence(state, told), round } });
    events.push({ type: 'task.done', data: { ...ids, round, last: state.everyMinutes === null } });
  }
  return accept(...events);
}

/** Evidence that the settled notice or sweep is by itself, in the form the plan asks for where that can be. */
function settledEvidence(state: TaskState, told: { ref: string; done: number; total: number }): Evidence {
  const text = `${told.ref} ${told.done}/${told.total}`;
  return state.evidenceKind === 'list'
    ? { kind: 'list', total: told.total, done: told.done, text }
    : { kind: 'log', text };
}
