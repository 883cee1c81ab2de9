import type { Command, Recorded } from '../kernel/index.ts';
import { afterResponse, afterWarning, type ResponseStepped } from '../responses/index.ts';
import { absorbMerged } from './cases.ts';
import {
  countNoticeForTask,
  countStairwell,
  endDoors,
  openDoors,
  reportNeed,
  reportUnreached,
  sendFollowUp,
  tellDoor,
  tellLateReached,
} from './doors.ts';
import { askWhoIsOnDuty } from './duty.ts';
import { switchLimits, switchOpenCases } from './limits.ts';
import type { Reaction, ReactionContext } from './reaction.ts';
import { countRoundForTask, openNextRound, openRoundOfTask, reportFindings, stopRoundOfTask } from './sweeps.ts';
import {
  countLedger,
  joinLedgers,
  leaveShelters,
  liftLedgers,
  moveIntoShelters,
  openLedgers,
  tellByNotice,
  tellByVisit,
} from './transfers.ts';

export type { ReactionContext } from './reaction.ts';

/** Whatever a signed step of a response brings: tasks given out and taken back, its place among its kind. */
const followPlan: Reaction<Recorded<string, ResponseStepped>> = (event, context) =>
  afterResponse(context.district, event.data, event.at);

// biome-ignore lint/suspicious/noExplicitAny: the key is the type of the event, so each reaction knows its data
type Anything = any;

/** Who affects whom: whenever this happens, then that is asked for. The whole of it, on one page. */
export const WHENEVER: Readonly<Record<string, readonly Reaction<Anything>[]>> = {
  'warning.received': [(event) => afterWarning(event)],

  'response.started': [followPlan, switchLimits],
  'response.raised': [followPlan, switchLimits],
  'response.lowered': [followPlan, switchLimits],
  'response.lifted': [followPlan, switchLimits],
  'response.scope-changed': [followPlan],
  'limits.switched': [switchOpenCases],

  'task.assigned': [openRoundOfTask, askWhoIsOnDuty],
  'task.round-opened': [openRoundOfTask],
  'task.reopened': [askWhoIsOnDuty],
  'task.cancelled': [stopRoundOfTask],
  'duty.signed-on': [askWhoIsOnDuty],
  'duty.signed-off': [askWhoIsOnDuty],

  'notice.issued': [openDoors],
  'notice.corrected': [sendFollowUp],
  'notice.taken-back': [endDoors, sendFollowUp],
  'notice.expired': [endDoors],
  'notice.closed': [endDoors],
  'notice.stairwell-settled': [countNoticeForTask],
  'notice.stairwell-reopened': [countNoticeForTask],
  'doors.settled': [countStairwell],
  'doors.reopened': [countStairwell],
  'doors.reached-late': [tellLateReached],
  'doors.confirmed': [tellByNotice],
  'doors.visited': [tellByVisit],
  'doors.help-needed': [reportNeed],
  'doors.care-unreached': [reportUnreached],

  'round.ticked': [reportFindings, countRoundForTask],
  'round.repeated': [openNextRound],

  'transfer.ordered': [openLedgers],
  'transfer.added': [joinLedgers],
  'transfer.lifted': [liftLedgers],
  'ledger.arrived': [leaveShelters, moveIntoShelters],
  'ledger.went-off': [leaveShelters],
  'ledger.returned': [leaveShelters],
  'ledger.struck': [leaveShelters],
  'ledger.put-back': [leaveShelters],
  'ledger.done': [countLedger],
  'ledger.reopened': [countLedger],

  'case.merged': [absorbMerged],
  'case.closed': [tellDoor],
};

/** Everything that an event asks of others, in the order of the table. */
export function react(event: Recorded, context: ReactionContext): readonly Command[] {
  return (WHENEVER[event.type] ?? []).flatMap((reaction) => reaction(event, context));
}
