import type { Aggregate } from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import { type DoorsCommand, type DoorsState, doorsId, NO_DOORS } from './doors.ts';
import { decideDoors, dueDoors } from './doors-decide.ts';
import { evolveDoors } from './doors-evolve.ts';
import { NO_NOTICE, type NoticeCommand, type NoticeEvent, type NoticeState } from './notice.ts';
import { decideNotice, dueNotice, needsNotice } from './notice-decide.ts';
import { evolveNotice } from './notice-evolve.ts';
import type { TalliedEvent } from './tally.ts';

export * from './board.ts';
export * from './consequences.ts';
export { isFinal, standsAs } from './door.ts';
export * from './doors.ts';
export { ladderFor, startsOf } from './ladder.ts';
export * from './may.ts';
export * from './notice.ts';
export * from './paper.ts';
export * from './quiet.ts';
export * from './resident.ts';
export * from './segments.ts';
export * from './sendings.ts';
export * from './spoken.ts';
export { type DoorsOnScreen, doorsScreen, onScreen } from './tally.ts';

export const noticeAggregate: Aggregate<NoticeState, NoticeCommand, NoticeEvent, District> = {
  kind: 'notice',
  initial: NO_NOTICE,
  decide: decideNotice,
  evolve: evolveNotice,
  due: dueNotice,
  needs: needsNotice,
  open: (state) => ['composed', 'signed', 'issued', 'settled'].includes(state.phase),
};

export const doorsAggregate: Aggregate<DoorsState, DoorsCommand, TalliedEvent, District> = {
  kind: 'doors',
  initial: NO_DOORS,
  decide: decideDoors,
  evolve: evolveDoors,
  due: dueDoors,
  needs: (command) =>
    command.type === 'doors.open' && command.data.of
      ? [`doors/${doorsId(command.data.of.notice, command.data.stairwell)}`]
      : [],
  open: (state) => state.opened && !state.settled,
};
