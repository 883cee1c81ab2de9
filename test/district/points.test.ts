import { describe, expect, it } from 'vitest';
import { bearing, distance, inside, type Position } from '../../src/domain/kernel/index.ts';
import { indexDistrict, type Point, type PointKind } from '../../src/domain/places/index.ts';
import { metresTo, pack, ringOf, sourceLines } from './town.ts';

const { district, layers } = pack;
const index = indexDistrict(district);
const of = (kind: PointKind): readonly Point[] => index.pointsOfKind(kind);
const named = sourceLines().filter(({ name }) => name !== '');
const toStreet = (p: Position, name?: unknown) =>
  Math.min(...named.filter((way) => name === undefined || way.name === name).map(({ line }) => metresTo(p, line)));

describe('points of the district', () => {
  it('are as many as a district of this size has', () => {
    const counts = Object.fromEntries(
      ['water', 'drain', 'tree', 'gauge', 'site', 'school', 'care-home', 'shelter', 'metro', 'underpass', 'pump'].map(
        (kind) => [kind, of(kind as PointKind).length],
      ),
    );
    expect(counts).toEqual({
      water: 100,
      drain: 600,
      tree: 800,
      gauge: 5,
      site: 6,
      school: 7,
      'care-home': 3,
      shelter: 6,
      metro: 1,
      underpass: 2,
      pump: 8,
    });
    expect(of('sign').length + of('billboard').length).toBe(440);
    expect(of('camera').length).toBeGreaterThan(300);
  });

  it('lie in the committee that they name', () => {
    for (const point of district.points) expect(index.committeeAt(point.position)?.id, point.id).toBe(point.committee);
  });

  it('have drains in the carriageway and trees on the pavement of their street', () => {
    for (const drain of of('drain')) {
      const far = toStreet(drain.position, drain.facts.road);
      expect(far, drain.id).toBeGreaterThan(3.5);
      expect(far, drain.id).toBeLessThan(11.5);
    }
    for (const tree of of('tree')) {
      const far = toStreet(tree.position, tree.facts.road);
      expect(far, tree.id).toBeGreaterThan(5);
      expect(far, tree.id).toBeLessThan(11);
    }
  });

  it('have signs on walls that face a street', () => {
    for (const sign of [...of('sign'), ...of('billboard')]) {
      const far = toStreet(sign.position, sign.facts.road);
      expect(far, sign.id).toBeGreaterThan(7);
      expect(far, sign.id).toBeLessThan(20);
    }
  });

  it('have no tree, drain, sign or water in a house', () => {
    const houses = (layers.buildings?.features ?? []).filter((f) => f.properties?.kind !== 'park').map(ringOf);
    const built = (['drain', 'tree', 'hydrant', 'water'] as const)
      .flatMap(of)
      .filter((point) => houses.some((ring) => inside(point.position, ring)));
    expect(built.map((point) => point.id)).toEqual([]);
  });

  it('have gauges that stand at water points and behave like five known sensors', () => {
    expect(of('gauge').map((gauge) => gauge.facts.trace)).toEqual([
      'duly_pro_vervet',
      'ugliest_cyan_elephant',
      'jolly_tender_squid',
      'daily_gentle_beetle',
      'gladly_mint_snail',
    ]);
    for (const gauge of of('gauge')) {
      const water = index.points.get(String(gauge.facts.water));
      expect(water?.facts.gauge).toBe(gauge.id);
      expect(water && distance(water.position, gauge.position)).toBeLessThan(1);
    }
  });

  it('have cameras that really look at what they say they cover', () => {
    let covered = 0;
    for (const camera of of('camera')) {
      const { azimuth, fieldDegrees, rangeMetres, covers } = camera.facts as unknown as {
        azimuth: number;
        fieldDegrees: number;
        rangeMetres: number;
        covers: string[];
      };
      for (const id of covers) {
        const point = index.points.get(id) as Point;
        const far = distance(camera.position, point.position);
        expect(far, `${camera.id} ${id}`).toBeLessThanOrEqual(rangeMetres);
        const off = Math.abs(((bearing(camera.position, point.position) - azimuth + 540) % 360) - 180);
        if (far > 3) expect(off, `${camera.id} ${id}`).toBeLessThanOrEqual(fieldDegrees / 2);
        covered++;
      }
      expect(String(camera.facts.gbId)).toMatch(/^\d{20}$/);
    }
    expect(covered).toBeGreaterThan(800);
    const seen = new Set(of('camera').flatMap((camera) => camera.facts.covers as readonly string[]));
    const road = of('water').filter((point) => point.facts.place === 'road');
    expect(road.filter((point) => seen.has(point.id)).length / road.length).toBeGreaterThan(0.9);
  });

  it('are each answered for by a unit that exists, and blocks of work are fair', () => {
    const load = (unit: string) => index.pointsOfUnit(unit).filter((point) => point.kind === 'drain').length;
    const squads = [load('sanitation-1'), load('sanitation-2'), load('sanitation-3')];
    expect(squads.reduce((a, b) => a + b, 0)).toBe(600);
    expect(Math.min(...squads)).toBeGreaterThan(120);
  });
});
