import type { Actor } from '../../domain/kernel/index.ts';

/** A signed-in person at a door. Bound to one tenant for its whole life. */
export interface Session {
  /** SHA-256 of the cookie's token, hex; the token itself is kept nowhere. */
  readonly key: string;
  readonly tenant: string;
  readonly account: string;
  readonly login: string;
  readonly name: string;
  readonly actor: Actor;
  readonly csrf: string;
  readonly mustChange: boolean;
  /** Real time at which it ends whatever happens. */
  readonly expiresAt: number;
}
