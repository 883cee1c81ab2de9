import { isDeepStrictEqual } from 'node:util';
import {
  type Actor,
  type Aggregate,
  type Command,
  type Due,
  deriveId,
  type Instant,
  idOf,
  kindOf,
  MINUTE,
  type Recorded,
  type Refusal,
  SYSTEM,
} from '../../src/domain/kernel/index.ts';
import type { District } from '../../src/domain/places/index.ts';
import type { ReactionContext } from '../../src/domain/reactions/index.ts';

/** Whenever this event, then these commands; they are sent as SYSTEM in the same breath. */
export type React = (event: Recorded, context: ReactionContext) => readonly Command[];

export interface WorldOptions {
  readonly aggregates: readonly Aggregate[];
  readonly district: District;
  /** 'YYYY-MM-DD HH:MM' in the district's time, where the story begins. */
  readonly start: string;
  readonly react?: React;
}

export type Answer =
  | { readonly ok: true; readonly id: string; readonly events: readonly Recorded[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** A reaction that sends commands without end is a bug, not a storm. */
const LONGEST_CASCADE = 10_000;

/**
 * The whole system without a database: aggregates, reactions and timers in memory, the clock moved by hand.
 * Every event waits to be named by `expect`; what nobody named fails the story at `end`, and so does a refusal.
 */
export interface World {
  now(): Instant;
  /** Sends a command; a refusal throws, because a story says when it expects one. Answers the id of the command. */
  tell(
    actor: Actor,
    type: string,
    stream: string,
    data: unknown,
    options?: { occurredAt?: string; id?: string },
  ): string;
  /** Sends a command that must be refused, and answers the code. Nothing may have changed. */
  refused(actor: Actor, type: string, stream: string, data: unknown, options?: { occurredAt?: string }): string;
  /** Sends a ready command and answers what became of it, accepted or refused: for stories that throw dice. */
  send(actor: Actor, command: Command): Answer;
  /** How many events of the journal have been named so far. */
  heard(): number;
  /** The events since the last call, by type, in order; exactly these and no other. Answers them. */
  expect(...types: readonly string[]): readonly Recorded[];
  /** Moves the clock on; timers ring on the way, each at its own time. */
  until(time: string): void;
  forward(minutes: number): void;
  state<T>(stream: string): T;
  exists(stream: string): boolean;
  streams(kind: string): readonly string[];
  journal(): readonly Recorded[];
  /** Fails if an event was not named, or if the fold over the journal is not what the world holds. */
  end(): void;
}

export function createWorld({ aggregates, district, start, react = () => [] }: WorldOptions): World {
  const kinds = new Map(aggregates.map((aggregate) => [aggregate.kind, aggregate]));
  let states = new Map<string, unknown>();
  let ordinals = new Map<string, number>();
  const versions = new Map<string, number>();
  const journal: Recorded[] = [];
  let now = instantOf(start, district);
  let heard = 0;
  let sent = 0;

  const kindFor = (stream: string): Aggregate => {
    const aggregate = kinds.get(kindOf(stream));
    if (!aggregate) throw new Error(`this world knows no ${kindOf(stream)}`);
    return aggregate;
  };
  const sight = (by: Actor): ReactionContext => ({
    now,
    district,
    by,
    state: <T>(stream: string) => states.get(stream) as T | undefined,
    open: (kind) =>
      [...states]
        .filter(([stream, state]) => kindOf(stream) === kind && kinds.get(kind)?.open?.(state))
        .map(([stream]) => stream)
        .sort(),
  });

  function decideOne(actor: Actor, command: Command): Answer {
    const aggregate = kindFor(command.stream);
    const needed = new Set(aggregate.needs?.(command) ?? []);
    const decision = aggregate.decide(states.get(command.stream) ?? aggregate.initial, command, {
      now,
      by: actor,
      district,
      commandId: command.id,
      state<T>(stream: string): T | undefined {
        if (stream !== command.stream && !needed.has(stream))
          throw new Error(`${command.type} looks at ${stream} without having named it in needs()`);
        return states.get(stream) as T | undefined;
      },
      ordinal(series) {
        const next = (ordinals.get(series) ?? 0) + 1;
        ordinals.set(series, next);
        return next;
      },
    });
    if (!decision.ok) return { ok: false, refusal: decision.refusal };
    const events = decision.events.map((event): Recorded => {
      const version = (versions.get(command.stream) ?? 0) + 1;
      versions.set(command.stream, version);
      const recorded: Recorded = {
        seq: journal.length + 1,
        stream: command.stream,
        version,
        type: event.type,
        // As the journal keeps it: what JSON cannot say is not said.
        data: asJson(event.data),
        by: actor.unit === undefined ? { person: actor.person } : { person: actor.person, unit: actor.unit },
        at: now,
        occurredAt: command.occurredAt ?? now,
        commandId: command.id,
      };
      journal.push(recorded);
      states.set(command.stream, aggregate.evolve(states.get(command.stream) ?? aggregate.initial, recorded));
      return recorded;
    });
    return { ok: true, id: command.id, events };
  }

  /** One command and all that follows from it; a refusal anywhere takes everything back. */
  function submit(actor: Actor, command: Command): Answer {
    const before = { states: new Map(states), ordinals: new Map(ordinals), length: journal.length };
    const back = (refusal: Refusal): Answer => {
      states = before.states;
      ordinals = before.ordinals;
      for (const event of journal.splice(before.length).reverse()) versions.set(event.stream, event.version - 1);
      return { ok: false, refusal };
    };
    const answer = decideOne(actor, command);
    if (!answer.ok) return back(answer.refusal);
    const queue = [...answer.events];
    for (let event = queue.shift(), steps = 0; event; event = queue.shift(), steps++) {
      if (steps > LONGEST_CASCADE) throw new Error(`reactions to ${command.type} do not come to an end`);
      for (const reaction of react(event, sight(actor))) {
        const followed = decideOne(SYSTEM, reaction);
        if (!followed.ok) return back(followed.refusal);
        queue.push(...followed.events);
      }
    }
    return answer;
  }

  function command(
    type: string,
    stream: string,
    data: unknown,
    options: { occurredAt?: string; id?: string } = {},
  ): Command {
    sent += 1;
    const id = options.id ?? deriveId('world', sent);
    return options.occurredAt === undefined
      ? { id, type, stream, data }
      : { id, type, stream, data, occurredAt: instantOf(options.occurredAt, district) };
  }

  function nextDue(until: Instant): { stream: string; due: Due } | undefined {
    let first: { stream: string; due: Due } | undefined;
    for (const [stream, state] of states) {
      const due = kindFor(stream).due?.(state);
      if (due && due.at <= until && (!first || due.at < first.due.at)) first = { stream, due };
    }
    return first;
  }

  function moveTo(until: Instant): void {
    if (until < now) throw new Error('a clock does not run backwards');
    for (let next = nextDue(until); next; next = nextDue(until)) {
      now = Math.max(now, next.due.at);
      const { stream, due } = next;
      const id = deriveId('due', stream, versions.get(stream) ?? 0, due.type);
      const answer = submit(SYSTEM, { id, type: due.type, stream, data: due.data });
      if (!answer.ok) throw new Error(`the timer ${due.type} of ${stream} was refused: ${answer.refusal.code}`);
      if (JSON.stringify(kindFor(stream).due?.(states.get(stream))) === JSON.stringify(due))
        throw new Error(`the timer ${due.type} of ${stream} rings for ever`);
    }
    now = until;
  }

  return {
    now: () => now,
    send: submit,
    heard: () => heard,
    tell(actor, type, stream, data, options) {
      const answer = submit(actor, command(type, stream, data, options));
      if (!answer.ok)
        throw new Error(
          `${type} on ${stream} by ${actor.person} was refused: ${answer.refusal.code} ${JSON.stringify(answer.refusal.params ?? {})}`,
        );
      return answer.id;
    },
    refused(actor, type, stream, data, options) {
      const length = journal.length;
      const answer = submit(actor, command(type, stream, data, options));
      if (answer.ok)
        throw new Error(
          `${type} on ${stream} by ${actor.person} should have been refused, but made ${answer.events.map((event) => event.type).join(', ')}`,
        );
      if (journal.length !== length) throw new Error(`${type} was refused and yet left something in the journal`);
      return answer.refusal.code;
    },
    expect(...types) {
      const events = journal.slice(heard);
      heard = journal.length;
      const seen = events.map((event) => event.type);
      if (!isDeepStrictEqual(seen, [...types]))
        throw new Error(`expected  ${types.join(', ') || 'nothing'}\nhappened  ${seen.join(', ') || 'nothing'}`);
      return events;
    },
    until: (time) => moveTo(instantOf(time, district)),
    forward: (minutes) => moveTo(now + minutes * MINUTE),
    state<T>(stream: string): T {
      if (!states.has(stream)) throw new Error(`${stream} does not exist`);
      return states.get(stream) as T;
    },
    exists: (stream) => states.has(stream),
    streams: (kind) => [...states.keys()].filter((stream) => kindOf(stream) === kind),
    journal: () => journal,
    end() {
      const left = journal.slice(heard).map((event) => `${event.type} (${idOf(event.stream)})`);
      if (left.length > 0) throw new Error(`nobody expected  ${left.join(', ')}`);
      const folded = new Map<string, unknown>();
      for (const event of journal) {
        const aggregate = kindFor(event.stream);
        // Through JSON after every step, as a row of a database or a snapshot would carry it.
        folded.set(event.stream, asJson(aggregate.evolve(folded.get(event.stream) ?? aggregate.initial, event)));
      }
      for (const [stream, state] of states) {
        if (!isDeepStrictEqual(folded.get(stream), asJson(state)))
          throw new Error(`the fold over the journal is not the state of ${stream}`);
      }
      if (folded.size !== states.size) throw new Error('the journal knows other streams than the world');
    },
  };
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** 'YYYY-MM-DD HH:MM[:SS]' in the district's own time → instant. */
export function instantOf(time: string, district: Pick<District, 'calendar'>): Instant {
  const match = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})(?::(\d{2}))?$/.exec(time);
  if (!match) throw new Error(`not a time of the story: ${time}`);
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second) - district.calendar.utcOffsetMinutes * MINUTE;
}
