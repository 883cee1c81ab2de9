import type { Post } from '../../domain/places/index.ts';
import type { NewAccount } from '../access/accounts.ts';
import type { DistrictPack } from '../district/index.ts';

/** Accounts of a drill from the people of its pack: a person's roles are those of the posts held, the first post names unit and area. */
export function drillPeople(pack: DistrictPack): Omit<NewAccount, 'tenant'>[] {
  const posts = new Map(pack.district.posts.map((post) => [post.id, post]));
  return pack.people.flatMap((person) => {
    const held = person.posts.flatMap((id) => posts.get(id) ?? []);
    const first = held[0];
    if (!first) return [];
    return [
      {
        login: person.id,
        person: person.id,
        name: person.name,
        roles: rolesOf(held),
        unit: first.unit,
        area: held.find((post) => post.area)?.area,
      },
    ];
  });
}

function rolesOf(posts: readonly Post[]): string[] {
  return [...new Set(posts.flatMap((post) => post.roles))];
}
