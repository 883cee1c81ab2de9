import { type Actor, type Decision, refuse } from '../kernel/index.ts';

/**
 * Who may. `own-unit`: only on behalf of the unit that the task or order was given to, unless one of `anyUnit`.
 * Read each line as a sentence: "a task is confirmed by the handler, committee … of the unit that has it".
 */
interface Right {
  readonly roles: readonly string[];
  readonly relation?: 'own-unit';
  /** Roles for whom the relation need not hold: the duty desk writes down what a unit says on the phone. */
  readonly anyUnit?: readonly string[];
}

const DESK = ['commander', 'shift-leader', 'intake', 'dispatcher'] as const;
const UNIT = ['handler', 'committee', 'supervisor', ...DESK] as const;
const CLOCK = ['system'] as const;
const ofUnit: Right = {
  roles: UNIT,
  relation: 'own-unit',
  anyUnit: DESK,
};

export const RESPONSE_RIGHTS: Readonly<Record<string, Right>> = {
  'warning.receive': { roles: ['gateway', ...DESK, 'system'] },
  'warning.end': { roles: CLOCK },
  'warning.expire': { roles: CLOCK },
  'warning.withdraw': { roles: ['commander', 'shift-leader'] },
  'warning.judge': { roles: ['commander', 'shift-leader', 'intake'] },

  'response.propose': { roles: ['commander', 'shift-leader', 'dispatcher', 'system'] },
  'response.decline': { roles: ['commander'] },
  'response.start': { roles: ['commander'] },
  'response.raise': { roles: ['commander'] },
  'response.lower': { roles: ['commander'] },
  'response.lift': { roles: ['commander'] },
  'response.change-scope': { roles: ['commander'] },
  'response.extend': { roles: ['commander'] },
  'response.note-upper-order': { roles: ['commander', 'shift-leader', 'intake', 'gateway'] },
  'response.review': { roles: ['commander'] },
  'response.pass-expected': { roles: CLOCK },

  'task.assign': { roles: ['system', 'commander', 'shift-leader'] },
  'task.confirm': ofUnit,
  'task.take-in-hand': ofUnit,
  'task.give-evidence': ofUnit,
  'task.complete': ofUnit,
  'task.claim-not-applicable': ofUnit,
  'task.answer-claim': { roles: ['commander', 'shift-leader'] },
  'task.reopen': { roles: ['commander', 'shift-leader'] },
  'task.press': { roles: ['commander', 'shift-leader', 'dispatcher'] },
  'task.extend': { roles: ['commander', 'shift-leader'] },
  'task.record-progress': { roles: CLOCK },
  'task.ask-people': { roles: CLOCK },
  'task.cancel': { roles: ['system', 'commander', 'shift-leader'] },
  'task.mark-late': { roles: CLOCK },
  'task.mark-unanswered': { roles: CLOCK },
  'task.remind': { roles: CLOCK },
  'task.open-round': { roles: CLOCK },

  'order.issue': { roles: ['commander', 'shift-leader'] },
  'order.receive': ofUnit,
  'order.report-done': ofUnit,
  'order.withdraw': { roles: ['commander', 'shift-leader'] },
  'order.mark-overdue': { roles: CLOCK },
};

/**
 * Whether an actor may send a command. Pure; the console asks it to draw its buttons.
 * @param units the units that the task or order was given to; null where the relation does not matter.
 */
export function mayRespond(type: string, actor: Actor, units: readonly string[] | null): 'yes' | 'role' | 'own-unit' {
  const right = RESPONSE_RIGHTS[type];
  if (!right?.roles.some((role) => actor.roles.includes(role))) return 'role';
  if (right.relation !== 'own-unit' || units === null) return 'yes';
  if (right.anyUnit?.some((role) => actor.roles.includes(role))) return 'yes';
  return actor.unit !== undefined && units.includes(actor.unit) ? 'yes' : 'own-unit';
}

/** Whether an actor may write down what somebody else of a unit says on the telephone. */
export function maySpeakFor(actor: Actor): boolean {
  return DESK.some((role) => actor.roles.includes(role));
}

/** The refusal that follows from the rights, or undefined. */
export function refusalOfRight(
  type: string,
  actor: Actor,
  units: readonly string[] | null,
): Extract<Decision<never>, { ok: false }> | undefined {
  const answer = mayRespond(type, actor, units);
  if (answer === 'yes') return undefined;
  return answer === 'role'
    ? refuse('response.not-your-role', { command: type })
    : refuse('response.not-your-unit', { command: type });
}
