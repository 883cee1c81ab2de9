import { type Due, type Event, MINUTE, type Recorded } from '../kernel/index.ts';
import { isAnswered } from './receipts.ts';
import type { TaskEvent, TaskPhase, TaskRound, TaskState } from './task.ts';

export const NO_TASK: TaskState = {
  id: '',
  phase: 'none',
  response: '',
  row: '',
  level: 'IV',
  unit: '',
  action: { zh: '', en: '' },
  evidenceKind: 'note',
  confirm: 'unit',
  mustClose: false,
  notice: null,
  sweep: [],
  basis: '',
  assignedAt: null,
  dueAt: null,
  everyMinutes: null,
  nextAt: null,
  rounds: [],
  people: [],
  followsRoster: false,
  confirmations: [],
  evidence: [],
  progress: null,
  lateAt: null,
  confirmBy: null,
  unansweredAt: null,
  reminders: 0,
  remindedAt: null,
  escalatedAt: null,
  remindMinutes: 0,
  remindTimes: 0,
  claim: null,
  doneAt: null,
  cancelReason: '',
  turns: 0,
};

type RecordedTask = TaskEvent extends infer E ? (E extends Event<infer T, infer D> ? Recorded<T, D> : never) : never;

export function taskEvolve(state: TaskState, recorded: Recorded<TaskEvent['type'], TaskEvent['data']>): TaskState {
  const event = recorded as RecordedTask;
  const at = event.occurredAt;
  switch (event.type) {
    case 'task.assigned': {
      const { terms, confirmBy, remindMinutes, remindTimes, id } = event.data;
      const number = (state.rounds.at(-1)?.number ?? 0) + 1;
      return {
        ...NO_TASK,
        ...terms,
        id,
        followsRoster: terms.confirm === 'person' && terms.people.length === 0,
        phase: 'assigned',
        assignedAt: event.at,
        confirmBy,
        remindMinutes,
        remindTimes,
        turns: state.turns + 1,
        // What was shown in an earlier turn is history and stays.
        evidence: state.evidence,
        rounds: [
          ...state.rounds,
          { number, openedAt: event.at, dueAt: terms.dueAt, doneAt: null, late: false, missed: false },
        ],
        nextAt: terms.everyMinutes === null ? null : (terms.dueAt ?? event.at + terms.everyMinutes * MINUTE),
      };
    }
    case 'task.confirmed': {
      const confirmations = [...state.confirmations, { person: event.data.person, at }];
      const answered = event.data.complete && state.phase === 'assigned';
      return {
        ...state,
        confirmations,
        phase: answered ? 'received' : state.phase,
        ...(answered && state.lateAt === null ? quiet : {}),
      };
    }
    case 'task.people-asked': {
      const { people, confirmBy } = event.data;
      const answered = isAnswered({ people, confirmations: state.confirmations });
      if (state.phase === 'assigned' && answered)
        return { ...state, people, phase: 'received', ...(state.lateAt === null ? quiet : {}) };
      return state.phase === 'received' && !answered
        ? { ...state, people, phase: 'assigned', confirmBy, ...(state.lateAt === null ? quiet : {}) }
        : { ...state, people };
    }
    case 'task.taken-in-hand':
      return { ...state, phase: 'in-hand', ...(state.lateAt === null ? quiet : {}) };
    case 'task.evidence-given':
      return {
        ...state,
        phase: 'in-hand',
        evidence: [...state.evidence, { round: event.data.round, at, by: event.by.person, what: event.data.evidence }],
        ...(state.lateAt === null ? quiet : {}),
      };
    case 'task.done':
      return {
        ...state,
        ...quiet,
        phase: event.data.last ? 'done' : 'waiting',
        doneAt: at,
        lateAt: null,
        claim: null,
        rounds: lastRound(state.rounds, { doneAt: at, late: isLate(state, at) }),
      };
    case 'task.not-applicable-claimed':
      return { ...state, claim: { reason: event.data.reason, by: event.by.person, at } };
    case 'task.claim-answered':
      return event.data.accept
        ? { ...state, ...quiet, claim: null, phase: 'not-applicable', doneAt: at, cancelReason: event.data.reason }
        : { ...state, claim: null };
    case 'task.reopened':
      return { ...state, phase: 'in-hand', doneAt: null, rounds: lastRound(state.rounds, { doneAt: null }) };
    case 'task.pressed':
      return state;
    case 'task.extended':
      return {
        ...state,
        ...quiet,
        dueAt: event.data.dueAt,
        lateAt: null,
        rounds: lastRound(state.rounds, { dueAt: event.data.dueAt }),
      };
    case 'task.progressed':
      return {
        ...state,
        progress: { done: event.data.done, total: event.data.total, ref: event.data.ref },
        phase: state.phase === 'waiting' ? 'waiting' : 'in-hand',
        ...(state.lateAt === null ? quiet : {}),
      };
    case 'task.cancelled': {
      const phase: TaskPhase = event.data.asDone ? 'done' : 'cancelled';
      return {
        ...state,
        ...quiet,
        phase,
        cancelReason: event.data.reason,
        nextAt: null,
        claim: null,
        doneAt: event.data.asDone ? at : null,
      };
    }
    case 'task.late':
      // Reminders start afresh: a task answered in time can still come late.
      return {
        ...state,
        lateAt: event.data.dueAt,
        reminders: 0,
        remindedAt: event.at,
        escalatedAt: state.everyMinutes === null ? null : state.escalatedAt,
        rounds: lastRound(state.rounds, { late: true }),
      };
    case 'task.unanswered':
      return { ...state, unansweredAt: event.at, remindedAt: event.at };
    case 'task.reminded':
      return { ...state, reminders: event.data.number, remindedAt: event.at };
    case 'task.escalated':
      return { ...state, escalatedAt: event.at };
    case 'task.round-opened': {
      const rounds = event.data.missed ? lastRound(state.rounds, { missed: true, late: true }) : state.rounds;
      return {
        ...state,
        ...quiet,
        rounds: [
          ...rounds,
          {
            number: event.data.round,
            openedAt: event.at,
            dueAt: event.data.dueAt,
            doneAt: null,
            late: false,
            missed: false,
          },
        ],
        // Whoever confirmed the task need not confirm each round; whoever never answered still owes the answer.
        phase: state.phase === 'assigned' ? 'assigned' : 'received',
        unansweredAt: state.unansweredAt,
        escalatedAt: event.data.missed ? state.escalatedAt : null,
        dueAt: event.data.dueAt,
        nextAt: event.data.dueAt,
        lateAt: null,
        doneAt: null,
        progress: null,
      };
    }
  }
}

