import type { Recorded } from '../domain/kernel/index.ts';
import type { Cast } from './cast.ts';
import type { Part } from './world.ts';

/** A part stays with the person who acts in it for so long after the last act (real time). */
const HOLDS_MS = 3 * 60_000;

const PART_OF: Readonly<Record<string, Part>> = {
  commander: 'commander',
  'shift-leader': 'desk',
  intake: 'desk',
  dispatcher: 'desk',
};

/** Moving the clock is not playing; the warnings that the desk pastes are handed in by the simulator, through a door that makes its own ids. */
const NOBODYS_PART = /^(?:drill|warning)\./;

/** Notices that a person plays: an act of a desk or command account that the simulator did not send. */
export function watchHumans(
  cast: Cast,
  isOwn: (commandId: string) => boolean,
  kept: readonly Part[],
  realTime: () => number,
) {
  const last = new Map<Part, number>();
  return {
    on(event: Recorded): void {
      if (event.by.person === 'system' || isOwn(event.commandId) || NOBODYS_PART.test(event.type)) return;
      const part = (cast.byPerson(event.by.person)?.who.roles ?? []).flatMap((role) => PART_OF[role] ?? [])[0];
      if (part) last.set(part, realTime());
    },
    isPlayed: (part: Part): boolean =>
      kept.includes(part) || realTime() - (last.get(part) ?? Number.NEGATIVE_INFINITY) < HOLDS_MS,
  };
}
