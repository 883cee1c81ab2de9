import { type Aggregate, accept, type Command, type Decision, type Event, type Instant } from '../kernel/index.ts';

/**
 * What stands now in a series: the signals of one station and kind, or the response of one kind. Lets `decide` of
 * a warning find the signals that a text without references replaces, and keeps a second response of one kind out.
 */
export interface StandingState {
  readonly heads: readonly { readonly id: string; readonly at: Instant }[];
}
export type StandingCommand =
  | Command<'standing.note', { id: string; at: Instant; alone: boolean }>
  | Command<'standing.drop', { id: string }>;
export type StandingEvent =
  | Event<'standing.noted', { id: string; at: Instant; alone: boolean }>
  | Event<'standing.dropped', { id: string }>;

/** Only reactions send its commands; the contract does not offer them. */
export const standing: Aggregate<StandingState, StandingCommand, StandingEvent> = {
  kind: 'standing',
  initial: { heads: [] },
  decide(state, command): Decision<StandingEvent> {
    if (command.type === 'standing.note') return accept({ type: 'standing.noted', data: command.data });
    return state.heads.some((head) => head.id === command.data.id)
      ? accept({ type: 'standing.dropped', data: command.data })
      : accept();
  },
  evolve(state, event) {
    const { data } = event;
    const others = state.heads.filter((head) => head.id !== data.id);
    if (!('at' in data)) return { heads: others };
    const newest = others.every((head) => head.at <= data.at);
    // A late message of long ago must not push out what stands now.
    if (data.alone && newest) return { heads: [{ id: data.id, at: data.at }] };
    if (data.alone) return state;
    return { heads: [...others, { id: data.id, at: data.at }] };
  },
  open: (state) => state.heads.length > 0,
};
