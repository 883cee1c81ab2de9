import type { TaskState } from './task.ts';

/*
 * Receipts by person, for tasks with `confirm: 'person'` (domain.md §6.3, row 4-01).
 *
 * Who is asked: the persons named when the task was given out. Where none was named, whoever has signed on for the unit
 * at that moment, and from then on the list follows the roster until the task is closed:
 * - who signs off is no longer asked; a receipt already given stays on record;
 * - who signs on is asked, also when all others have answered: a night shift that never heard of the order is what the
 *   receipt is there to find;
 * - when nobody is left on duty, nobody can be asked by name: the first word of the unit is enough, as for a unit that
 *   has nobody on the roster at all.
 * A change of shift does not put off the time by which the first were asked; whoever is asked after everybody had
 * answered gets the whole time anew.
 */

type Asked = Pick<TaskState, 'people' | 'confirmations'>;

/** Persons asked who have not confirmed. */
export function unconfirmed({ people, confirmations }: Asked): readonly string[] {
  return people.filter((person) => !confirmations.some((one) => one.person === person));
}

/** Whether the unit has answered: everybody asked by name, or where nobody is, anybody. */
export function isAnswered(task: Asked): boolean {
  return task.people.length > 0 ? unconfirmed(task).length === 0 : task.confirmations.length > 0;
}

/** Whether the receipts are all that the task asks for: then the last of them is the end of it. */
export function endsWithReceipts(task: Asked & Pick<TaskState, 'confirm' | 'evidenceKind'>): boolean {
  return task.confirm === 'person' && task.evidenceKind === 'receipt' && task.people.length > 0 && isAnswered(task);
}
