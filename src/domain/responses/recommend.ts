import type { Instant } from '../kernel/index.ts';
import type { Level } from '../places/index.ts';
import { type Colour, levelOf, severity, worst } from './grades.ts';
import { responseKindOf } from './kinds.ts';
import type { ResponseKind, ResponseState } from './response.ts';
import type { WarningState } from './warning.ts';
import { activeWarnings } from './warnings.ts';

export interface Recommendation {
  readonly kind: ResponseKind;
  /** Null: nothing calls for a response of this kind any more. */
  readonly level: Level | null;
  /** Lowest level that may be signed without a new order of the level above. */
  readonly floor: Level | null;
  readonly step: 'none' | 'start' | 'raise' | 'lower' | 'lift';
  readonly reasons: readonly (
    | {
        readonly why: 'warning';
        readonly warning: string;
        readonly issuer: string;
        readonly kind: string;
        readonly colour: Colour;
        readonly level: Level;
        readonly sent: Instant;
      }
    | { readonly why: 'upper-order'; readonly number: string; readonly issuer: string; readonly level: Level }
  )[];
}

/**
 * What level the facts call for: the worst colour of the warnings in force here and the order of the level above,
 * whichever is higher. A recommendation only; a person signs, and may differ upwards at will.
 * @param warnings states by id
 * @param current the response of this kind that stands, if any
 */
export function recommend(
  kind: ResponseKind,
  warnings: ReadonlyMap<string, WarningState>,
  current: ResponseState | undefined,
  at: Instant,
  mode: 'real' | 'drill',
): Recommendation {
  const reasons: Recommendation['reasons'][number][] = [];
  const ids = new Map([...warnings].map(([id, state]) => [state, id]));
  for (const state of activeWarnings(warnings.values(), at, mode)) {
    const { message } = state;
    if (!message.colour || responseKindOf(message.kind) !== kind) continue;
    reasons.push({
      why: 'warning',
      warning: ids.get(state) ?? '',
      issuer: message.issuer,
      kind: message.kind,
      colour: message.colour,
      level: levelOf(message.colour),
      sent: message.sent,
    });
  }
  const upper = current && current.phase !== 'lifted' ? current.upper : null;
  if (upper?.level)
    reasons.push({ why: 'upper-order', number: upper.number, issuer: upper.issuer, level: upper.level });
  const level = worst(reasons.map((reason) => reason.level));
  const now = current?.phase === 'active' ? current.level : null;
  const step = stepFrom(now, level);
  return {
    kind,
    level,
    floor: upper?.level ?? null,
    step,
    reasons: reasons.sort((a, b) => severity(b.level) - severity(a.level)),
  };
}

function stepFrom(now: Level | null, wanted: Level | null): Recommendation['step'] {
  if (now === null) return wanted ? 'start' : 'none';
  if (wanted === null) return 'lift';
  const change = severity(wanted) - severity(now);
  return change > 0 ? 'raise' : change < 0 ? 'lower' : 'none';
}
