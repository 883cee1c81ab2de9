import { aggregates } from '../aggregates.ts';
import { type Actor, type Command, type Instant, idOf, kindOf, type Recorded, type Refusal } from '../kernel/index.ts';
import type { District } from '../places/index.ts';

/** A stream as far as one knows it. Version 0: one knows that there is none. */
export interface KnownStream {
  readonly version: number;
  readonly state: unknown;
}
export type KnownStreams = Readonly<Record<string, KnownStream>>;

/** What a command would do: the streams after it, or why it would be refused. */
export type Foreseen =
  | { readonly ok: true; readonly streams: KnownStreams }
  | { readonly ok: false; readonly refusal: Refusal }
  /** This device does not hold what it would have to know. Only the server can tell. */
  | { readonly ok: undefined };

const byKind = new Map(aggregates.map((aggregate) => [aggregate.kind, aggregate]));

/** Thrown by `state` and `ordinal` where a device without the server cannot know. */
class Unknown extends Error {}

/**
 * Decides a command on what a device knows, by the same rules as the server, so that who has no signal hears at once
 * what is wrong. The server decides again when it arrives, and its word is the one that counts; reactions are left to it.
 */
export function foresee(
  streams: KnownStreams,
  command: Command,
  actor: Actor,
  now: Instant,
  district: District,
): Foreseen {
  const aggregate = byKind.get(kindOf(command.stream));
  if (!aggregate) return { ok: undefined };
  const known = streams[command.stream];
  const held = known?.version === 0 ? undefined : known;
  // What founds a stream of its own is new by its name; anything else would have to be known.
  if (!known && idOf(command.stream) !== command.id) return { ok: undefined };
  try {
    const decision = aggregate.decide(held?.state ?? aggregate.initial, command, {
      now,
      by: actor,
      district,
      commandId: command.id,
      state: <T>(name: string): T | undefined => {
        const other = streams[name];
        if (!other) throw new Unknown();
        return other.version === 0 ? undefined : (other.state as T);
      },
      // Numbers that are read aloud are given by the server; a 0 here is never shown.
      ordinal: () => 0,
    });
    if (!decision.ok) return { ok: false, refusal: decision.refusal };
    let state: unknown = held?.state ?? aggregate.initial;
    let version = held?.version ?? 0;
    for (const { type, data } of decision.events) {
      version += 1;
      const event: Recorded = {
        seq: 0,
        stream: command.stream,
        version,
        type,
        data,
        by: actor.unit ? { person: actor.person, unit: actor.unit } : { person: actor.person },
        at: now,
        occurredAt: command.occurredAt ?? now,
        commandId: command.id,
      };
      state = aggregate.evolve(state, event);
    }
    return { ok: true, streams: { ...streams, [command.stream]: { version, state } } };
  } catch (error) {
    if (error instanceof Unknown) return { ok: undefined };
    throw error;
  }
}
