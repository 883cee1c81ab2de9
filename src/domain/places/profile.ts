import {
  type Aggregate,
  accept,
  type Command,
  type Decision,
  type Event,
  type Instant,
  refuse,
} from '../kernel/index.ts';
import type { District } from './district.ts';

/**
 * Which version of its reference data a district works with, on stream 'district/profile'. The data itself is kept
 * beside the journal by digest: the journal says when which version came into force and who put it there.
 */
export interface ProfileState {
  readonly adopted: Adoption | null;
  /** Digests by version, so that a version never means two things. */
  readonly versions: Readonly<Record<string, string>>;
}

export interface Adoption {
  readonly version: string;
  /** SHA-256 of the pack, 64 hex digits. */
  readonly digest: string;
  /** Rows by list: committees, stairwells, households … */
  readonly counts: Readonly<Record<string, number>>;
  readonly at: Instant;
  readonly by: string;
}

type Told = Pick<Adoption, 'version' | 'digest' | 'counts'>;
export type ProfileCommand = Command<'district.adopt', Told>;
export type ProfileEvent = Event<'district.adopted', Told & { readonly before: string | null }>;

const MAY_ADOPT: readonly string[] = ['admin', 'system'];
const DIGEST = /^[0-9a-f]{64}$/;

export const profileAggregate: Aggregate<ProfileState, ProfileCommand, ProfileEvent, District> = {
  kind: 'district',
  initial: { adopted: null, versions: {} },

  decide(state, command, context): Decision<ProfileEvent> {
    const { version, digest, counts } = command.data;
    if (!context.by.roles.some((role) => MAY_ADOPT.includes(role))) return refuse('district.may-not');
    if (!DIGEST.test(digest)) return refuse('district.digest');
    if (state.adopted?.digest === digest) return refuse('district.same', { version: state.adopted.version });
    const known = state.versions[version];
    if (known !== undefined && known !== digest) return refuse('district.version-reused', { version });
    return accept({
      type: 'district.adopted',
      data: { version, digest, counts, before: state.adopted?.version ?? null },
    });
  },

  evolve(state, event) {
    const { version, digest, counts } = event.data;
    return {
      adopted: { version, digest, counts, at: event.at, by: event.by.person },
      versions: { ...state.versions, [version]: digest },
    };
  },
};
