import { type Command, deriveId, kindOf, type Recorded } from '../kernel/index.ts';
import { onDutyOf, type RosterState } from '../people/index.ts';
import type { TaskState } from '../responses/index.ts';
import type { Reaction, ReactionContext } from './reaction.ts';

const ROSTER = 'duty/roster';

/** A task that wants a receipt from each person asks whoever is on duty for its unit: when given out, and at every change of shift. */
export const askWhoIsOnDuty: Reaction<Recorded<string, { readonly shift?: string }>> = (event, context) => {
  const roster = context.state<RosterState>(ROSTER);
  if (!roster) return [];
  return tasksTouched(event, roster, context).flatMap((stream): Command[] => {
    const task = context.state<TaskState>(stream);
    if (!task?.followsRoster) return [];
    const people = onDutyOf(roster, task.unit);
    if (people.length === task.people.length && people.every((person) => task.people.includes(person))) return [];
    return [
      {
        id: deriveId('task.ask-people', stream, event.stream, event.version),
        type: 'task.ask-people',
        stream,
        data: { people },
      },
    ];
  });
};

function tasksTouched(
  event: Recorded<string, { readonly shift?: string }>,
  roster: RosterState,
  context: ReactionContext,
): readonly string[] {
  if (kindOf(event.stream) === 'task') return [event.stream];
  const unit = roster.shifts[event.data.shift ?? '']?.unit;
  return context.open('task').filter((stream) => context.state<TaskState>(stream)?.unit === unit);
}
