import type { CaseState } from '../../../domain/cases/index.ts';
import type { DrillState } from '../../../domain/drill/index.ts';
import type { DoorsState, NoticeState } from '../../../domain/notices/index.ts';
import type { PersonState, RosterState } from '../../../domain/people/index.ts';
import type { CallState, OrderState, ResponseState, TaskState, WarningState } from '../../../domain/responses/index.ts';
import type { ScreenState } from '../../../domain/screen/index.ts';
import type { RoundState } from '../../../domain/sweeps/index.ts';

/** Kind of stream → state of one of it, as the screen keeps them. */
export interface Kinds {
  readonly case: CaseState;
  readonly warning: WarningState;
  readonly response: ResponseState;
  readonly task: TaskState;
  readonly order: OrderState;
  readonly call: CallState;
  readonly notice: NoticeState;
  readonly doors: DoorsState;
  readonly round: RoundState;
  readonly person: PersonState;
  readonly duty: RosterState;
  readonly drill: DrillState;
}

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

export function allOf<K extends keyof Kinds>(state: ScreenState, kind: K): ReadonlyMap<string, Kinds[K]> {
  return (state.streams[kind] as ReadonlyMap<string, Kinds[K]> | undefined) ?? NOTHING;
}
export function one<K extends keyof Kinds>(state: ScreenState, kind: K, id: string): Kinds[K] | undefined {
  return allOf(state, kind).get(id);
}
