import type { PersonState } from '../../domain/people/index.ts';
import type { District } from '../../domain/places/index.ts';
import type { Appointments } from '../access/sessions.ts';
import type { Engine } from '../engine/types.ts';

/**
 * Roles, unit and area from the posts that a person holds in the journal: who was relieved loses them with the next look
 * at the session (10 s at most), who was never appointed keeps those of the account.
 */
export function appointmentsFrom(
  engine: Pick<Engine, 'state'>,
  districtOf: (tenant: string) => District | undefined,
): Appointments {
  return async (tenant, person) => {
    const found = await engine.state<PersonState>(tenant, `person/${person}`);
    const district = districtOf(tenant);
    if (!found?.state.known || !district) return undefined;
    const { posts } = found.state;
    const held = posts.flatMap((appointment) => district.posts.find((post) => post.id === appointment.post) ?? []);
    return {
      roles: [...new Set(held.flatMap((post) => post.roles))],
      unit: posts[0]?.unit ?? null,
      area: posts.find((appointment) => appointment.area)?.area ?? null,
    };
  };
}
