import type { Actor } from '../kernel/index.ts';
import type { Role } from './roles.ts';

/** One sentence of a table of rights: any of these roles may, if the relation holds. */
export interface Rule<R extends string> {
  readonly roles: readonly Role[];
  readonly if: R;
}

/** Whether any sentence allows it. `holds` answers for one relation between the actor and the thing. */
export function allowed<R extends string>(
  rules: readonly Rule<R>[],
  actor: Actor,
  holds: (relation: R) => boolean,
): boolean {
  return rules.some((rule) => rule.roles.some((role) => actor.roles.includes(role)) && holds(rule.if));
}
