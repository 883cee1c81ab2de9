import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { warningMessage } from '../../src/contract/commands/warning-message.ts';
import { refusals } from '../../src/contract/refusals/index.ts';
import { type CapReading, readCap, readGbIdentifier } from '../../src/server/integrations/cap/index.ts';

const folder = path.resolve(import.meta.dirname, '../fixtures/cap');
const read = (name: string): CapReading => readCap(readFileSync(path.join(folder, name)));
const files = (part: string): string[] =>
  readdirSync(path.join(folder, part))
    .filter((name) => !name.endsWith('.json'))
    .sort();
const only = (name: string) => {
  const reading = read(name);
  if (!reading.ok) throw new Error(`${name}: ${JSON.stringify(reading.refusal)} ${JSON.stringify(reading.faults)}`);
  expect(reading.messages).toHaveLength(1);
  return reading.messages[0] as (typeof reading.messages)[number];
};
const refusal = (reading: CapReading): string => (reading.ok ? 'taken' : reading.refusal.code);
const faults = (name: string): [string, string][] => {
  const reading = read(name);
  return reading.ok ? [] : reading.faults.map(({ xpath, reason }) => [xpath, reason]);
};
const minutes = (text: string): number => Date.parse(text);

describe('alerts that are right', () => {
  test('all fifteen are read, and as the command takes them', () => {
    expect(files('valid')).toHaveLength(15);
    for (const name of files('valid')) {
      const message = only(`valid/${name}`);
      const checked = warningMessage.safeParse(JSON.parse(JSON.stringify(message)));
      expect(checked.error?.issues ?? [], name).toEqual([]);
    }
  });

  test('an update with 1,140 areas keeps issuer and time as written, its references and every area', () => {
    const message = only('valid/dwd-germany-338k-polygons.xml');
    expect(message).toMatchObject({
      form: 'cap-1.2',
      msgType: 'Update',
      action: 'update',
      issuer: 'Deutscher Wetterdienst',
      sentAsWritten: '2025-11-19T20:06:00+01:00',
      colour: 'BLUE',
      colourFrom: 'derived',
      expires: minutes('2025-11-20T09:00:00+01:00'),
      references: [
        {
          sender: 'opendata@dwd.de',
          identifier: '2.49.0.0.276.0.DWD.PVW.1763553780000.b3e69a6a-2eba-462f-bf02-437b3505bebf.ENG',
          sent: minutes('2025-11-19T13:03:00+01:00'),
        },
      ],
    });
    expect(message.areas).toHaveLength(1_140);
    expect(message.areas.filter((area) => area.rings.length > 0)).toHaveLength(5);
    expect(message.areas.filter((area) => area.geocodes.length > 0)).toHaveLength(1_137);
    // CAP writes lat,lon; kept as lon, lat.
    expect(message.areas[0]?.rings[0]?.[0]).toEqual([10.00793, 49.528221]);
    expect(message.areas[0]).toMatchObject({ altitude: 0, ceiling: 9842.5197 });
    expect(message.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test('version 1.0 with its name=value parameters, 1.1, and 1.2', () => {
    expect(only('valid/oasis-v10-appendix-a1.xml')).toMatchObject({
      form: 'cap-1.0',
      infos: [{ parameters: [{ name: 'HSAS', value: 'ORANGE' }] }],
    });
    expect(only('valid/google-weather.xml')).toMatchObject({
      form: 'cap-1.1',
      kind: 'flood',
      colour: 'ORANGE',
      expires: minutes('2010-08-30T12:00:00-06:00'),
    });
    expect(only('valid/oasis-v12-appendix-a2.xml')).toMatchObject({
      form: 'cap-1.2',
      kind: 'thunder-gale',
      areas: [
        {
          geocodes: [
            { name: 'SAME', value: '006109' },
            { name: 'SAME', value: '006009' },
            { name: 'SAME', value: '006003' },
          ],
        },
      ],
    });
  });

  test('two languages: English where there is no Chinese; AllClear lifts', () => {
    const message = only('valid/google-canada-cap12.xml');
    expect(message.infos.map((info) => info.language)).toEqual(['en-CA', 'fr-CA']);
    expect(message).toMatchObject({
      issuer: 'Environment Canada',
      action: 'lift',
      references: [{ identifier: '2.49.0.1.124.a3f342a4.2012' }, { identifier: '2.49.0.1.124.60f31a3a.2012' }],
    });
  });

  test('Latin-1 bytes, a circle, a cancel without info, an inline picture, an empty polygon', () => {
    expect(only('valid/google-earthquake-iso8859-1.xml').headline).toBe(
      'EQ 4.6 Usulután, Usulután, El Salvador - PRELIMINARY REPORT',
    );
    expect(only('valid/google-earthquake.xml').areas[0]?.circles).toHaveLength(1);
    expect(only('valid/ipaws-5e6dd9de.xml')).toMatchObject({
      msgType: 'Cancel',
      action: 'lift',
      infos: [],
      issuer: 'bbrundage@dps.state.nv.us',
    });
    const picture = only('valid/ipaws-5e6dd964.xml').infos[0]?.resources.find((resource) => resource.inline);
    expect(picture).toMatchObject({ inline: true });
    expect(JSON.stringify(picture).length).toBeLessThan(2_000);
    expect(only('valid/nws-5c2cf27b.xml').areas[0]?.rings).toEqual([]);
  });
});

describe('alerts that are wrong get exactly their reasons', () => {
  const expected = JSON.parse(readFileSync(path.join(folder, 'invalid/expected.json'), 'utf8')) as Record<
    string,
    [string, string][]
  >;

  test('the eleven cases', () => {
    expect(Object.keys(expected)).toHaveLength(11);
    for (const [name, reasons] of Object.entries(expected)) expect(faults(`invalid/${name}`), name).toEqual(reasons);
  });

  test('the four collected files', () => {
    expect(faults('invalid/google-canada_errors.xml')).toEqual([['/alert[1]/references[1]', 'INVALID_REFERENCES']]);
    expect(faults('invalid/google-invalid.xml')).toEqual([['/alert[1]', 'MISSING_REQUIRED_ELEMENT']]);
    expect(faults('invalid/google-noaa_errors.xml')).toEqual([
      ['/alert[1]/references[1]', 'INVALID_REFERENCES'],
      ['/alert[1]/info[1]/urgency[1]', 'INVALID_ENUM_VALUE'],
      ['/alert[1]/info[1]/severity[1]', 'INVALID_ENUM_VALUE'],
      ['/alert[1]/info[1]/certainty[1]', 'INVALID_ENUM_VALUE'],
      ['/alert[1]/info[1]/area[1]/polygon[1]', 'INVALID_POLYGON'],
    ]);
    expect(refusal(read('invalid/google-xee.xml'))).toBe('warning.doctype');
  });

  test('one damage, one reason', () => {
    const whole = readFileSync(path.join(folder, 'invalid/case-circle-word.xml'), 'utf8').replace(
      '<circle>invalid</circle>',
      '<circle>1,2 3</circle>',
    );
    const damaged = (from: string, to: string): [string, string][] => {
      const text = whole.replace(from, to);
      expect(text).not.toBe(whole);
      const reading = readCap(Buffer.from(text));
      return reading.ok ? [] : reading.faults.map(({ xpath, reason }) => [xpath, reason]);
    };
    const area = '/alert[1]/info[1]/area[1]';
    const circle = '<circle>1,2 3</circle>';
    expect(readCap(Buffer.from(whole)).ok).toBe(true);
    expect(damaged(circle, '<polygon>1,2 3,4 5,6 7,8</polygon>')).toEqual([[`${area}/polygon[1]`, 'INVALID_POLYGON']]);
    expect(damaged(circle, '<polygon>91,2 3,4 5,6 91,2</polygon>')).toEqual([
      [`${area}/polygon[1]`, 'INVALID_POLYGON'],
    ]);
    expect(damaged(circle, '<polygon>1,2 3,4 5,6 1,2</polygon>')).toEqual([]);
    expect(damaged(circle, '<circle>1,2</circle>')).toEqual([[`${area}/circle[1]`, 'INVALID_CIRCLE']]);
    expect(damaged(circle, '<circle>1,181 3</circle>')).toEqual([[`${area}/circle[1]`, 'INVALID_CIRCLE']]);
    expect(damaged(circle, '<ceiling>10</ceiling>')).toEqual([
      [`${area}/ceiling[1]`, 'INVALID_ALTITUDE_CEILING_RANGE'],
    ]);
    expect(damaged(circle, '<altitude>high</altitude>')).toEqual([[`${area}/altitude[1]`, 'INVALID_VALUE']]);
    for (const sent of [
      '2003-04-02T14:39:01',
      '2003-04-02T14:39:01Z',
      '2003-02-30T14:39:01-05:00',
      '2003-04-02T24:39:01-05:00',
      '2003-04-02T14:39:01-15:00',
      '2003-04-02',
    ])
      expect(damaged('<sent>2003-04-02T14:39:01-05:00</sent>', `<sent>${sent}</sent>`), sent).toEqual([
        ['/alert[1]/sent[1]', 'INVALID_DATE'],
      ]);
    expect(damaged('<status>Actual', '<status colour="red">Actual')).toEqual([
      ['/alert[1]/status[1]', 'UNSUPPORTED_ATTRIBUTE'],
    ]);
    expect(damaged('<status>Actual', '<status>actual')).toEqual([['/alert[1]/status[1]', 'INVALID_ENUM_VALUE']]);
    expect(damaged('<sender>hsas@dhs.gov', '<sender>hsas dhs')).toEqual([
      ['/alert[1]/sender[1]', 'INVALID_IDENTIFIER'],
    ]);
    expect(damaged('<note>a note', '<note><b>a</b> note')).toEqual([['/alert[1]/note[1]/b[1]', 'UNSUPPORTED_ELEMENT']]);
    expect(damaged('<info>', '<info><language>x y</language>')).toEqual([
      ['/alert[1]/info[1]/language[1]', 'INVALID_LANGUAGE'],
    ]);
    expect(
      damaged(
        '<area>',
        '<resource><resourceDesc>r</resourceDesc><mimeType>t</mimeType><size>big</size></resource><area>',
      ),
    ).toEqual([['/alert[1]/info[1]/resource[1]/size[1]', 'INVALID_VALUE']]);
    expect(damaged('<area>', '<x:area xmlns:x="urn:other"/><area>')).toEqual([
      ['/alert[1]/info[1]/area[1]', 'UNSUPPORTED_ELEMENT'],
    ]);
  });

  test('every refusal of the door has its words in both languages', () => {
    const codes = [
      ...files('invalid').map((name) => refusal(read(`invalid/${name}`))),
      ...files('feed').map((name) => refusal(read(`feed/${name}`))),
    ].filter((code) => code !== 'taken');
    expect(codes.length).toBeGreaterThan(15);
    for (const code of codes)
      expect(refusals[code], code).toMatchObject({
        zh: expect.stringMatching(/[一-龥]/),
        en: expect.stringMatching(/[a-z]/),
      });
  });
});

describe('feeds', () => {
  test('whole alerts inside are taken out; an index says so and gives its links', () => {
    expect(read('feed/bushfire_valid.edxlde')).toMatchObject({ ok: true, messages: { length: 7 } });
    expect(read('feed/weather.atom')).toMatchObject({
      ok: true,
      messages: [{ issuer: 'NWS GreatFalls (Central Montana)' }],
    });
    expect(read('feed/weather_index.atom')).toMatchObject({
      ok: false,
      refusal: { code: 'warning.feed-index', params: { entries: 2 } },
    });
    expect(read('feed/ny_index.rss')).toMatchObject({
      ok: false,
      refusal: { code: 'warning.feed-index' },
      links: [
        'http://www.nyalert.gov/Public/News/GetCapAlert.aspx?capID=NYAlert-ALLHAZALERT-3167113',
        expect.any(String),
      ],
    });
    expect(refusal(read('feed/empty_weather_index.atom'))).toBe('warning.feed-empty');
    expect(read('feed/no_id.atom')).toMatchObject({
      refusal: { code: 'warning.feed-broken', params: { missing: 'feed/id' } },
    });
    expect(refusal(read('feed/invalid.rss'))).toBe('warning.feed-broken');
  });
});

describe('identifiers of GB/T 35965', () => {
  test('31 characters and the shorter form; no date that does not exist', () => {
    expect(readGbIdentifier('31010641600000_20210726221500_0')).toEqual({
      region: '310106',
      trade: '416',
      unit: '000',
      extension: '00',
      sent: minutes('2021-07-26T22:15:00+08:00'),
      suffix: '0',
    });
    expect(readGbIdentifier('65402641600000_20261006212927')).toMatchObject({ region: '654026', suffix: null });
    for (const wrong of [
      '31010641600000_20210231221500_0',
      '31010641600000_20210726251500_0',
      '3101064160000_20210726221500_0',
      '43b080713727',
      '',
    ])
      expect(readGbIdentifier(wrong)).toBeUndefined();
  });
});
