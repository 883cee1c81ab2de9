import type { Recorded } from '../kernel/index.ts';
import { NO_NOTICE, type NoticeEvent, type NoticeState } from './notice.ts';

export function evolveNotice(
  state: NoticeState,
  recorded: Recorded<NoticeEvent['type'], NoticeEvent['data']>,
): NoticeState {
  const event = recorded as unknown as NoticeEvent;
  switch (event.type) {
    case 'notice.composed':
      return {
        ...NO_NOTICE,
        ...event.data,
        phase: 'composed',
        composedBy: recorded.by.person,
        composedAt: recorded.at,
      };
    case 'notice.discarded':
      return { ...state, phase: 'discarded', reason: event.data.reason, endedAt: recorded.at };
    case 'notice.signed':
      return { ...state, phase: 'signed', signedBy: recorded.by.person };
    case 'notice.issued': {
      const { stairwells, headCount, ladder, quiet } = event.data;
      return {
        ...state,
        phase: 'issued',
        issuedAt: recorded.at,
        headCount,
        ladder,
        ...(quiet ? { quiet } : {}),
        open: stairwells.map((row) => row.id),
        stairwells: Object.fromEntries(stairwells.map((row) => [row.id, row.households])),
      };
    }
    case 'notice.corrected':
      return { ...state, followedBy: [...state.followedBy, event.data.followUp.notice] };
    case 'notice.taken-back': {
      const { reason, followUp } = event.data;
      return {
        ...state,
        phase: 'taken-back',
        reason,
        endedAt: recorded.at,
        followedBy: [...state.followedBy, followUp.notice],
      };
    }
    case 'notice.stairwell-settled':
      return { ...state, open: state.open.filter((id) => id !== event.data.stairwell) };
    case 'notice.stairwell-reopened':
      return { ...state, open: [...state.open, event.data.stairwell], phase: 'issued' };
    case 'notice.settled':
      return { ...state, phase: 'settled' };
    case 'notice.closed':
      return { ...state, phase: 'closed', reason: event.data.reason, endedAt: recorded.at };
    case 'notice.expired':
      return { ...state, phase: 'expired', endedAt: recorded.at };
  }
}
