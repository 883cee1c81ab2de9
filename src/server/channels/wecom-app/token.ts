import { call, type Fate, record } from '../call.ts';
import type { World } from '../channel.ts';

/** Renewed so long before its end that a request on its way does not meet it. */
const EARLY_MS = 300_000;

export type Token = { readonly token: string } | { readonly fate: Fate };

/**
 * The access token: 7,200 s, one for all requests ("不能频繁调用gettoken接口"), so it is kept, and callers that come at
 * once wait for the same answer. What fails here has sent no message: never a doubt.
 */
export class AccessToken {
  readonly #ask: () => Promise<Token>;
  #held: { readonly token: string; readonly until: number } | undefined;
  #asking: Promise<Token> | undefined;
  readonly #world: World;

  constructor(world: World, url: string) {
    this.#world = world;
    this.#ask = async () => {
      const reply = await call(world, url, { method: 'GET' });
      if (!reply.ok)
        return {
          fate: reply.fate.state === 'doubt' ? { state: 'refused', code: reply.fate.code, again: true } : reply.fate,
        };
      const { errcode, access_token: token, expires_in: seconds } = record(reply.json);
      if (errcode === 0 && typeof token === 'string') {
        this.#held = { token, until: world.now() + Number(seconds) * 1000 - EARLY_MS };
        return { token };
      }
      const again = errcode === -1 || errcode === 45009;
      return {
        fate: { state: 'refused', code: String(errcode ?? 'unreadable'), again, ...(again ? { waitMs: 5_000 } : {}) },
      };
    };
  }

  async get(): Promise<Token> {
    if (this.#held && this.#world.now() < this.#held.until) return { token: this.#held.token };
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** Forgets a token that was refused, unless another one is held already. */
  drop(token: string): void {
    if (this.#held?.token === token) this.#held = undefined;
  }
}
