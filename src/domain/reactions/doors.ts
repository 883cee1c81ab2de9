import type { CaseState } from '../cases/index.ts';
import { type Command, deriveId, idOf, type Recorded, streamName } from '../kernel/index.ts';
import {
  CARE_UNREACHED,
  caseForNeed,
  type DoorNeed,
  type DoorsState,
  doorsFor,
  doorsId,
  endDoorsFor,
  type FollowUp,
  followUpFor,
  helpDoneFor,
  joinFollowUp,
  type LateHousehold,
  type NoticeState,
  noteStairwellFor,
} from '../notices/index.ts';
import { indexed } from '../places/index.ts';
import { isLive, type ResponseState, type TaskState, taskId } from '../responses/index.ts';
import type { Reaction, ReactionContext } from './reaction.ts';

/** An issued notice opens the doors of every stairwell of its audience. */
export const openDoors: Reaction = (event, context) => {
  const notice = context.state<NoticeState>(event.stream);
  return notice ? doorsFor(context.district, idOf(event.stream), notice) : [];
};

/** A notice that ended ends at every door. */
export const endDoors: Reaction = (event, context) => {
  const notice = context.state<NoticeState>(event.stream);
  return notice ? endDoorsFor(idOf(event.stream), notice) : [];
};

/** A correction or take-back goes to exactly those that the notice reached. */
export const sendFollowUp: Reaction<Recorded<string, { readonly followUp: FollowUp }>> = (event, context) => {
  const notice = context.state<NoticeState>(event.stream);
  return notice ? followUpFor(idOf(event.stream), notice, event.data.followUp) : [];
};

/** Who turns out to have been reached after the take-back is told of it as well. */
export const tellLateReached: Reaction<Recorded<string, { readonly households: readonly LateHousehold[] }>> = (
  event,
  context,
) => {
  const doors = context.state<DoorsState>(event.stream);
  const notice = doors && context.state<NoticeState>(streamName('notice', doors.notice));
  return doors && notice ? joinFollowUp(notice, doors.stairwell, event.data.households, event.version) : [];
};

/** A stairwell whose households are all in a final state counts for its notice and for the committee's task. */
export const countStairwell: Reaction = (event, context) => {
  const doors = context.state<DoorsState>(event.stream);
  if (!doors) return [];
  return [noteStairwellFor(doors.notice, doors.stairwell, event.type === 'doors.settled', event.version)];
};

/** The task "notice to every household" of a committee is as far as the notice is in its stairwells. */
export const countNoticeForTask: Reaction<Recorded<string, { readonly stairwell: string }>> = (event, context) => {
  const notice = context.state<NoticeState>(event.stream);
  if (!notice?.response) return [];
  const index = indexed(context.district);
  const committee = index.stairwells.get(event.data.stairwell)?.committee;
  const response = context.state<ResponseState>(streamName('response', notice.response));
  if (!committee || !response) return [];
  const own = Object.keys(notice.stairwells).filter(
    (stairwell) => index.stairwells.get(stairwell)?.committee === committee,
  );
  const done = own.filter(
    (stairwell) => context.state<DoorsState>(streamName('doors', doorsId(idOf(event.stream), stairwell)))?.settled,
  ).length;
  if (!worthTelling(done, own.length)) return [];
  return tasksOfNotice(context, notice, response, committee).map((task) => ({
    id: deriveId('task.record-progress', task, event.stream, event.version),
    type: 'task.record-progress',
    stream: task,
    data: { ref: event.stream, done, total: own.length },
  }));
};

/** A task is told of every twentieth part and of the end, not of each of a hundred stairwells. */
function worthTelling(done: number, total: number): boolean {
  return done === total || Math.floor((done * 20) / total) > Math.floor(((done - 1) * 20) / total);
}

function tasksOfNotice(
  context: ReactionContext,
  notice: NoticeState,
  response: ResponseState,
  committee: string,
): string[] {
  // Of every level: a transfer begun at Ⅱ is counted to its end after the level was lowered or lifted.
  const rows = context.district.plan.filter((row) => row.notice === notice.template);
  const units = context.district.units.filter(
    (unit) => unit.committees.includes(committee) && unit.kind === 'committee',
  );
  return rows
    .flatMap((row) => units.map((unit) => streamName('task', taskId(response.id, row.id, unit.id))))
    .filter((stream) => {
      const task = context.state<TaskState>(stream);
      return task !== undefined && isLive(task);
    });
}

/** A household that asked for help is a case at its front door. */
export const reportNeed: Reaction<Recorded<string, DoorNeed>> = (event, context) =>
  present(caseForNeed(context.district, event, event.data));

/** A household that is never left to a screen and was not found is a case too. */
export const reportUnreached: Reaction<Recorded<string, Omit<DoorNeed, 'category'>>> = (event, context) =>
  present(caseForNeed(context.district, event, { ...event.data, category: CARE_UNREACHED }));

/** When the case of a household closes, its door is told that help was given. */
export const tellDoor: Reaction = (event, context) => {
  const state = context.state<CaseState>(event.stream);
  const doors = state?.links.doors;
  const household = state?.reporters[0]?.ref;
  if (!doors || !household) return [];
  const door = context.state<DoorsState>(streamName('doors', doors))?.doors[household];
  if (door?.state !== 'needs-help') return [];
  return [helpDoneFor(doors, household, `${event.stream} ${event.version}`)];
};

function present(command: Command | undefined): Command[] {
  return command ? [command] : [];
}
