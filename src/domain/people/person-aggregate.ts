import {
  type Actor,
  type Aggregate,
  accept,
  type Context,
  type Decision,
  type Recorded,
  refuse,
} from '../kernel/index.ts';
import { type District, indexed } from '../places/index.ts';
import { mayPerson } from './may.ts';
import type { PersonCommand, PersonEvent, PersonState } from './person.ts';

const NO_PERSON: PersonState = { known: false, posts: [] };

function decide(state: PersonState, command: PersonCommand, ctx: Context<District>): Decision<PersonEvent> {
  const person = command.stream.slice('person/'.length);
  if (person === ctx.by.person) return refuse('person.own-post');
  if (!mayPerson(command.type, ctx.by)) return refuse('person.may-not', { step: command.type });
  const { post } = command.data;
  const held = state.posts.some((row) => row.post === post);
  if (command.type === 'person.relieve')
    return held ? accept({ type: 'person.relieved', data: command.data }) : refuse('person.post-not-held', { post });
  if (held) return refuse('person.post-held', { post });
  const known = indexed(ctx.district).posts.get(post);
  if (!known) return refuse('person.unknown-post', { post });
  return accept({ type: 'person.appointed', data: { post, unit: known.unit, area: known.area } });
}

function evolve(state: PersonState, recorded: Recorded<PersonEvent['type'], PersonEvent['data']>): PersonState {
  const event = recorded as unknown as PersonEvent;
  switch (event.type) {
    case 'person.appointed':
      return { known: true, posts: [...state.posts, { ...event.data, since: recorded.at }] };
    case 'person.relieved':
      return { ...state, posts: state.posts.filter((row) => row.post !== event.data.post) };
  }
}

export const personAggregate: Aggregate<PersonState, PersonCommand, PersonEvent, District> = {
  kind: 'person',
  initial: NO_PERSON,
  decide,
  evolve,
};

/**
 * Who a person is when acting: roles come from the posts as the district has them now, so a post that loses a role
 * loses it for everybody at once; a post that is no longer in the district gives nothing.
 * @param unit act for this unit, for those who hold posts in several; left out, all posts count and the first gives unit and area.
 */
export function actorOf(person: string, state: PersonState, district: District, unit?: string): Actor {
  const { posts } = indexed(district);
  const held = state.posts
    .flatMap((row) => posts.get(row.post) ?? [])
    .filter((post) => unit === undefined || post.unit === unit);
  const roles = [...new Set(held.flatMap((post) => post.roles))];
  return { person, roles, unit: held[0]?.unit, area: held.find((post) => post.area !== undefined)?.area };
}
