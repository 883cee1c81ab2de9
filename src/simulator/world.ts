import { type Command, deriveId, MINUTE, type Recorded } from '../domain/kernel/index.ts';
import type { District } from '../domain/places/index.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import type { Cast } from './cast.ts';
import { type Answer, type Client, Refusal, type Session } from './client.ts';
import type { Incident } from './incidents.ts';
import type { Mirror } from './mirror.ts';
import { type Random, random } from './random.ts';
import type { Scenario } from './scenario.ts';
import type { Rain } from './weather/rain.ts';

/** Parts that a person may play instead of the simulator. */
export type Part = 'desk' | 'commander';

/** A command without the id that its sender makes. */
export type Wish = Pick<Command, 'type' | 'stream' | 'data' | 'occurredAt'>;

/** What the acts of the simulator have in their hands. */
export interface World {
  readonly tenant: string;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly district: District;
  readonly rain: Rain;
  readonly incidents: readonly Incident[];
  readonly cast: Cast;
  readonly mirror: Mirror;
  readonly client: Client;
  /** Tenant time of the tick. */
  now(): number;
  /** Means to do something at a tenant time; in the past: at the next tick. */
  at(time: number, act: () => void): void;
  /** The same, some minutes from now. */
  after(minutes: number, act: () => void): void;
  /** Says a command at the end of this tick. A refusal is counted, and told to `refused` if given. */
  say(session: Session | undefined, wish: Wish, refused?: (code: string) => void): void;
  /** Goes to another door at the end of this tick, before the commands. */
  errand(what: string, go: () => Promise<void>): void;
  /** Says a command at once, within an errand. */
  sayNow(session: Session, wish: Wish): Promise<Answer>;
  random(...name: readonly (string | number)[]): Random;
  /** Whether a person plays this part just now. */
  isPlayed(part: Part): boolean;
}

/** Somebody or something that reacts to what happens. */
export interface Player {
  begin?(): void;
  on?(event: Recorded): void;
}

export interface Tally {
  commands: number;
  /** Code → how often. Refusals are part of the play (two people answer the same call); strange ones are a bug. */
  readonly refused: Record<string, number>;
}

export interface Stage {
  readonly world: World;
  readonly tally: Tally;
  readonly agenda: Agenda<() => void>;
  /** Ids of the commands said here, to tell one's own events from those of people. */
  isOwn(commandId: string): boolean;
  setNow(now: number): void;
  /** Joins a storm that is under way: ids of before are not made again for other words. */
  join(seq: number): void;
  setPlayed(played: (part: Part) => boolean): void;
  /** Runs what is meant for now or earlier and brings it to the doors. */
  tick(): Promise<void>;
}

export interface StageParts {
  readonly tenant: string;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly district: District;
  readonly rain: Rain;
  readonly incidents: readonly Incident[];
  readonly cast: Cast;
  readonly mirror: Mirror;
  readonly client: Client;
  readonly onRefused?: (code: string, wish: Wish, login: string) => void;
}

interface Said {
  readonly command: Command;
  readonly refused: ((code: string) => void) | undefined;
}

/** Own commands remembered to recognise their events; older ones have long come back. */
const REMEMBERED = 50_000;

export function createStage(parts: StageParts): Stage {
  const agenda = createAgenda<() => void>();
  const tally: Tally = { commands: 0, refused: {} };
  const counters = new Map<string, number>();
  const own = new Set<string>();
  let salt = 0;
  let now = parts.scenario.from;
  let played: (part: Part) => boolean = () => false;
  let errands: { what: string; go: () => Promise<void> }[] = [];
  let said = new Map<Session, Said[]>();

  function commandOf(wish: Wish): Command {
    const name = `${wish.type} ${wish.stream}`;
    const nth = (counters.get(name) ?? 0) + 1;
    counters.set(name, nth);
    const id = deriveId('simulator', parts.seed, salt, name, nth);
    own.add(id);
    if (own.size > REMEMBERED) own.delete(own.values().next().value as string);
    return { id, ...wish } as Command;
  }
  function judge(answer: Answer | undefined, wish: Wish, session: Session, refused?: (code: string) => void): void {
    tally.commands++;
    if (!answer || !('refusal' in answer)) return;
    const { code } = answer.refusal;
    tally.refused[code] = (tally.refused[code] ?? 0) + 1;
    parts.onRefused?.(code, wish, session.login);
    refused?.(code);
  }

  const world: World = {
    ...parts,
    now: () => now,
    at: (time, act) => agenda.add(time, act),
    after: (minutes, act) => agenda.add(now + Math.round(minutes * MINUTE), act),
    say(session, wish, refused) {
      if (!session) return;
      const list = said.get(session) ?? [];
      said.set(session, list);
      list.push({ command: commandOf(wish), refused });
    },
    errand: (what, go) => errands.push({ what, go }),
    async sayNow(session, wish) {
      const [answer] = await session.send([commandOf(wish)]);
      judge(answer, wish, session);
      return answer as Answer;
    },
    random: (...name) => random(parts.seed, ...name),
    isPlayed: (part) => played(part),
  };

  return {
    world,
    tally,
    agenda,
    isOwn: (id) => own.has(id),
    join(seq) {
      salt = seq;
    },
    setNow(to) {
      now = to;
    },
    setPlayed(to) {
      played = to;
    },
    async tick() {
      for (const act of agenda.take(now)) act();
      const going = errands;
      const saying = said;
      errands = [];
      said = new Map();
      for (const { what, go } of going) {
        try {
          await go();
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          tally.refused[error.code] = (tally.refused[error.code] ?? 0) + 1;
          parts.onRefused?.(error.code, { type: what, stream: '', data: error.message }, '');
        }
      }
      for (const [session, list] of saying) {
        const answers = await session.send(list.map((one) => one.command));
        list.forEach((one, i) => {
          judge(answers[i], one.command, session, one.refused);
        });
      }
    },
  };
}
