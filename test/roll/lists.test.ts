import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { workbook } from './sheets.ts';
import { codes, read } from './town-list.ts';

const HEAD = ['小区', '号', '室', '户主', '联系电话', '人数', '标签'];
const list = (...rows: readonly (readonly unknown[])[]) => workbook({ name: '名册', rows: [HEAD, ...rows] });

describe('lists as committees keep them', () => {
  it('three rows of merged headings under a title, with a group of its own for the emergency contact', async () => {
    const { homes, problems } = await read(
      await workbook({
        name: '表一',
        rows: [
          ['梧桐居民区住户信息登记表'],
          ['序号', '地址', '', '', '户主信息', '', '紧急联系人', '', '实住人数', '关爱情况'],
          ['', '弄', '号', '室', '姓名', '电话', '姓名', '电话', '', ''],
          ['', '', '', '', '', '', '', '', '', '独居'],
          [1, '955弄', '3号', '201室', '甲一', '13800000001', '女儿', '13900000001', 2, '√'],
          [2, '955', '3', 202, '甲二', 62580000, '', '', '３人', ''],
          ['合计', '', '', '', '', '', '', '', 5, ''],
        ],
        merge: ['A1:J1', 'B2:D2', 'E2:F2', 'G2:H2', 'A2:A4', 'I2:I4'],
      }),
    );
    expect(codes(problems)).toEqual([]);
    expect(homes).toEqual([
      expect.objectContaining({
        stairwell: 'w1-3',
        room: '201',
        people: 2,
        tags: ['living-alone'],
        contacts: [
          { relation: 'head', name: '甲一', phone: '13800000001' },
          { relation: 'emergency', name: '女儿', phone: '13900000001' },
        ],
      }),
      expect.objectContaining({
        room: '202',
        people: 3,
        contacts: [{ relation: 'head', name: '甲二', phone: '62580000' }],
      }),
    ]);
  });

  it('one sheet for each committee, one of them hidden: it is read only when it is chosen', async () => {
    const bytes = await workbook(
      { name: '梧桐', rows: [HEAD, ['春申坊', '3', '101', '甲', '', 1, '']] },
      { name: '海棠', rows: [HEAD, ['静和新村', '1', '101', '乙', '', 1, '']], hidden: true },
      { name: '说明', rows: [['本表由居委填写']] },
    );
    const seen = await read(bytes);
    expect(seen.homes.map((home) => home.stairwell)).toEqual(['w1-3']);
    expect(codes(seen.problems)).toEqual(['sheet-hidden 0', 'header-missing 0']);
    const chosen = await read(bytes, { sheets: ['梧桐', '海棠'] });
    expect(chosen.homes.map((home) => home.stairwell)).toEqual(['w1-3', 'e1-1']);
    expect(chosen.problems).toEqual([]);
    expect(chosen.report.sheets.map(({ name, read, households }) => [name, read, households])).toEqual([
      ['梧桐', true, 1],
      ['海棠', true, 1],
      ['说明', false, 0],
    ]);
  });

  it('one household over several rows: persons of care below, numbers of all of them, tags together', async () => {
    const { homes, problems } = await read(
      await list(
        ['春申坊', '3', '201', '父', '138 0000 0001', '', '八十岁以上'],
        ['', '', '', '母', '+86 138-0000-0002', '', '残疾，卧床'],
        ['', '', '202', '邻居', '１３８００００００３３', 1, ''],
        ['春申坊', '3', '202', '邻居之妻', '', '', '孕妇/幼儿'],
      ),
    );
    expect(codes(problems)).toEqual(['filled-down 4']);
    expect(homes.map(({ room, people, tags, contacts }) => ({ room, people, tags, contacts }))).toEqual([
      {
        room: '201',
        people: 2,
        tags: ['aged-80', 'disabled', 'incapacitated'],
        contacts: [
          { relation: 'head', name: '父', phone: '13800000001' },
          { relation: 'member', name: '母', phone: '13800000002' },
        ],
      },
      {
        room: '202',
        people: 2,
        tags: ['infant', 'pregnant'],
        contacts: [
          { relation: 'head', name: '邻居', phone: '13800000033' },
          { relation: 'member', name: '邻居之妻' },
        ],
      },
    ]);
  });

  it.each([
    ['13800000001', ['13800000001'], 0],
    ['138 0000 0001', ['13800000001'], 0],
    ['138-0000-0001/62580000', ['13800000001', '62580000'], 0],
    ['＋８６　１３８０００００００１', ['13800000001'], 0],
    ['13800000001 13900000002', ['13800000001', '13900000002'], 0],
    ['021-62580000、13800000001', ['02162580000', '13800000001'], 0],
    ['008613800000001', ['13800000001'], 0],
    ['1380000000', [], 1],
    ['110', [], 1],
    ['无', [], 0],
  ])('a cell of numbers: %s', async (text, phones, bad) => {
    const { homes, problems } = await read(await list(['春申坊', '3', '201', '', text, 1, '']));
    expect((homes[0]?.contacts ?? []).map((one) => one.phone)).toEqual(phones);
    expect(codes(problems)).toEqual(bad ? ['phone-unreadable 2 E'] : []);
  });

  it.each([
    ['长乐东路955弄3号201室', 'w1-3', '201'],
    ['９５５弄３号２０１', 'w1-3', '201'],
    ['955弄3-201', 'w1-3', '201'],
    ['某市某区长乐东路955弄 7号 102室', 'w1-5', '7号102'],
    ['春申坊3号楼B1室', 'w1-3', 'B1'],
    ['长乐东路12弄1号1203室', 'w2-b', '1203'],
    ['12弄1号301', 'w2-a', '301'],
    ['甲8弄2号前楼', 'e1-2', '前楼'],
  ])('an address in one cell: %s', async (address, stairwell, room) => {
    const { homes, problems } = await read(
      await workbook({
        name: '一',
        rows: [
          ['详细地址', '户主'],
          [address, '甲'],
        ],
      }),
    );
    expect([codes(problems), homes[0]?.stairwell, homes[0]?.room]).toEqual([[], stairwell, room]);
  });

  it('what is wrong is told by sheet, row and column, with the nearest that is known', async () => {
    const { homes, problems } = await read(
      await workbook({
        name: '名册',
        rows: [
          ['居民区', ...HEAD],
          ['海棠居民区', '春申坊', '3', '101', '', '', 1, ''],
          ['梧桐', '春深坊', '3', '101', '', '', 1, ''],
          ['梧桐', '春申坊', '4', '101', '', '', 1, ''],
          ['海堂', '静和新村', '1', '101', '', '', 1, ''],
          ['梧桐', '春申坊', '3', '', '甲', '', 1, ''],
          ['梧桐', '春申坊', '3', '102', '乙', '', '若干', '爱猫'],
          ['梧桐', '春申坊', '3', '103', '丙**', '', 1, ''],
          ['梧桐', '春申坊', '3', '104', '丁', '', 1, ''],
          ['梧桐', '春申坊', '3', '105', '戊', '', 1, ''],
          ['梧桐', '春申坊', '3', '104', '丁', '', 1, ''],
          ['梧桐', '春申坊', '3', '105', '己', '', 2, ''],
          ['梧桐', '高塔公寓', '1', '后间', '', '', 1, ''],
        ],
      }),
    );
    expect(codes(problems)).toEqual([
      'committee-contradicts 2 A',
      'compound-unknown 3 B',
      'stairwell-unknown 4 C',
      'committee-unknown 5 A',
      'room-missing 6 D',
      'people-unreadable 7 G',
      'tag-unknown 7 H',
      'masked 8 E',
      'duplicate-same 11',
      'floor-unknown 13 D',
      'duplicate 12',
    ]);
    const told = Object.fromEntries(problems.map(({ code, params }) => [code, params]));
    expect(told['committee-contradicts']).toEqual({ said: '海棠居民区', actual: '梧桐居民区' });
    expect(told['compound-unknown']).toMatchObject({ said: '春深坊', nearest: expect.stringContaining('春申坊') });
    expect(told['stairwell-unknown']).toMatchObject({ compound: '春申坊', said: '4号', nearest: '3号、5–9号' });
    expect(told['committee-unknown']?.['nearest']).toContain('海棠居民区');
    expect(told['duplicate']).toMatchObject({ first: 10, sheet: '名册' });
    expect(homes.map((home) => home.room)).toEqual(['102', '103', '104', '105']);
  });

  it('a committee may hand in its own area only', async () => {
    const bytes = await list(['春申坊', '3', '101', '', '', 1, ''], ['静和新村', '1', '101', '', '', 1, '']);
    const { homes, problems } = await read(bytes, { area: 'east' });
    expect([homes.map((home) => home.stairwell), codes(problems)]).toEqual([['e1-1'], ['not-your-area 2']]);
  });

  it('formulas give the value last worked out, and that is said; a room made into a date is refused', async () => {
    const { homes, problems } = await read(
      await list(
        ['春申坊', '3', { formula: '200+1', result: 201 }, '', '', { formula: '1+1', result: 2 }, ''],
        ['春申坊', '3', new Date(Date.UTC(2024, 2, 5)), '', '', 1, ''],
        ['春申坊', '3', '203', '', { error: '#N/A' }, 1, ''],
        ['春申坊', '3', '204', '', '', { formula: 'A1' }, ''],
      ),
    );
    expect(homes.map(({ room, people }) => [room, people])).toEqual([
      ['201', 2],
      ['203', 1],
      ['204', undefined],
    ]);
    expect(codes(problems)).toEqual(['room-date 3 C', 'cell-error 4 E', 'formula-empty 5 F', 'formula 2']);
  });

  it.each([
    ['utf8', ''],
    ['utf8', '\uFEFF'],
    ['gb18030', ''],
    ['utf16-le', '\uFEFF'],
  ])('csv in %s%s', async (encoding, mark) => {
    const text = `${mark}小区,号,室,户主,联系电话\r\n"春申坊",3号,201室,"欧阳\n某",138 0000 0001\r\n春申坊,3号,202室,'=甲,\r\n`;
    const { homes, problems, report } = await read(iconv.encode(text, encoding, { addBOM: false }), {
      name: '梧桐名册.csv',
    });
    expect(codes(problems)).toEqual([]);
    expect(homes.map(({ room, row, contacts }) => [room, row, contacts?.[0]])).toEqual([
      ['201', 2, { relation: 'head', name: '欧阳\n某', phone: '13800000001' }],
      ['202', 3, { relation: 'head', name: '=甲' }],
    ]);
    expect(report.sheets[0]?.name).toBe('梧桐名册');
  });
});
