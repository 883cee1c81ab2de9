import { MINUTE } from '../../domain/kernel/index.ts';
import { depthAt, depths, reading } from '../weather/water.ts';
import { windAt } from '../weather/wind.ts';
import type { Player, World } from '../world.ts';

interface Observation {
  readonly series: string;
  readonly at: number;
  readonly value: number;
}

/** The weather station and the water gauges: wind and rain every ten minutes, depths every five. COMPUTED, not measured. */
export function weatherPlayer(world: World): Player {
  const gateway = world.cast.find('gateway') ?? world.cast.find('intake');
  const behaviours = Object.keys(world.scenario.gauges);
  const gauges = world.district.points
    .filter((point) => point.kind === 'gauge')
    .map((point) => {
      const draw = world.random('gauge', point.id);
      // Most gauges behave; one in five has one of the troubles that real ones have.
      const behaviour = draw.chance(0.8) ? 'clean' : draw.pick(behaviours.filter((name) => name !== 'clean'));
      return {
        id: point.id,
        trace: world.scenario.gauges[behaviour] ?? [],
        offset: draw.whole(0, 700),
        steps: depths(world.rain, {
          gather: draw.between(2.5, 7),
          drain: draw.between(28, 60),
          brim: draw.between(150, 420),
        }),
      };
    });

  function send(observations: readonly Observation[]): void {
    if (observations.length === 0) return;
    world.errand('observations', async () => {
      await gateway?.post('/api/v1/observations', { observations });
    });
  }
  function station(): void {
    const at = world.now();
    const wind = windAt(world.scenario.track, world.scenario.place, at);
    const round = (value: number): number => Math.round(value * 10) / 10;
    send([
      { series: 'weather/wind-mean', at, value: round(wind.mean) },
      { series: 'weather/wind-gust', at, value: round(wind.gust) },
      { series: 'weather/wind-from', at, value: Math.round(wind.from) },
      { series: 'weather/rain-10min', at, value: round(world.rain.total(at - 10 * MINUTE, at)) },
      { series: 'weather/rain-1h', at, value: round(world.rain.hourly(at)) },
    ]);
    world.at(at + 10 * MINUTE, station);
  }
  function water(): void {
    const at = world.now();
    const minute = Math.floor(at / MINUTE);
    send(
      gauges.flatMap(({ id, trace, offset, steps }) => {
        const value = reading(depthAt(world.rain, steps, at), trace, minute + offset);
        return value === undefined || value === 'no-echo' ? [] : [{ series: `gauge/${id}`, at, value }];
      }),
    );
    world.at(at + 5 * MINUTE, water);
  }
  return {
    begin() {
      world.at(world.scenario.from, station);
      world.at(world.scenario.from, water);
    },
  };
}
