import type { CaseState } from '../../domain/cases/index.ts';
import type { Session } from '../client.ts';
import type { Incident } from '../incidents.ts';
import type { World } from '../world.ts';

/** What the simulator knows of a case besides what stands in it. */
export interface Background {
  readonly incident: Incident;
  /** 0: the first telling; else a repeat of it. */
  readonly nth: number;
}

/** The cases as those who work on them see them. */
export interface Casework {
  readonly world: World;
  /** Case id → what lies behind it; absent for cases that others opened. */
  readonly background: Map<string, Background>;
  /** Case that the first telling of an incident became. */
  readonly firstOf: Map<string, string>;
  /** Categories that belong to the municipality. */
  readonly municipal: ReadonlySet<string>;
}

export function caseOf(world: World, id: string): CaseState | undefined {
  return world.mirror.state<CaseState>(`case/${id}`);
}

/** A number that changes whenever the ball is passed on: an act meant for one turn is dropped in the next. */
export function turnOf(state: CaseState): string {
  return `${state.stage}/${state.dispatches.length}/${state.reworks}/${state.reopens}/${state.suspension ? 1 : 0}`;
}

/** Does something later if the case is still in the same turn then. */
export function later(
  work: Casework,
  id: string,
  minutes: number,
  act: (state: CaseState) => void,
  part?: 'desk',
): void {
  const { world } = work;
  const before = caseOf(world, id);
  if (!before) return;
  const turn = turnOf(before);
  const go = (): void => {
    const state = caseOf(world, id);
    if (!state || turnOf(state) !== turn) return;
    // A person has the desk: leave it to them, and look again.
    if (part && world.isPlayed(part)) world.after(5, go);
    else act(state);
  };
  world.after(minutes, go);
}

/** Somebody of the desk with this role. */
export function desk(
  world: World,
  role: 'intake' | 'dispatcher' | 'shift-leader' | 'supervisor',
  not: readonly string[] = [],
): Session | undefined {
  return world.cast.find(role, { not });
}

/** Somebody of the unit who may take and feed back; undefined when nobody of it has an account. */
export function worker(world: World, unit: string): Session | undefined {
  return world.cast.find('handler', { unit }) ?? world.cast.find('committee', { unit });
}
