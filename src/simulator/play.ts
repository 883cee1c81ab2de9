import { aggregates } from '../domain/aggregates.ts';
import { HOUR, MINUTE, type Recorded } from '../domain/kernel/index.ts';
import type { District } from '../domain/places/index.ts';
import { type Cast, signIn } from './cast.ts';
import type { Client, ClockAnswer, EventPage } from './client.ts';
import { drawIncidents, type Incident } from './incidents.ts';
import { createMirror, type Mirror } from './mirror.ts';
import { warningPlayer } from './outside/warnings.ts';
import { weatherPlayer } from './outside/weather.ts';
import type { Casework } from './people/casework.ts';
import { commandPlayer } from './people/command.ts';
import { deskPlayer } from './people/desk.ts';
import { doorPlayer } from './people/doors.ts';
import { dutyPlayer } from './people/duty.ts';
import { reporterPlayer } from './people/reporters.ts';
import { taskPlayer } from './people/tasks.ts';
import { unitPlayer } from './people/units.ts';
import { walkerPlayer } from './people/walkers.ts';
import { rainOf, type Scenario } from './scenario.ts';
import { createStage, type Player, type Stage, type StageParts } from './world.ts';

export interface Play {
  readonly scenario: Scenario;
  readonly stage: Stage;
  readonly mirror: Mirror;
  readonly cast: Cast;
  /** Calls somebody else with each event as well. */
  onEvent(listener: (event: Recorded) => void): void;
  /** Reads new events, folds them and lets everybody react. Answers how many there were. */
  listen(): Promise<number>;
  clock(): Promise<ClockAnswer>;
  /** Moves the drill's clock and waits until everything due on the way has happened. */
  advance(to: number): Promise<void>;
  setSpeed(speed: number): Promise<void>;
}

const PAGE = 5_000;

/** Signs everybody in, draws the storm, and puts all players on the stage. */
export async function preparePlay(
  client: Client,
  tenant: string,
  scenario: Scenario,
  seed: number,
  onRefused?: StageParts['onRefused'],
): Promise<Play> {
  const cast = await signIn(client, tenant);
  // The onlooker must see everything: the shift leader's eyes.
  const eyes = cast.need('shift-leader');
  const operator = cast.need('commander');
  const district = {
    ...(await eyes.get<Omit<District, 'households'>>('/api/v1/district')),
    households: [],
  } as District;
  const rain = rainOf(scenario, seed);
  const incidents: readonly Incident[] = drawIncidents(scenario, district, rain, seed);
  const mirror = createMirror(aggregates);
  const stage = createStage({ tenant, scenario, seed, district, rain, incidents, cast, mirror, client, onRefused });
  const { world } = stage;
  const work: Casework = {
    world,
    background: new Map(),
    firstOf: new Map(),
    municipal: new Set(district.categories.filter((row) => row.municipal).map((row) => row.code)),
  };
  const players: Player[] = [
    warningPlayer(world),
    weatherPlayer(world),
    dutyPlayer(world),
    commandPlayer(world),
    taskPlayer(world),
    reporterPlayer(work),
    deskPlayer(work),
    unitPlayer(work),
    doorPlayer(world),
    walkerPlayer(world),
  ];
  for (const player of players) player.begin?.();

  async function listen(): Promise<number> {
    let count = 0;
    for (;;) {
      const page = await eyes.get<EventPage>(`/api/v1/events?after=${mirror.seq}&limit=${PAGE}`);
      for (const event of page.events) {
        mirror.fold(event);
        for (const player of players) player.on?.(event);
      }
      mirror.skipTo(page.next);
      count += page.events.length;
      if (page.next >= page.head) return count;
    }
  }
  const clock = (): Promise<ClockAnswer> => eyes.get<ClockAnswer>('/api/v1/clock');
  /** Tenant time reaches `to` while the last timers are worked off, and the clock is put before the stepping ends: both must say so. */
  async function hasReached(to: number): Promise<boolean> {
    const answer = await clock();
    return answer.clock.at >= to && answer.now >= to;
  }
  return {
    scenario,
    stage,
    mirror,
    cast,
    listen,
    clock,
    onEvent: (listener) => players.push({ on: listener }),
    async advance(to) {
      await world.sayNow(operator, { type: 'drill.advance', stream: 'drill/clock', data: { to } });
      for (let wait = 1; !(await hasReached(to)); wait = Math.min(wait * 2, 16))
        await new Promise((resolve) => setTimeout(resolve, wait));
    },
    async setSpeed(speed) {
      await world.sayNow(operator, { type: 'drill.set-clock', stream: 'drill/clock', data: { speed } });
    },
  };
}

/** Steps of the lock-step play: never longer than this, so that timers of the server are answered in time. */
const LONGEST_STEP = 6 * MINUTE;
/** Acts are done at the full step: two minutes, so that a storm of five days is some thousand steps. */
const STEP = 2 * MINUTE;
/** How long after the scenario's end work that is still open may be finished. */
const REST = 18 * HOUR;

/**
 * Lock-step with the drill's clock, as fast as the machine can: move the clock to the next step in which somebody
 * means to do something, hear what happened, act. The same seed gives the same commands at the same tenant times.
 * @param isOver asked after the scenario's end: whether everything that must be closed is closed
 * @returns tenant time at the end
 */
export async function playToEnd(
  play: Play,
  isOver: () => boolean,
  progress: (now: number, seq: number) => void,
): Promise<number> {
  const { stage, scenario } = play;
  await play.setSpeed(0);
  let now = Math.max(scenario.from, (await play.clock()).now);
  await play.listen();
  stage.setNow(now);
  await stage.tick();
  for (;;) {
    const next = stage.agenda.nextAt() ?? Number.POSITIVE_INFINITY;
    now = Math.max(now + STEP, Math.min(Math.ceil(next / STEP) * STEP, now + LONGEST_STEP));
    await play.advance(now);
    stage.setNow(now);
    await play.listen();
    await stage.tick();
    progress(now, play.mirror.seq);
    if (now >= scenario.to && (isOver() || now >= scenario.to + REST)) return now;
  }
}

export interface Along {
  readonly pollMs: number;
  stopped(): boolean;
  isOver(): boolean;
}

/**
 * Follows the drill's clock wherever people take it: paused, sped up, jumped. Ends when the storm is over and what must
 * be closed is closed, or well after it, or when `stopped` says so.
 * @returns tenant time at the end
 */
export async function playAlong(
  play: Play,
  along: Along,
  progress: (now: number, seq: number) => void,
): Promise<number> {
  const { stage, scenario } = play;
  for (;;) {
    const started = Date.now();
    const { now } = await play.clock();
    await play.listen();
    stage.setNow(now);
    await stage.tick();
    progress(now, play.mirror.seq);
    if (along.stopped() || now >= scenario.to + REST || (now >= scenario.to && along.isOver())) return now;
    await new Promise((resolve) => setTimeout(resolve, Math.max(10, along.pollMs - (Date.now() - started))));
  }
}
