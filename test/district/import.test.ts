import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Position } from '../../src/domain/kernel/index.ts';
import type { Committee, District } from '../../src/domain/places/index.ts';
import {
  assemblePack,
  exportZip,
  importZip,
  loadPack,
  type PackProblem,
  PackRefused,
  packFiles,
} from '../../src/server/district/index.ts';
import { zip } from '../../src/server/district/zip.ts';
import { FOLDER, pack } from './town.ts';

/** The committed district without its households, so that each broken copy is judged quickly. */
const whole = packFiles(
  {
    ...pack,
    contacts: [],
    people: [],
    district: { ...pack.district, households: [], stairwells: [], compounds: [], points: [], cells: [] },
  },
  { contacts: false },
);

function problems(attempt: () => unknown): readonly PackProblem[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof PackRefused) return error.problems;
    throw error;
  }
  throw new Error('the pack was taken');
}
const broken = (change: (files: Map<string, string>) => void) => {
  const files = new Map(whole);
  change(files);
  return problems(() => assemblePack(files)).map(({ file, row, field, code }) => [file, row, field, code]);
};
const edited = (file: string, from: string, to: string) => (files: Map<string, string>) => {
  const text = files.get(file) as string;
  if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
  files.set(file, text.replace(from, to));
};

describe('a pack that goes out comes in again', () => {
  it('as the same district, with equal bytes for equal content', () => {
    const packed = exportZip(pack, { contacts: true });
    const again = importZip(packed);
    expect(again.district).toEqual(pack.district);
    expect(again.contacts).toEqual(pack.contacts);
    expect(again.people).toEqual(pack.people);
    expect(again.layers).toEqual(pack.layers);
    expect(Buffer.compare(exportZip(again, { contacts: true }), packed)).toBe(0);
    expect(packed.length).toBeLessThan(1_000_000);
  });

  it('without names and numbers unless they are asked for', () => {
    const again = importZip(exportZip(pack, { contacts: false }));
    expect(again.contacts).toEqual([]);
    expect(again.district.households).toHaveLength(17_500);
  });
});

describe('a pack with mistakes is refused with file, row and reason', () => {
  it('when a file is missing', () => {
    expect(broken((files) => files.delete('units.json'))).toContainEqual([
      'units.json',
      undefined,
      undefined,
      'missing',
    ]);
    expect(broken((files) => files.delete('district.json'))).toEqual([
      ['district.json', undefined, undefined, 'missing'],
    ]);
  });
  it('when a row names what does not exist', () => {
    expect(broken(edited('posts.json', '"unit":"hq-office"', '"unit":"moon-office"'))).toEqual([
      ['posts.json', 1, 'unit', 'reference'],
    ]);
    expect(broken(edited('categories.json', '"sanitation"', '"sanitatoin"'))).toEqual([
      ['categories.json', 1, 'handlers', 'reference'],
    ]);
  });
  it('when an id stands twice', () => {
    expect(broken(edited('committees.geojson', '"id":"lianhua"', '"id":"yanzhong"'))).toContainEqual([
      'committees.geojson',
      2,
      'id',
      'duplicate',
    ]);
  });
  it('when a value has the wrong shape, in every place at once', () => {
    const found = broken((files) => {
      edited('units.json', '"capacity":6', '"capacity":"six"')(files);
      edited('roads.geojson', '"LineString"', '"Point"')(files);
      edited('calendar.json', '"utcOffsetMinutes": 480', '"utcOffsetMinutes": 4800')(files);
    });
    expect(found).toEqual([
      ['roads.geojson', 1, 'line', 'shape'],
      ['units.json', 1, 'capacity', 'shape'],
      ['calendar.json', undefined, 'utcOffsetMinutes', 'shape'],
    ]);
  });
  it('when a file is no JSON, or another kind of JSON', () => {
    expect(broken((files) => files.set('units.json', '[{'))).toEqual([
      ['units.json', undefined, undefined, 'unreadable'],
    ]);
    expect(broken((files) => files.set('units.json', '{}'))).toEqual([['units.json', undefined, undefined, 'shape']]);
    expect(broken((files) => files.set('roads.geojson', '{"type":"FeatureCollection","features":[null]}'))).toEqual([
      ['roads.geojson', undefined, undefined, 'shape'],
    ]);
  });
  it('when a column is missing or unknown, or a quote stays open', () => {
    expect(broken((files) => files.set('contacts.csv', 'household,name,mobile\n'))).toEqual([
      ['contacts.csv', undefined, 'phone', 'shape'],
      ['contacts.csv', undefined, 'mobile', 'shape'],
    ]);
    expect(broken((files) => files.set('contacts.csv', 'household,name,phone\n"x,y,z\n'))).toEqual([
      ['contacts.csv', undefined, undefined, 'unreadable'],
    ]);
  });
  it('when an area has a hole, which a ring cannot say', () => {
    const found = broken((files) => {
      const committees = JSON.parse(files.get('committees.geojson') as string);
      committees.features[4].geometry.coordinates.push(committees.features[0].geometry.coordinates[0]);
      files.set('committees.geojson', JSON.stringify(committees));
    });
    expect(found).toEqual([['committees.geojson', 5, 'ring', 'shape']]);
  });
  it('with a hundred reasons at most', () => {
    const rows = Array.from({ length: 5_000 }, () => ({ nonsense: true }));
    expect(broken((files) => files.set('units.json', JSON.stringify(rows)))).toHaveLength(100);
  });
});

