import type { Words } from '../../domain/places/index.ts';

/** What a channel is to the person who gets it: the ladder of a notice names these, never a provider. */
export type ChannelKind = 'push' | 'wecom' | 'sms' | 'call' | 'email' | 'bot' | 'webhook';

/** One message to one person. `id` is unique per try and is what we give the provider where it takes one. */
export interface Outgoing {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly template?: string;
  readonly link?: string;
  /** BCP 47. */
  readonly lang: string;
}

/** What became of handing it over. 'doubt': no answer came, it may or may not have been taken. */
export type Handed = (
  | { readonly id: string; readonly state: 'taken'; readonly ref: string }
  | {
      readonly id: string;
      readonly state: 'refused';
      readonly code: string;
      readonly again: boolean;
      readonly waitMs?: number;
    }
  | { readonly id: string; readonly state: 'doubt'; readonly code: string }
) & {
  /** Of the addresses of this message: those that the provider says are over, as it knows them. */
  readonly gone?: readonly string[];
};

/** What the provider says later of one message. `ref` is the one of `Handed`; `at` in milliseconds since 1970. */
export interface Receipt {
  readonly ref: string;
  readonly to?: string;
  readonly state: 'delivered' | 'failed' | 'answered';
  readonly at: number;
  readonly code?: string;
  /** Digit pressed or text sent back. */
  readonly answer?: string;
}

/** What somebody sends to our door for a channel. Header names in small letters. */
export interface Pushed {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly now: number;
}
export interface Received {
  readonly receipts: readonly Receipt[];
  /** What the provider expects to read; without it, it pushes again. */
  readonly answer: { readonly status: number; readonly type: string; readonly body: string };
}

export interface Sender {
  /** Where each message is a request of its own: how many of those may be under way at once. */
  readonly atOnce?: number;
  send(batch: readonly Outgoing[]): Promise<readonly Handed[]>;
  /** Asks the provider for receipts not yet fetched. */
  poll?(): Promise<readonly Receipt[]>;
  /** What a provider pushes to our door; throws `Forged` when it does not prove that the provider sent it. */
  receive?(request: Pushed): Received;
  close?(): Promise<void>;
}

export interface CardField {
  readonly key: string;
  readonly words: Words;
  readonly hint?: Words;
  readonly type: 'text' | 'url' | 'secret' | 'number' | 'choice' | 'pem';
  readonly required: boolean;
  readonly choices?: readonly string[];
  readonly default?: string;
  /** The whole value as a regular expression, where the provider gives one form and no other. */
  readonly pattern?: string;
}

/** What a channel can do and wants to know. The settings form and the rate limits of the engine are drawn from it. */
export interface Card {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: Words;
  readonly about: Words;
  readonly fields: readonly CardField[];
  readonly limits: {
    /** Messages in one call of `send`. */
    readonly perRequest: number;
    readonly perSecond?: number;
    readonly perMinute?: number;
    readonly perPersonPerDay?: number;
    /** Bytes of text (UTF-8) in one message. */
    readonly bytes?: number;
  };
  readonly receipts: 'push' | 'poll' | 'both' | 'none';
  /** A repeat with the same id is known as one by the provider. */
  readonly idempotent: boolean;
  readonly answers: boolean;
}

/** Clock and network are given: tests move the one and cut the other. */
export interface World {
  readonly now: () => number;
  readonly fetch: typeof fetch;
}

export interface Channel {
  readonly card: Card;
  open(settings: Readonly<Record<string, string>>, world: World): Sender;
}

/** A push that does not prove its sender. Its code says why; what was pushed is never part of it. */
export class Forged extends Error {
  readonly code: 'signature' | 'timestamp' | 'replay' | 'malformed';
  constructor(code: Forged['code']) {
    super(`a push to a channel's door was refused: ${code}`);
    this.code = code;
  }
}