/** Nothing to remind of any more. */
const quiet = { unansweredAt: null, reminders: 0, remindedAt: null, escalatedAt: null } as const;

function isLate(state: TaskState, at: number): boolean {
  return state.dueAt !== null && at > state.dueAt;
}
function lastRound(rounds: readonly TaskRound[], change: Partial<TaskRound>): readonly TaskRound[] {
  return rounds.map((round, i) => (i === rounds.length - 1 ? { ...round, ...change } : round));
}

/** The next thing a task owes: an answer, the deadline, a reminder, the next round. */
export function taskDue(state: TaskState): Due | undefined {
  const open = state.phase === 'assigned' || state.phase === 'received' || state.phase === 'in-hand';
  if (!open && state.phase !== 'waiting') return undefined;
  const owed: Due[] = [];
  if (state.phase === 'assigned' && state.unansweredAt === null && state.confirmBy !== null)
    owed.push({ at: state.confirmBy, type: 'task.mark-unanswered', data: {} });
  // A recurring task's round ends when the next opens: the deadline is judged first (sort is stable).
  if (open && state.lateAt === null && state.dueAt !== null)
    owed.push({ at: state.dueAt, type: 'task.mark-late', data: {} });
  if (open && state.escalatedAt === null && state.remindedAt !== null)
    owed.push({ at: state.remindedAt + state.remindMinutes * MINUTE, type: 'task.remind', data: {} });
  if (state.nextAt !== null) owed.push({ at: state.nextAt, type: 'task.open-round', data: {} });
  return owed.sort((a, b) => a.at - b.at)[0];
}