const firstCorner = (district: District): Position => (district.committees[0] as Committee).ring[0] as Position;

describe('the datum', () => {
  it('is turned from GCJ-02 into WGS-84 on the way in', () => {
    const files = new Map(whole);
    edited('district.json', '"crs": "WGS84"', '"crs": "GCJ02"')(files);
    const [lon, lat] = firstCorner(assemblePack(files).district);
    const [lon0, lat0] = firstCorner(pack.district);
    // Here GCJ-02 lies about 430 m east and 210 m south of WGS-84.
    expect((lon0 - lon) * 95_186).toBeGreaterThan(380);
    expect((lon0 - lon) * 95_186).toBeLessThan(480);
    expect((lat0 - lat) * 111_195).toBeGreaterThan(-260);
    expect((lat0 - lat) * 111_195).toBeLessThan(-160);
  });
  it('is refused if it is any other', () => {
    expect(broken(edited('district.json', 'WGS84', 'BD09'))).toEqual([['district.json', undefined, 'crs', 'shape']]);
    expect(
      broken(
        edited(
          'boundary.geojson',
          '"features"',
          '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features"',
        ),
      ),
    ).toContainEqual(['boundary.geojson', undefined, undefined, 'crs']);
  });
});

describe('a zip that means harm is refused', () => {
  const refusal = (bytes: Uint8Array) => problems(() => importZip(bytes)).map(({ file, code }) => [file, code]);
  it('when it is none, or cut off', () => {
    expect(refusal(Buffer.from('hello'))).toEqual([['*.zip', 'unreadable']]);
    const good = zip(whole);
    expect(refusal(good.subarray(0, good.length / 2))).toEqual([['*.zip', 'unreadable']]);
  });
  it('when a name climbs out, or is no part of a pack', () => {
    expect(refusal(zip(new Map([['../../etc/cron.d/evil', 'x']])))).toEqual([['../../etc/cron.d/evil', 'unsafe-name']]);
    expect(refusal(zip(new Map([...whole, ['run.sh', 'x']])))).toEqual([['run.sh', 'unsafe-name']]);
    expect(refusal(zip(new Map([...whole, ['/etc/passwd', 'x']])))).toEqual([['/etc/passwd', 'unsafe-name']]);
  });
  it('when it unpacks to more than it may, whatever its header says', () => {
    const bomb = zip(new Map([['households.csv', `${'0'.repeat(140_000_000)}`]]));
    expect(bomb.length).toBeLessThan(200_000);
    expect(refusal(bomb)).toEqual([['households.csv', 'too-large']]);
  });
  it('when content and checksum differ, or bytes are no UTF-8', () => {
    const bytes = Buffer.from(zip(new Map([['units.json', '[]']])));
    bytes.writeUInt32LE(1, bytes.indexOf('PK\u0001\u0002') + 16);
    expect(refusal(bytes)).toEqual([['units.json', 'unreadable']]);
    const folder = mkdtempSync(join(tmpdir(), 'pack-'));
    writeFileSync(join(folder, 'district.json'), Buffer.from([0x7b, 0xff, 0x7d]));
    return expect(loadPack(folder))
      .rejects.toThrow('not encoded in UTF-8')
      .finally(() => rmSync(folder, { recursive: true }));
  });
  it('when it starts from another pack', () => {
    const files = new Map(whole);
    edited('district.json', '"code"', '"basedOn": "nanjing-west-road", "code"')(files);
    expect(refusal(zip(files))).toEqual([['district.json', 'reference']]);
  });
  it('but not for one folder round it all and what file managers leave behind', () => {
    const wrapped = new Map([...whole].map(([name, text]) => [`my-district/${name}`, text]));
    wrapped.set('__MACOSX/._x', 'x');
    expect(importZip(zip(wrapped)).district.committees).toHaveLength(13);
  });
});

describe('a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'districts-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  it('may not start from a pack outside its own shelf', async () => {
    writeFileSync(
      join(folder, 'district.json'),
      JSON.stringify({ ...JSON.parse(whole.get('district.json') as string), basedOn: '../../etc' }),
    );
    await expect(loadPack(folder)).rejects.toThrow(PackRefused);
  });
  it('without a manifest is refused', async () => {
    await expect(loadPack(join(FOLDER, 'source'))).rejects.toThrow('district.json');
  });
});
