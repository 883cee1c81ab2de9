import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { ZipFile as Packing } from 'yazl';
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
import { unzip, zip } from '../../src/server/district/zip.ts';
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
  it('as the same district, with equal bytes for equal content', async () => {
    const packed = await exportZip(pack, { contacts: true });
    const again = await importZip(packed);
    expect(again.district).toEqual(pack.district);
    expect(again.contacts).toEqual(pack.contacts);
    expect(again.people).toEqual(pack.people);
    expect(again.layers).toEqual(pack.layers);
    expect(Buffer.compare(await exportZip(again, { contacts: true }), packed)).toBe(0);
    expect(packed.length).toBeLessThan(1_000_000);
  });

  it('with its ladders and quiet hours; a district without any wakes people at every level', async () => {
    expect(pack.district.quietHours).toEqual({ ORDINARY: { from: 1_260, to: 480 }, IV: { from: 1_320, to: 420 } });
    expect(pack.district.ladders.ORDINARY?.map((rung) => rung.channel)).not.toContain('call');
    const { quietHours: _, ...loud } = pack.district;
    const bare = await importZip(await exportZip({ ...pack, district: loud }, { contacts: false }));
    expect(bare.district).toEqual(loud);
  });

  it('with its further languages: every template and every kind of help has them', () => {
    const ids = pack.district.languages?.map(({ id }) => id) ?? [];
    expect(ids).toEqual(['ja']);
    for (const { body } of pack.district.noticeTemplates) expect(Object.keys(body)).toEqual(['zh', 'en', ...ids]);
    for (const { ask } of pack.district.categories) if (ask) expect(Object.keys(ask)).toEqual(['zh', 'en', ...ids]);
  });

  it('without names and numbers unless they are asked for', async () => {
    const again = await importZip(await exportZip(pack, { contacts: false }));
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
  it('when a text is in no language of the district, names a field that nobody is asked for, or a phrase is missing', () => {
    const first = (file: string, from: string, to: string) => broken(edited(file, from, to))[0];
    expect(first('notice-templates.json', '"ja":', '"ko":')).toEqual(['notice-templates.json', 1, 'body', 'reference']);
    expect(first('notice-templates.json', '"ja":"【', '"ja":"{何}【')).toEqual([
      'notice-templates.json',
      1,
      'fields',
      'reference',
    ]);
    expect(first('notice-templates.json', '"ja":', '"JA!":')?.[3]).toBe('shape');
    expect(first('languages.json', '"know":', '"knows":')?.[3]).toBe('shape');
    expect(first('languages.json', '"id":"ja"', '"id":"en"')).toEqual(['languages.json', 1, 'id', 'shape']);
  });
  it('when quiet hours end when they begin, name no rung or last longer than a day', () => {
    const wrong = (from: string, to: string) => broken(edited('settings.json', from, to))[0]?.slice(0, 3);
    expect(wrong('"to": 420', '"to": 1320')).toEqual(['settings.json', undefined, 'quietHours.IV.to']);
    expect(wrong('"to": 420', '"to": 420, "waits": []')).toEqual(['settings.json', undefined, 'quietHours.IV.waits']);
    expect(wrong('"to": 420', '"to": 1440')).toEqual(['settings.json', undefined, 'quietHours.IV.to']);
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
  const refusal = (bytes: Uint8Array): Promise<unknown> =>
    importZip(bytes).then(
      () => 'taken',
      (error: unknown) => {
        if (!(error instanceof PackRefused)) throw error;
        return error.problems.map(({ file, code, en }) => [file, code, en]);
      },
    );
  const refusedAs = async (bytes: Uint8Array, file: string, code: string, en = '') =>
    expect(await refusal(bytes)).toEqual([[file, code, expect.stringContaining(en)]]);
  /** A zip whose names are rewritten in place, as no packer would write them. */
  const renamed = async (files: ReadonlyMap<string, string>, from: string, to: string): Promise<Buffer> => {
    if (from.length !== to.length) throw new Error(`${from} and ${to} differ in length`);
    const text = Buffer.from(await zip(files)).toString('latin1');
    return Buffer.from(text.replaceAll(from, to), 'latin1');
  };
  const one = (text: string, name = 'units.json') => zip(new Map([[name, text]]));
  /** A zip of one file with a field of its central record changed; offsets as in APPNOTE 4.3.12. */
  const patched = async (bytes: Promise<Uint8Array>, change: (record: Buffer) => void): Promise<Buffer> => {
    const copy = Buffer.from(await bytes);
    change(copy.subarray(copy.indexOf('PK\u0001\u0002')));
    return copy;
  };

  it('when it is none, or cut off anywhere', async () => {
    await refusedAs(Buffer.from('hello'), '*.zip', 'unreadable');
    await refusedAs(Buffer.alloc(0), '*.zip', 'unreadable');
    const good = await zip(whole);
    for (const left of [0.1, 0.5, 0.9]) await refusedAs(good.subarray(0, good.length * left), '*.zip', 'unreadable');
    await refusedAs(good.subarray(0, good.length - 1), '*.zip', 'unreadable');
    // The end is whole and what it points to is not.
    await refusedAs(good.subarray(good.length / 2), '*.zip', 'unreadable');
  });
  it('when a name climbs out, is absolute, or is no part of a pack', async () => {
    for (const name of ['../../etc/cron.d/evil', '/etc/passwd', 'C:/windows/evil', 'layers/../units.json', 'a\\b.json'])
      await refusedAs(
        await renamed(new Map([['x'.repeat(name.length), 'x']]), 'x'.repeat(name.length), name),
        name.replace(/[\\:]/g, '?'),
        'unsafe-name',
      );
    await refusedAs(await zip(new Map([...whole, ['run.sh', 'x']])), 'run.sh', 'unsafe-name');
    // Not even where it would have been left aside.
    await refusedAs(
      await renamed(new Map([...whole, ['xx/README.md', 'x']]), 'xx/README.md', '../README.md'),
      '../README.md',
      'unsafe-name',
    );
  });
  it('when a name stands twice', async () => {
    const twice = await renamed(new Map([...whole, ['unitz.json', '[]']]), 'unitz.json', 'units.json');
    await refusedAs(twice, 'units.json', 'duplicate');
  });
  it('when a file is a symbolic link', () =>
    patched(one('/etc/passwd'), (record) => record.writeUInt32LE((0o120777 << 16) >>> 0, 38)).then((bytes) =>
      refusedAs(bytes, 'units.json', 'unsafe-name'),
    ));
  it('when a file is encrypted, or packed in a way that is not taken', async () => {
    await refusedAs(
      await patched(one('[]'), (record) => record.writeUInt16LE(record.readUInt16LE(8) | 1, 8)),
      'units.json',
      'unreadable',
      'encrypted',
    );
    await refusedAs(
      await patched(one('[]'), (record) => record.writeUInt16LE(12, 10)),
      'units.json',
      'unreadable',
      'method 12',
    );
  });
  it('when it unpacks to more than it may, whatever its header says', async () => {
    const bomb = one('0'.repeat(140_000_000), 'households.csv');
    expect((await bomb).length).toBeLessThan(200_000);
    await refusedAs(await bomb, 'households.csv', 'too-large');
    // One that says it were small is cut off as soon as it is larger than that.
    await refusedAs(
      await patched(bomb, (record) => record.writeUInt32LE(10, 24)),
      'households.csv',
      'unreadable',
      'damaged',
    );
    // Each is small enough, together they are not.
    const half = 'x'.repeat(70_000_000);
    await refusedAs(
      await zip(
        new Map([
          ['contacts.csv', half],
          ['households.csv', half],
        ]),
      ),
      'households.csv',
      'too-large',
    );
  }, 30_000);
  it('when it holds too many files, or says so', async () => {
    const many = new Map(Array.from({ length: 201 }, (_, n) => [`source/${n}`, 'x']));
    await refusedAs(await zip(many), '*.zip', 'size');
    const lying = Buffer.from(await zip(whole));
    lying.writeUInt16LE(lying.readUInt16LE(lying.length - 12) + 1, lying.length - 12);
    await refusedAs(lying, '*.zip', 'unreadable');
  });
  it('when it is larger than a request may be', () =>
    refusedAs(Buffer.alloc(32 * 1024 * 1024 + 1), '*.zip', 'too-large'));
  it('also in the form for large files, which it may have', async () => {
    const large = (content: string): Promise<Uint8Array> => {
      const packing = new Packing();
      packing.addBuffer(Buffer.from(content), 'units.json', { forceZip64Format: true });
      packing.end({ forceZip64Format: true, comment: '' });
      return buffer(packing.outputStream);
    };
    expect(await unzip(await large('[]'))).toEqual(new Map([['units.json', Buffer.from('[]')]]));
    const lying = Buffer.from(await large('[]'));
    lying.writeBigUInt64LE(1_000_000n, lying.indexOf('PK\u0006\u0006') + 32);
    await refusedAs(lying, '*.zip', 'size');
    const huge = Buffer.from(await large('[]'));
    const record = huge.indexOf('PK\u0001\u0002');
    huge.writeBigUInt64LE(2n ** 50n, huge.indexOf(Buffer.from([1, 0, 24, 0]), record) + 4);
    await refusedAs(huge, 'units.json', 'too-large');
  });
  it('when content and checksum differ, or bytes are no UTF-8', async () => {
    await refusedAs(
      await patched(one('[]'), (record) => record.writeUInt32LE(1, 16)),
      'units.json',
      'unreadable',
      'damaged',
    );
    const folder = mkdtempSync(join(tmpdir(), 'pack-'));
    writeFileSync(join(folder, 'district.json'), Buffer.from([0x7b, 0xff, 0x7d]));
    await expect(loadPack(folder))
      .rejects.toThrow('not encoded in UTF-8')
      .finally(() => rmSync(folder, { recursive: true }));
  });
  it('when a file says less or more than it holds', async () => {
    for (const size of [3, 5])
      await refusedAs(
        await patched(one('[{}]'), (record) => record.writeUInt32LE(size, 24)),
        'units.json',
        'unreadable',
        'damaged',
      );
  });
  it('whichever bytes are changed: it is refused, or says what it said', async () => {
    const files = new Map([
      ['units.json', '[{"id":"a"}]'],
      ['posts.json', '[]'],
    ]);
    const good = Buffer.from(await zip(files));
    const said = [...(await unzip(good))].map(([name, content]) => [name, content.toString()]);
    for (let at = 0; at < good.length; at++) {
      for (const bit of [0x01, 0x80, 0xff]) {
        const bad = Buffer.from(good);
        bad[at] = (bad[at] as number) ^ bit;
        const read = await unzip(bad).catch((error: unknown) => {
          if (!(error instanceof PackRefused)) throw error;
          return undefined;
        });
        if (read) {
          const names = [...read].map(([name, content]) => [name, content.toString()]);
          for (const row of names) expect(said).toContainEqual(row);
        }
      }
    }
  });
  it('when it starts from another pack', async () => {
    const files = new Map(whole);
    edited('district.json', '"code"', '"basedOn": "nanjing-west-road", "code"')(files);
    await refusedAs(await zip(files), 'district.json', 'reference');
  });
  it('but not for one folder round it all and what file managers leave behind', async () => {
    const wrapped = new Map([...whole].map(([name, text]) => [`my-district/${name}`, text]));
    wrapped.set('__MACOSX/._x', 'x');
    expect((await importZip(await zip(wrapped))).district.committees).toHaveLength(13);
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
