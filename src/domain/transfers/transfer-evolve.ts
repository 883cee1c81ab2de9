import type { Recorded } from '../kernel/index.ts';
import { type Listed, NO_TRANSFER, type TransferEvent, type TransferState } from './transfer.ts';

export function evolveTransfer(
  state: TransferState,
  recorded: Recorded<TransferEvent['type'], TransferEvent['data']>,
): TransferState {
  const event = recorded as unknown as TransferEvent;
  const { at, by } = recorded;
  switch (event.type) {
    case 'transfer.drawn-up': {
      const { title, risk, response, list } = event.data;
      return withLines(
        {
          ...NO_TRANSFER,
          phase: 'drawn-up',
          title,
          risk,
          ...(response === undefined ? {} : { response }),
          drawnUpBy: by.person,
          drawnUpAt: at,
        },
        list,
      );
    }
    case 'transfer.added':
      return withLines(state, event.data.list);
    case 'transfer.discarded':
      return { ...state, phase: 'discarded', endedAt: at };
    case 'transfer.ordered': {
      return { ...state, ...event.data, phase: 'ordered', orderedBy: by.person, orderedAt: at };
    }
    case 'transfer.lifted':
      return { ...state, phase: 'lifted', liftOrder: event.data.order, liftedAt: at };
    case 'transfer.ledger-done':
      return { ...state, done: [...state.done, event.data.committee] };
    case 'transfer.ledger-reopened': {
      // Told after the end that somebody is still away: it is over again when they are home.
      const { endedAt: _, ...rest } = state;
      const done = state.done.filter((id) => id !== event.data.committee);
      return state.phase === 'closed' ? { ...rest, phase: 'lifted', done } : { ...state, done };
    }
    case 'transfer.closed':
      return { ...state, phase: 'closed', endedAt: at };
  }
}

function withLines(state: TransferState, added: readonly Listed[]): TransferState {
  const list = { ...state.list, ...Object.fromEntries(added.map((row) => [row.household, row])) };
  return { ...state, list, committees: [...new Set(Object.values(list).map((row) => row.committee))] };
}
