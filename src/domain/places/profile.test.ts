import { describe, expect, it } from 'vitest';
import type { Context, Recorded } from '../kernel/index.ts';
import type { District } from './district.ts';
import { type ProfileCommand, type ProfileEvent, type ProfileState, profileAggregate } from './profile.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const by = (...roles: string[]) => ({ by: { person: 'p1', roles } }) as unknown as Context<District>;
const adopt = (version: string, digest: string): ProfileCommand => ({
  id: '1',
  type: 'district.adopt',
  stream: 'district/profile',
  data: { version, digest, counts: { households: 3 } },
});
const adopted = (state: ProfileState, version: string, digest: string): ProfileState => {
  const decision = profileAggregate.decide(state, adopt(version, digest), by('admin'));
  if (!decision.ok) throw new Error(decision.refusal.code);
  const [event] = decision.events as readonly [ProfileEvent];
  return profileAggregate.evolve(state, { ...event, at: 5, by: { person: 'p1' } } as Recorded<
    ProfileEvent['type'],
    ProfileEvent['data']
  >);
};

describe('district.adopt', () => {
  it('puts a version into force and remembers what each version meant', () => {
    const state = adopted(adopted(profileAggregate.initial, '1', A), '2', B);
    expect(state).toEqual({
      adopted: { version: '2', digest: B, counts: { households: 3 }, at: 5, by: 'p1' },
      versions: { '1': A, '2': B },
    });
    expect(adopted(state, '1', A).adopted?.version).toBe('1');
  });
  it.each([
    ['a dispatcher', profileAggregate.initial, adopt('1', A), by('dispatcher'), 'district.may-not'],
    ['a digest that is none', profileAggregate.initial, adopt('1', 'abc'), by('admin'), 'district.digest'],
    ['the same data again', adopted(profileAggregate.initial, '1', A), adopt('2', A), by('system'), 'district.same'],
    [
      'a version with other data',
      adopted(adopted(profileAggregate.initial, '1', A), '2', B),
      adopt('1', 'c'.repeat(64)),
      by('admin'),
      'district.version-reused',
    ],
  ])('refuses %s', (_what, state, command, context, code) => {
    expect(profileAggregate.decide(state, command, context)).toMatchObject({ ok: false, refusal: { code } });
  });
});
