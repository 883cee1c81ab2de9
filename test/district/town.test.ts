import { describe, expect, it } from 'vitest';
import { distance, inside, type Position, type Ring } from '../../src/domain/kernel/index.ts';
import { indexDistrict } from '../../src/domain/places/index.ts';
import { loadPack } from '../../src/server/district/index.ts';
import { BLANK, grid, metresTo, pack, ringOf, sourceLines, squareMetres } from './town.ts';

const { district, layers } = pack;
const index = indexDistrict(district);
const boundary = district.boundary[0] as Ring;
const streets = sourceLines();
const nearestStreet = (p: Position, among: typeof streets) => Math.min(...among.map(({ line }) => metresTo(p, line)));

describe('the district as data', () => {
  it('has the people and places that it says', () => {
    expect(district.code).toBe('310106012');
    expect(district.households).toHaveLength(17_500);
    expect(district.households.reduce((sum, row) => sum + row.people, 0)).toBe(42_000);
    expect(district.committees.map((row) => row.name.zh)).toEqual([
      '延中居民区',
      '联华居民区',
      '华业居民区',
      '陕南居民区',
      '古柏居民区',
      '陕北居民区',
      '新成居民区',
      '中凯居民区',
      '重华居民区',
      '茂北居民区',
      '升平居民区',
      '威海居民区',
      '泰兴居民区',
    ]);
    expect(district.committees.filter((row) => !row.synthetic).map((row) => row.id)).toEqual(['xincheng']);
    expect(district.categories.filter((row) => row.code.startsWith('ST'))).toHaveLength(42);
    expect(district.compounds.some((row) => row.address === '延安中路955弄' && row.kind === 'lane-house')).toBe(true);
  });

  it('has streets that hang together and come from the survey', () => {
    const reached = new Set<number>([district.roads[0]?.from as number]);
    for (let grown = true; grown; ) {
      grown = false;
      for (const { from, to } of district.roads) {
        if (reached.has(from) === reached.has(to)) continue;
        reached.add(from).add(to);
        grown = true;
      }
    }
    expect(reached.size).toBe(district.nodes.length);
    const onSurvey = new Set(streets.flatMap(({ line }) => line.map(String)));
    expect(district.roads.every(({ line }) => line.every((p) => onSurvey.has(String(p))))).toBe(true);
    expect(new Set(district.roads.map((row) => row.name.zh))).toContain('南京西路');
  });

  it('is tiled by committees and cells without a gap or an overlap', () => {
    const whole = squareMetres(boundary);
    expect(whole).toBeGreaterThan(1_610_000);
    for (const areas of [district.committees, district.cells]) {
      const sum = areas.reduce((total, row) => total + squareMetres(row.ring), 0);
      expect(Math.abs(sum / whole - 1)).toBeLessThan(0.0001);
    }
    let looked = 0;
    for (const p of grid()) {
      if (metresTo(p, boundary) < 0.5) continue;
      const within = inside(p, boundary);
      const committees = district.committees.filter((row) => inside(p, row.ring));
      const cells = district.cells.filter((row) => inside(p, row.ring));
      expect([committees.length, cells.length], `at ${p}`).toEqual(within ? [1, 1] : [0, 0]);
      expect(cells[0]?.committee).toBe(committees[0]?.id);
      looked++;
    }
    expect(looked).toBeGreaterThan(7_000);
  });

  it('numbers cells of about 10,000 m² within their committee', () => {
    const sizes = district.cells.map((row) => squareMetres(row.ring));
    expect(sizes.filter((m2) => m2 > 7_000 && m2 < 13_000).length / sizes.length).toBeGreaterThan(0.95);
    expect(Math.max(...sizes)).toBeLessThan(15_000);
    const codes = district.cells.map((row) => row.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^310106012\d{6}$/.test(code))).toBe(true);
  });

  it('keeps houses off the streets and inside their compound', () => {
    const houses = layers.buildings?.features ?? [];
    expect(houses.length).toBeGreaterThan(700);
    const compounds = new Map(district.compounds.map((row) => [row.id, row.ring]));
    const around = streets.filter(({ line }) =>
      line.some((p) => p[0] > 121.44 && p[0] < 121.466 && p[1] > 31.217 && p[1] < 31.235),
    );
    for (const house of houses) {
      const ring = ringOf(house);
      expect(ring.length).toBeGreaterThan(3);
      const compound = compounds.get(String(house.properties?.compound));
      const near = around.filter(({ line }) => metresTo(ring[0] as Position, line) < 120);
      for (const corner of ring) {
        // 7 m from the centre line is inside the pavement of the narrowest street.
        expect(nearestStreet(corner, near), `a house at ${corner}`).toBeGreaterThan(7);
        if (compound) expect(inside(corner, compound) || metresTo(corner, compound) < 0.3).toBe(true);
      }
    }
  });

  it('keeps compounds apart from each other and in their committee', () => {
    let inCompounds = 0;
    for (const p of grid()) {
      const found = district.compounds.filter((row) => inside(p, row.ring));
      expect(found.length, `at ${p}`).toBeLessThanOrEqual(1);
      if (!found[0]) continue;
      inCompounds++;
      expect(index.committeeAt(p)?.id).toBe(found[0].committee);
    }
    expect(inCompounds).toBeGreaterThan(1_500);
  });

  it('puts every stairwell into its compound, every household into a stairwell', () => {
    for (const row of district.stairwells) {
      const compound = index.compounds.get(row.compound);
      expect(compound && inside(row.position, compound.ring), row.id).toBe(true);
      expect(row.committee).toBe(compound?.committee);
      expect(index.householdsOf(row.id).length, row.id).toBeGreaterThan(0);
    }
    const rooms = new Set(district.households.map((row) => `${row.stairwell} ${row.room}`));
    expect(rooms.size).toBe(17_500);
  });

  it('has stairwells such as one person looks after', () => {
    expect(district.stairwells).toHaveLength(742);
    const sizes = district.stairwells.map((row) => index.householdsOf(row.id).length);
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([12, 34]);
    expect(sizes.filter((n) => n >= 18 && n <= 30).length / sizes.length).toBeGreaterThan(0.9);
    expect(district.stairwells.every((row) => /^\d+(–\d+)?号$|^\d+号\d+–\d+层$/.test(row.name))).toBe(true);
    expect(new Set(district.stairwells.map((row) => `${row.compound} ${row.name}`)).size).toBe(742);
    expect(new Set(district.stairwells.map((row) => String(row.position))).size).toBe(742);
    const known = district.compounds.find((row) => row.address === '延安中路955弄');
    expect(index.stairwellsOfCompound(known?.id ?? '').map((row) => row.name)).toEqual([
      '1–10号',
      '11–19号',
      '20–28号',
    ]);
  });

  it('names in a room the front door where there are several, and no other', () => {
    for (const row of district.stairwells) {
      const [, first, last, bottom, top] = /^(\d+)(?:–(\d+))?号(?:(\d+)–(\d+)层)?$/.exec(row.name) ?? [];
      for (const home of index.householdsOf(row.id)) {
        const [, door, room] = /^(?:(\d+)号)?(B?\d+)$/.exec(home.room) ?? [];
        expect(room, home.room).toBeDefined();
        expect(door === undefined, home.room).toBe(last === undefined);
        const number = Number(door ?? first);
        expect(home.id.startsWith(`${row.compound}-${String(number).padStart(2, '0')}-`), home.id).toBe(true);
        expect(number >= Number(first) && number <= Number(last ?? first), home.room).toBe(true);
        if (bottom) expect(home.floor >= Number(bottom) && home.floor <= Number(top), home.id).toBe(true);
      }
    }
  });

  it('leads through the stairwells of a compound without running to and fro', () => {
    const steps = district.committees.flatMap((row) => {
      const walk = index.stairwellsOf(row.id);
      return walk.slice(1).flatMap((to, i) => {
        const from = walk[i] as typeof to;
        return from.compound === to.compound ? [distance(from.position, to.position)] : [];
      });
    });
    const sorted = steps.toSorted((a, b) => a - b);
    expect(sorted).toHaveLength(742 - 195);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(30);
    expect(sorted[Math.floor(sorted.length * 0.95)]).toBeLessThan(60);
  });

  it('has households such as a storm finds them', () => {
    const share = (test: (row: (typeof district.households)[number]) => boolean) =>
      district.households.filter(test).length / 17_500;
    expect(share((row) => row.use === 'vacant')).toBeGreaterThan(0.06);
    expect(share((row) => row.use === 'vacant')).toBeLessThan(0.12);
    expect(share((row) => row.tags.includes('aged-80'))).toBeGreaterThan(0.05);
    expect(share((row) => row.tags.includes('aged-80'))).toBeLessThan(0.11);
    expect(share((row) => row.tags.includes('living-alone'))).toBeGreaterThan(0.03);
    expect(share((row) => row.reachable)).toBeGreaterThan(0.8);
    expect(share((row) => row.reachable)).toBeLessThan(0.95);
    expect(share((row) => row.floorKind === 'semi-basement')).toBeGreaterThan(0.001);
    const empty = district.households.filter((row) => row.use === 'vacant');
    expect(empty.every((row) => row.people === 0 && row.tags.length === 0)).toBe(true);
    expect(
      district.households.filter((row) => row.tags.includes('living-alone')).every((row) => row.people === 1),
    ).toBe(true);
    const lowDown = district.households.filter((row) => row.tags.includes('flood-prone'));
    expect(lowDown.length).toBeGreaterThan(200);
    expect(lowDown.every((row) => row.floorKind === 'ground' || row.floorKind === 'semi-basement')).toBe(true);
  });

  it('holds nobody who lives', () => {
    expect(pack.contacts.length).toBeGreaterThan(15_000);
    expect(pack.contacts.every((row) => row.name.endsWith('·演') && /^(199-0000-\d{4})?$/.test(row.phone))).toBe(true);
    expect(pack.people.every((row) => row.name.endsWith('·演') && row.synthetic)).toBe(true);
    expect([district.compounds, district.stairwells].every((rows) => rows.every((row) => row.synthetic))).toBe(true);
  });
});

describe('the empty district beside it', () => {
  it('has the same ground and offices, and nothing invented', async () => {
    const blank = await loadPack(BLANK);
    expect(blank.district.committees).toHaveLength(13);
    expect(blank.district.plan).toEqual(district.plan);
    expect(blank.district.households).toEqual([]);
    expect(blank.district.stairwells).toEqual([]);
    expect(blank.people).toEqual([]);
    expect(blank.contacts).toEqual([]);
    expect(blank.district.points.map((row) => [row.kind, row.name.zh, row.synthetic])).toEqual([
      ['metro', '地铁南京西路站', false],
    ]);
    expect(
      blank.district.units.filter((row) =>
        ['mall', 'tower', 'school', 'site', 'property', 'care-home'].includes(row.kind),
      ),
    ).toEqual([]);
    expect(blank.layers.buildings?.features).toEqual([]);
    expect(blank.layers['context-roads']?.features).toHaveLength(1_159);
  });
});
