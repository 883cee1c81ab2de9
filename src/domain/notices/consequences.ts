import { type Command, deriveId, idOf } from '../kernel/index.ts';
import { audience, type District, indexed } from '../places/index.ts';
import { type DoorNeed, type DoorsCommand, doorsId, type LateHousehold } from './doors.ts';
import { startOf } from './ladder.ts';
import type { FollowUp, NoticeCommand, NoticeState } from './notice.ts';

/** Category of a household that is never left to a screen and was not found: 重点人员失联. */
export const CARE_UNREACHED = 'ST71';
/** Visits after which a note on the door is enough, if the district does not set `visitsEnough`. */
const VISITS_ENOUGH = 2;

/** On 'notice.issued': opens the doors of every stairwell. `state` is the notice after the event. */
export function doorsFor(district: District, notice: string, state: NoticeState): DoorsCommand[] {
  const meant = audience(district, state.audience, state.within && { stairwells: state.within });
  return meant.stairwells.map(({ stairwell, households }) => ({
    id: deriveId('doors.open', notice, stairwell.id),
    type: 'doors.open',
    stream: `doors/${doorsId(notice, stairwell.id)}`,
    data: {
      notice,
      stairwell: stairwell.id,
      committee: stairwell.committee,
      households: households.map((row) => startOf(row, state.ladder)),
      ladder: state.ladder,
      ...(state.quiet ? { quiet: state.quiet } : {}),
      visitsEnough: district.settings.visitsEnough ?? VISITS_ENOUGH,
      ...(state.audience.of ? { of: state.audience.of } : {}),
    },
  }));
}

/** On 'notice.taken-back', 'notice.expired' and 'notice.closed': ends what is still open at every door. */
export function endDoorsFor(notice: string, state: NoticeState): DoorsCommand[] {
  const as = state.phase === 'taken-back' ? 'taken-back' : 'expired';
  return Object.keys(state.stairwells).map((stairwell) => ({
    id: deriveId('doors.end', notice, stairwell),
    type: 'doors.end',
    stream: `doors/${doorsId(notice, stairwell)}`,
    data: { as },
  }));
}

/** On 'notice.corrected' and 'notice.taken-back': the notice to exactly those reached, composed and issued at once. */
export function followUpFor(notice: string, state: NoticeState, followUp: FollowUp): NoticeCommand[] {
  const stream = `notice/${followUp.notice}`;
  return [
    {
      id: deriveId('notice.compose', followUp.notice),
      type: 'notice.compose',
      stream,
      data: {
        template: followUp.template,
        fields: followUp.fields,
        level: state.level,
        audience: { of: { notice, who: 'reached' } },
        response: state.response,
        follows: { notice, as: followUp.as },
      },
    },
    { id: deriveId('notice.issue', followUp.notice), type: 'notice.issue', stream, data: {} },
  ];
}

/** On 'doors.reached-late': the take-back goes to them too. `state` is the notice that was taken back. */
export function joinFollowUp(
  state: NoticeState,
  stairwell: string,
  households: readonly LateHousehold[],
  version: number,
): DoorsCommand[] {
  const followUp = state.followedBy.at(-1);
  if (state.phase !== 'taken-back' || followUp === undefined) return [];
  const doors = doorsId(followUp, stairwell);
  return [
    { id: deriveId('doors.join', doors, version), type: 'doors.join', stream: `doors/${doors}`, data: { households } },
  ];
}

/** On 'doors.settled' and 'doors.reopened': lets the notice count. `version` is that of the event, so each has its own id. */
export function noteStairwellFor(notice: string, stairwell: string, settled: boolean, version: number): NoticeCommand {
  return {
    id: deriveId('notice.note-stairwell', notice, stairwell, version),
    type: 'notice.note-stairwell',
    stream: `notice/${notice}`,
    data: { stairwell, settled },
  };
}

/** Shape of the 'case.report' that a door asks for; the reactions hand it to the cases. */
export type CaseAsked = Command<
  'case.report',
  {
    readonly source: 'committee' | 'resident';
    readonly category: string;
    readonly description: string;
    readonly place: {
      readonly position: readonly [number, number];
      readonly committee: string;
      readonly stairwell: string;
      readonly address: string;
    };
    readonly urgency?: 'urgent';
    readonly reporter: string;
    readonly links: { readonly doors: string };
  }
>;

/**
 * On 'doors.help-needed' and 'doors.care-unreached': a case at the front door. The household is its reporter, as an id
 * that only the roll resolves; the room is not written out.
 * @param at event that asks for it, as stream and version: its repeat makes the same case.
 * @returns undefined when the district no longer has the stairwell.
 */
export function caseForNeed(
  district: District,
  at: { readonly stream: string; readonly version: number },
  need: DoorNeed,
): CaseAsked | undefined {
  const index = indexed(district);
  const stairwell = index.stairwells.get(need.stairwell);
  if (!stairwell) return undefined;
  const compound = index.compounds.get(stairwell.compound);
  const category = index.categories.get(need.category);
  const unheard = need.category === CARE_UNREACHED;
  return {
    id: deriveId('case.report', at.stream, at.version),
    type: 'case.report',
    stream: `case/${deriveId('case', at.stream, at.version)}`,
    data: {
      source: need.way === undefined || need.way === 'visit' ? 'committee' : 'resident',
      category: need.category,
      description: need.note?.trim() || (category?.name.zh ?? need.category),
      place: {
        position: stairwell.position,
        committee: stairwell.committee,
        stairwell: stairwell.id,
        address: `${compound?.address ?? ''}${stairwell.name}`,
      },
      ...(unheard || category?.urgent ? { urgency: 'urgent' as const } : {}),
      reporter: need.household,
      links: { doors: idOf(at.stream) },
    },
  };
}

/** When the case of a household ends well: the door is told that help was given. `cause` makes the id. */
export function helpDoneFor(doors: string, household: string, cause: string): DoorsCommand {
  return {
    id: deriveId('doors.help-done', doors, household, cause),
    type: 'doors.help-done',
    stream: `doors/${doors}`,
    data: { household },
  };
}
