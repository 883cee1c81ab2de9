import type { Recorded } from '../kernel/index.ts';
import { type Look, NO_ROUND, type RoundEvent, type RoundPhase, type RoundState } from './round.ts';

export function evolveRound(state: RoundState, recorded: Recorded<RoundEvent['type'], RoundEvent['data']>): RoundState {
  const event = recorded as unknown as RoundEvent;
  switch (event.type) {
    case 'round.opened':
      return { ...NO_ROUND, ...event.data, phase: 'open', openedAt: recorded.at };
    case 'round.ticked': {
      const looks: Record<string, readonly Look[]> = { ...state.looks };
      // A patrol ticks a thousand targets alike, hundreds of times a storm: equal looks of one event are one object.
      const alike = new Map<string, readonly [Look]>();
      for (const { target, result, item, category, fixed } of event.data.ticks) {
        const key = `${result} ${item} ${category} ${fixed}`;
        const look = alike.get(key) ?? [
          { result, at: recorded.occurredAt, by: recorded.by.person, item, category, fixed },
        ];
        alike.set(key, look);
        const before = looks[target];
        looks[target] = before ? [...before, ...look] : look;
      }
      const walkers = { ...state.walkers, [recorded.by.person]: recorded.at };
      return { ...state, looks, walkers, lastTickAt: recorded.at, absentSince: undefined };
    }
    case 'round.absent':
      return { ...state, absentSince: event.data.since, absences: state.absences + 1 };
    case 'round.covered':
      return { ...state, covered: true };
    case 'round.finished':
      return end('finished', event.data.reason);
    case 'round.closed-overdue':
      return end('overdue');
    case 'round.stopped':
      return { ...end('stopped', event.data.reason), repeated: true };
    case 'round.series-ended':
    case 'round.repeated':
      return { ...state, repeated: true };
  }

  function end(phase: RoundPhase, reason?: string): RoundState {
    return { ...state, phase, endedAt: recorded.at, reason, absentSince: undefined };
  }
}
