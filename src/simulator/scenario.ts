import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Position } from '../domain/kernel/index.ts';
import type { Level, Words } from '../domain/places/index.ts';
import { makeRain, type Rain } from './weather/rain.ts';
import { type Fix, readTrack } from './weather/track.ts';
import { type Behaviour, readBehaviour } from './weather/water.ts';

/** A message of the outside, and the door by which it comes. */
export interface ScenarioWarning {
  readonly id: string;
  readonly at: number;
  readonly door: 'cap' | 'text';
  readonly body: string;
  readonly kind: string;
  readonly colour: 'blue' | 'yellow' | 'orange' | 'red';
  readonly action: string;
}

/** An order of the level above; `level` null ends the response. */
export interface ScenarioOrder {
  readonly at: number;
  readonly level: Level | null;
  readonly number: string;
  readonly issuer: string;
  readonly text: string;
}

export interface IncidentKind {
  readonly category: string;
  /** Mean number in the whole storm. */
  readonly expected: number;
  /** How much of it follows the wind and how much the rain. */
  readonly wind: number;
  readonly rain: number;
  readonly place: 'street' | 'tree' | 'compound' | 'stairwell' | 'home' | 'underground';
  /** Share that is found when somebody goes and looks. */
  readonly real: number;
  readonly words: readonly string[];
}

export interface IncidentModel {
  readonly gustFrom: number;
  readonly gustPower: number;
  readonly rainPower: number;
  readonly duplicateShare: number;
  readonly duplicateMinutes: number;
  readonly duplicateMetres: number;
  readonly nightShare: number;
  readonly sources: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly kinds: readonly IncidentKind[];
}

interface Receipts {
  readonly minutes: number;
  readonly spread: number;
  readonly lost: number;
  readonly late: number;
  readonly lateMinutes: number;
  readonly twice: number;
}

/** How people behave; see people.json. Minutes unless named otherwise. */
export interface People {
  readonly desk: Readonly<Record<'accept' | 'verify' | 'register' | 'dispatch' | 'check' | 'spread', number>>;
  readonly unit: Readonly<
    Record<
      | 'take'
      | 'travel'
      | 'forgetsShare'
      | 'refusesShare'
      | 'spread'
      | 'delayShare'
      | 'suspendShare'
      | 'helpShare'
      | 'reworkShare'
      | 'withoutPhotoShare'
      | 'fixOnSpotShare',
      number
    >
  > & { readonly handle: Readonly<Record<string, number>> };
  readonly reporter: Readonly<Record<'evaluateShare' | 'solvedShare' | 'disputeShare' | 'minutes', number>>;
  readonly task: Readonly<
    Record<'confirm' | 'start' | 'spread' | 'forgetsShare' | 'latePull' | 'notApplicableShare', number>
  >;
  readonly order: Readonly<Record<'receive' | 'done', number>>;
  readonly household: {
    readonly digitalReceipt: Receipts;
    readonly smsReceipt: Receipts;
    readonly call: { readonly answers: number };
    readonly leader: { readonly answers: number };
    readonly answers: Readonly<Record<'digital' | 'sms' | 'minutes' | 'spread', number>>;
    readonly visit: Readonly<
      Record<'seen' | 'nobody' | 'refused' | 'perStairwell' | 'perDoor' | 'fromHour' | 'toHour', number>
    >;
    readonly needsHelp: number;
    readonly needs: readonly string[];
    readonly helpMinutes: number;
  };
  readonly sweep: Readonly<
    Record<
      | 'footMinutesPerTarget'
      | 'videoSecondsPerTarget'
      | 'hazardFoot'
      | 'hazardVideo'
      | 'fixedShare'
      | 'notReachable'
      | 'returnMinutes',
      number
    >
  >;
  readonly command: Readonly<Record<'sign' | 'spread', number>>;
}

/** A storm as data, read from scenarios/<id>/. */
export interface Scenario {
  readonly id: string;
  readonly name: Words;
  readonly district: string;
  readonly from: number;
  readonly to: number;
  readonly seed: number;
  /** Station whose signals the notices name. */
  readonly station: string;
  readonly speed: number;
  readonly place: Position;
  readonly track: readonly Fix[];
  readonly warnings: readonly ScenarioWarning[];
  readonly orders: readonly ScenarioOrder[];
  readonly rainWindows: Parameters<typeof makeRain>[0];
  readonly gauges: Readonly<Record<string, Behaviour>>;
  readonly incidents: IncidentModel;
  readonly people: People;
}

/** @throws Error when a file is missing, or a time in it cannot be read. */
export function readScenario(folder: string): Scenario {
  const text = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
  const json = (name: string) => JSON.parse(text(name));
  const instant = (value: string): number => {
    const at = Date.parse(value);
    if (Number.isNaN(at)) throw new Error(`${folder}: "${value}" is not a time`);
    return at;
  };
  const head = json('scenario.json');
  const gaugeNames = ['clean', 'drifting', 'noisy', 'stuck', 'lossy'];
  return {
    id: head.id,
    name: head.name,
    district: head.district,
    from: instant(head.from),
    to: instant(head.to),
    seed: head.seed,
    station: head.station,
    speed: head.speed,
    place: [head.place.lon, head.place.lat],
    track: readTrack(text('track.csv')),
    warnings: json('warnings.json').warnings.map((w: { file: string; at: string }) => ({
      ...w,
      at: instant(w.at),
      body: text(w.file),
    })),
    orders: json('orders.json').orders.map((o: { at: string }) => ({ ...o, at: instant(o.at) })),
    rainWindows: json('rain.json').windows.map((w: { from: string; to: string }) => ({
      ...w,
      from: instant(w.from),
      to: instant(w.to),
    })),
    gauges: Object.fromEntries(gaugeNames.map((name) => [name, readBehaviour(text(`gauges/${name}.csv`))])),
    incidents: json('incidents.json'),
    people: json('people.json'),
  };
}

/** The rain of a scenario for a seed. */
export function rainOf(scenario: Scenario, seed: number): Rain {
  return makeRain(scenario.rainWindows, seed);
}
