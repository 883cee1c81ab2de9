import { kindOf, MINUTE } from '../../domain/kernel/index.ts';
import type { Door, DoorsState } from '../../domain/notices/index.ts';
import type { Rung } from '../../domain/places/index.ts';
import type { Player, World } from '../world.ts';

const HOUR = 60 * MINUTE;
/** Facts of one stairwell are told together in steps of so many minutes: carriers and apps report in batches too. */
const STEP = 10;
/** The same where somebody speaks: a call list is entered as it is worked off. */
const SPOKEN_STEP = 5;
/** Pairs that one committee can send from door to door at the same time. */
const PAIRS = 6;

/**
 * Households, the message carrier, the telephone and the committees at the doors. Every household behaves as its seed
 * says: whether it hears, when it answers, whether somebody is home.
 */
export function doorPlayer(world: World): Player {
  const people = world.scenario.people.household;
  /** When each pair of a committee is free again. */
  const pairs = new Map<string, number[]>();
  /** Facts waiting to be told, by stream and time and kind. */
  const waiting = new Map<string, string[]>();
  const onTheWay = new Set<string>();
  const gateway = world.cast.find('gateway') ?? world.cast.find('intake');

  const doorsOf = (stream: string): DoorsState | undefined => world.mirror.state<DoorsState>(stream);
  const isOver = (doors: DoorsState): boolean => doors.ended !== undefined;

  /** Gathers facts of one kind of a stairwell into one command. */
  function tellAt(
    at: number,
    step: number,
    stream: string,
    kind: string,
    household: string,
    say: (households: readonly string[]) => void,
  ): void {
    const slot = Math.ceil(at / (step * MINUTE)) * step * MINUTE;
    const key = `${stream} ${slot} ${kind}`;
    const list = waiting.get(key);
    if (list) {
      list.push(household);
      return;
    }
    waiting.set(key, [household]);
    world.at(slot, () => {
      const households = waiting.get(key) ?? [];
      waiting.delete(key);
      const doors = doorsOf(stream);
      if (doors && !isOver(doors)) say(households);
    });
  }

  function onRung(stream: string, doors: DoorsState, household: string, door: Door): void {
    const rung = doors.ladder[door.rung];
    const draw = world.random('door', stream, household, door.rung);
    const now = world.now();
    const committee = world.cast.find('committee', { area: doors.committee }) ?? world.cast.find('intake');
    const receipt = (channel: Rung['channel'], at: number): void =>
      tellAt(at, STEP, stream, `receipt ${channel}`, household, (delivered) =>
        world.say(gateway, { type: 'doors.record-delivery', stream, data: { channel, delivered, failed: [] } }),
      );
    const confirm = (at: number, by: string, way: string): void =>
      tellAt(
        at,
        way === 'app' || way === 'digit' ? STEP : SPOKEN_STEP,
        stream,
        `confirm ${by} ${way}`,
        household,
        (households) =>
          world.say(by === 'self' && way !== 'call' ? gateway : committee, {
            type: 'doors.confirm',
            stream,
            data: { households, by, way },
          }),
      );
    const failed = (channel: Rung['channel'], at: number): void =>
      tellAt(at, SPOKEN_STEP, stream, `failed ${channel}`, household, (list) =>
        world.say(committee, { type: 'doors.record-delivery', stream, data: { channel, delivered: [], failed: list } }),
      );

    switch (rung?.channel) {
      case 'digital':
      case 'sms': {
        const how = rung.channel === 'digital' ? people.digitalReceipt : people.smsReceipt;
        const late = draw.chance(how.late);
        const wait = late ? draw.logNormal(how.lateMinutes, 0.4) : draw.logNormal(how.minutes, how.spread);
        const lost = draw.chance(how.lost);
        if (!lost) receipt(rung.channel, now + wait * MINUTE);
        // Carriers say the same twice; it must count once.
        if (!lost && draw.chance(how.twice)) receipt(rung.channel, now + (wait + 12) * MINUTE);
        if (!lost && draw.chance(people.answers[rung.channel])) {
          const at = now + (wait + draw.logNormal(people.answers.minutes, people.answers.spread)) * MINUTE;
          if (draw.chance(people.needsHelp)) askHelp(stream, household, at, 'digit');
          else confirm(at, draw.chance(0.95) ? 'self' : 'relative', rung.channel === 'digital' ? 'app' : 'digit');
        }
        break;
      }
      case 'call': {
        const at = now + draw.between(1, Math.max(2, rung.waitMinutes * 0.9)) * MINUTE;
        if (!draw.chance(people.call.answers)) failed('call', at);
        else if (draw.chance(people.needsHelp)) askHelp(stream, household, at, 'call');
        else confirm(at, draw.chance(0.8) ? 'self' : 'relative', 'call');
        break;
      }
      case 'stairwell-leader': {
        const at = now + draw.between(2, Math.max(3, rung.waitMinutes * 0.9)) * MINUTE;
        if (draw.chance(people.leader.answers)) confirm(at, 'stairwell-leader', 'visit');
        else failed('stairwell-leader', at);
        break;
      }
      default:
        goTo(stream, doors);
    }
  }

  function askHelp(stream: string, household: string, at: number, way: 'digit' | 'call' | 'visit'): void {
    const draw = world.random('help', stream, household);
    const category = draw.pick(people.needs);
    world.at(at, () => {
      const doors = doorsOf(stream);
      if (!doors || isOver(doors)) return;
      const who = way === 'digit' ? gateway : (world.cast.find('committee', { area: doors.committee }) ?? gateway);
      world.say(who, { type: 'doors.needs-help', stream, data: { household, category, note: '住户来电求助', way } });
    });
  }

  /** Puts the stairwell on the list of its committee; a pair goes when one is free and it is not night. */
  function goTo(stream: string, doors: DoorsState): void {
    if (onTheWay.has(stream)) return;
    onTheWay.add(stream);
    const free = pairs.get(doors.committee) ?? Array.from({ length: PAIRS }, () => 0);
    pairs.set(doors.committee, free);
    const next = free.indexOf(Math.min(...free));
    const draw = world.random('visit', stream, world.now());
    const start = daytime(Math.max(free[next] as number, world.now() + draw.between(4, 12) * MINUTE), doors.ladder);
    const knocks = Object.values(doors.doors).filter((door) => wantsVisit(door, doors)).length;
    const minutes = draw.logNormal(people.visit.perStairwell + people.visit.perDoor * knocks, 0.4);
    free[next] = start + minutes * MINUTE;
    world.at(Math.ceil((free[next] as number) / (SPOKEN_STEP * MINUTE)) * SPOKEN_STEP * MINUTE, () => visit(stream));
  }

  /** Doors are knocked at by day; while a level with a short ladder holds (Ⅱ, Ⅰ), at any hour. */
  function daytime(at: number, ladder: readonly Rung[]): number {
    const urgent = (ladder.at(-1)?.waitMinutes ?? 60) <= 30;
    const hour = ((at + 8 * HOUR) / HOUR) % 24;
    if (urgent || (hour >= people.visit.fromHour && hour < people.visit.toHour)) return at;
    const untilMorning = (people.visit.fromHour - hour + 24) % 24;
    return at + untilMorning * HOUR;
  }

  function visit(stream: string): void {
    onTheWay.delete(stream);
    const doors = doorsOf(stream);
    if (!doors || isOver(doors)) return;
    const visits: { household: string; result: string }[] = [];
    for (const [household, door] of Object.entries(doors.doors)) {
      if (!wantsVisit(door, doors)) continue;
      const draw = world.random('at the door', stream, household, door.notes);
      // Who starts at the door without being one of those to go first lives in a flat that may well be empty.
      const empty =
        !door.first &&
        door.rung >= doors.ladder.length - 1 &&
        door.tries === 0 &&
        world.random('empty', household).chance(0.35);
      const roll = draw.next();
      if (empty) visits.push({ household, result: 'vacant' });
      else if (roll < people.visit.refused) visits.push({ household, result: 'refused' });
      else if (roll < people.visit.refused + people.visit.nobody) visits.push({ household, result: 'nobody-home' });
      else {
        visits.push({ household, result: 'seen' });
        if (draw.chance(people.needsHelp)) askHelp(stream, household, world.now() + MINUTE, 'visit');
      }
    }
    const committee = world.cast.find('committee', { area: doors.committee }) ?? world.cast.find('intake');
    if (visits.length > 0) world.say(committee, { type: 'doors.visit', stream, data: { visits } });
    if (visits.some((row) => row.result === 'nobody-home')) {
      // Nobody home: once more in the evening or the next morning.
      world.after(world.random('again', stream, world.now()).between(90, 200), () => {
        const now = doorsOf(stream);
        if (now && !isOver(now) && Object.values(now.doors).some((door) => wantsVisit(door, now))) goTo(stream, now);
      });
    }
  }

  function wantsVisit(door: Door, doors: DoorsState): boolean {
    if (door.state === 'to-visit') return true;
    if (door.state === 'nobody-home') return door.first ? door.notes < 6 : door.notes < doors.visitsEnough;
    const atTheDoor = doors.ladder[door.rung]?.channel === 'door' || door.rung >= doors.ladder.length;
    return atTheDoor && (door.state === 'delivered' || door.state === 'unreached' || door.state === 'pending');
  }

  return {
    on(event) {
      if (kindOf(event.stream) !== 'doors') return;
      const doors = doorsOf(event.stream);
      if (!doors || isOver(doors)) return;
      if (event.type === 'doors.opened') {
        for (const [household, door] of Object.entries(doors.doors)) onRung(event.stream, doors, household, door);
      } else if (event.type === 'doors.climbed') {
        for (const household of (event.data as { households: readonly string[] }).households) {
          const door = doors.doors[household];
          if (door) onRung(event.stream, doors, household, door);
        }
      } else if (event.type === 'doors.help-needed') {
        const { household } = event.data as { household: string };
        // The case that comes of it is handled like any other; the committee goes and looks as well.
        world.after(world.random('helped', event.stream, household).logNormal(people.helpMinutes, 0.5), () => {
          const now = doorsOf(event.stream);
          if (now?.doors[household]?.state !== 'needs-help') return;
          const committee = world.cast.find('committee', { area: now.committee }) ?? world.cast.find('intake');
          world.say(committee, {
            type: 'doors.help-done',
            stream: event.stream,
            data: { household, note: '已上门解决' },
          });
        });
      }
    },
  };
}
