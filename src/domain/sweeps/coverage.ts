import type { Look, RoundState, Target } from './round.ts';

/** A look that saw the target; standing before a locked door is none. */
function saw(look: Look): boolean {
  return look.result !== 'not-reachable';
}

export function isLookedAt(round: RoundState, target: string): boolean {
  return round.looks[target]?.some(saw) ?? false;
}

/** Targets of a round at which nobody has looked. */
export function blindOf(round: RoundState): readonly Target[] {
  return round.targets.filter((target) => !isLookedAt(round, target.id));
}

export interface Coverage {
  readonly targets: number;
  readonly looked: number;
  readonly blind: number;
  /** Targets at which a hazard was found. */
  readonly hazards: number;
}

/**
 * How much of the list has been seen in these rounds together, by kind of target or by committee. A target on several
 * rounds counts once, and is looked at when any of them did; which rounds to ask about (all of a task, the last of a
 * series) is the asker's to say.
 */
export function coverage(rounds: Iterable<RoundState>, by: 'kind' | 'committee'): ReadonlyMap<string, Coverage> {
  const groups = new Map<string, { targets: number; looked: number; blind: number; hazards: number }>();
  for (const { target, looked, hazard } of together(rounds).values()) {
    const group = groups.get(target[by]) ?? { targets: 0, looked: 0, blind: 0, hazards: 0 };
    groups.set(target[by], group);
    group.targets++;
    if (looked) group.looked++;
    else group.blind++;
    if (hazard) group.hazards++;
  }
  return groups;
}

/** Targets that none of these rounds has seen: the blind spots for the map and for who goes next. */
export function blindSpots(rounds: Iterable<RoundState>): readonly Target[] {
  return [...together(rounds).values()].filter((row) => !row.looked).map((row) => row.target);
}

function together(rounds: Iterable<RoundState>) {
  const all = new Map<string, { target: Target; looked: boolean; hazard: boolean }>();
  for (const round of rounds) {
    for (const target of round.targets) {
      const row = all.get(target.id) ?? { target, looked: false, hazard: false };
      const looks = round.looks[target.id] ?? [];
      row.looked ||= looks.some(saw);
      row.hazard ||= looks.some((look) => look.result === 'hazard');
      all.set(target.id, row);
    }
  }
  return all;
}
