import { kindOf, MINUTE } from '../../domain/kernel/index.ts';
import type { PointKind } from '../../domain/places/index.ts';
import type { RoundState, Target } from '../../domain/sweeps/index.ts';
import type { Session } from '../client.ts';
import { windAt } from '../weather/wind.ts';
import type { Player, World } from '../world.ts';

/** Most targets told in one go: a walker's phone sends every few minutes. */
const SLICES = 6;
/** Gust (m/s) at which twice as many hazards are found as on a calm day. */
const GUSTY = 14;

/** Category of what goes wrong at a kind of point where no checklist says it. */
const HAZARD_OF: Partial<Record<PointKind | 'stairwell', string>> = {
  drain: 'ST06',
  tree: 'ST11',
  sign: 'ST20',
  billboard: 'ST21',
  'curtain-wall': 'ST33',
  site: 'ST40',
  underground: 'ST82',
  underpass: 'ST01',
  water: 'ST01',
  'old-house': 'ST60',
  stairwell: 'ST30',
};

/** Those who walk the rounds and sit at the video desk: look at every target, find hazards, miss a few. */
export function walkerPlayer(world: World): Player {
  const people = world.scenario.people.sweep;

  function voice(round: RoundState): Session | undefined {
    if (round.by === 'video')
      return (
        world.cast.find('supervisor', { unit: round.unit }) ??
        world.cast.find('supervisor') ??
        world.cast.find('intake')
      );
    return (
      world.cast.find('handler', { unit: round.unit }) ??
      world.cast.find('committee', { unit: round.unit }) ??
      world.cast.find('supervisor', { unit: round.unit }) ??
      world.cast.find('intake')
    );
  }

  function walk(stream: string, round: RoundState): void {
    const draw = world.random('round', stream);
    const count = round.targets.length;
    const window = Math.max(2, (round.dueAt - world.now()) / MINUTE);
    const natural =
      round.by === 'video' ? (count * people.videoSecondsPerTarget) / 60 : count * people.footMinutesPerTarget;
    // Several go when one alone would not be back in time.
    const takes = Math.min(natural, window * draw.between(0.6, 0.88));
    const slices = Math.max(1, Math.min(SLICES, Math.ceil(takes / 5), count));
    const size = Math.ceil(count / slices);
    const missed: Target[] = [];
    for (let i = 0; i < slices; i++) {
      const part = round.targets.slice(i * size, (i + 1) * size);
      if (part.length === 0) continue;
      world.after((takes * (i + 1)) / slices, () => {
        const now = world.mirror.state<RoundState>(stream);
        if (now?.phase !== 'open') return;
        const ticks = part.map((target) => look(stream, now, target, true));
        missed.push(...part.filter((_, k) => ticks[k]?.result === 'not-reachable'));
        world.say(voice(now), { type: 'round.tick', stream, data: { ticks } });
      });
    }
    // What could not be reached gets a second try shortly before the end.
    world.after(takes + Math.min(people.returnMinutes, (window - takes) * 0.5), () => {
      const now = world.mirror.state<RoundState>(stream);
      if (now?.phase !== 'open') return;
      const again = missed.map((target) => look(stream, now, target, false));
      if (again.length > 0) world.say(voice(now), { type: 'round.tick', stream, data: { ticks: again } });
      const blind = again.filter((tick) => tick.result === 'not-reachable').length;
      // A covered round closes by itself at its time; only what stays blind needs a word.
      world.after(1, () => {
        const then = world.mirror.state<RoundState>(stream);
        if (blind > 0 && then?.phase === 'open' && world.now() + 2 * MINUTE < then.dueAt) {
          world.say(voice(then), { type: 'round.finish', stream, data: { reason: '个别点位封闭，无法到达' } });
        }
      });
    });
  }

  function look(stream: string, round: RoundState, target: Target, first: boolean) {
    const draw = world.random('look', stream, target.id, first ? 1 : 2);
    if (draw.chance(first ? people.notReachable : 0.15)) return { target: target.id, result: 'not-reachable' };
    const gust = windAt(world.scenario.track, world.scenario.place, world.now()).gust;
    const share = (round.by === 'video' ? people.hazardVideo : people.hazardFoot) * (0.5 + gust / GUSTY);
    const category = HAZARD_OF[target.kind];
    if (category === undefined || !draw.chance(share)) return { target: target.id, result: 'normal' };
    const list = world.district.checklists.find((row) => row.id === round.checklist);
    const item = list?.items.find((row) => row.category === category);
    const fixed = round.by === 'foot' && draw.chance(people.fixedShare);
    return {
      target: target.id,
      result: 'hazard',
      category,
      fixed,
      ...(item ? { item: item.id } : {}),
      photos: [`sim:${stream.slice(6)}:${target.id}`.slice(0, 80)],
    };
  }

  return {
    on(event) {
      if (event.type !== 'round.opened' || kindOf(event.stream) !== 'round') return;
      const round = world.mirror.state<RoundState>(event.stream);
      if (round) walk(event.stream, round);
    },
  };
}
