import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { warningMessage } from '../../../contract/commands/warning-message.ts';
import type { WarningMessage } from '../../../domain/responses/index.ts';
import { readWarningText, type TextHints, type TextReading } from './index.ts';

const time = (text: string): number => Date.parse(`${text}:00+08:00`);
const read = (text: string, received = '2021-07-28T12:00', more: Partial<TextHints> = {}): TextReading =>
  readWarningText(text, { received: time(received), ...more });
const message = (text: string, received?: string, more?: Partial<TextHints>): WarningMessage => {
  const reading = read(text, received, more);
  if (!reading.ok) throw new Error(JSON.stringify(reading));
  return reading.message;
};
const told = (m: WarningMessage) => [m.issuer, m.kind, m.colour, m.action, m.areas.map((area) => area.name).join(' ')];
const code = (reading: TextReading): string => (reading.ok ? 'taken' : reading.refusal.code);

describe('the eleven official texts', () => {
  interface Published {
    readonly sender: string;
    readonly issued: string;
    readonly text: string;
  }
  const published = readFileSync(
    path.resolve(import.meta.dirname, '../../../../test/fixtures/warnings/zh-official-warnings.jsonl'),
    'utf8',
  )
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Published);
  const at = (i: number): string => (published[i] as Published).text;

  test('what each says', () => {
    expect(published).toHaveLength(11);
    expect(told(message(at(0), '2021-06-01T09:00'))).toEqual(['上海中心气象台', 'gale', 'BLUE', 'issue', '本市']);
    expect(told(message(at(1), '2021-08-11T13:00'))).toEqual([
      '上海中心气象台',
      'rainstorm',
      'YELLOW',
      'update',
      '中心城区 宝山 浦东 崇明等地',
    ]);
    expect(told(message(at(2), '2023-04-03T11:00'))).toEqual([
      '上海中心气象台',
      'gale',
      'BLUE',
      'issue',
      '本市大部地区',
    ]);
    expect(told(message(at(3), '2017-08-24T11:00'))).toEqual([
      '上海中心气象台',
      'heat',
      'YELLOW',
      'issue',
      '全市大部地区',
    ]);
    expect(told(message(at(4), '2021-07-21T15:00'))).toEqual([
      '焦作市气象台',
      'rainstorm',
      'RED',
      'issue',
      '焦作中东部地区',
    ]);
    expect(told(message(at(5), '2025-08-26T17:00', { issuer: '北京市气象台' }))).toEqual([
      '北京市气象台',
      'rainstorm',
      'ORANGE',
      'continue',
      '我市部分地区 房山 门头沟 昌平 怀柔等区',
    ]);
    expect(told(message(at(6), '2023-09-17T17:00'))).toEqual([
      '惠东县气象台',
      'rainstorm',
      'YELLOW',
      'update',
      '平山街道 宝口镇',
    ]);
    expect(told(message(at(7), '2020-06-20T23:00'))).toEqual(['长春市气象台', 'gale', 'BLUE', 'issue', '我市']);
    expect(told(message(at(8), '2026-10-06T22:00'))).toEqual([
      '昭苏县气象台',
      'thunder',
      'YELLOW',
      'issue',
      '我县昭苏镇 种马场 乌尊布拉克镇 阿克达拉镇等地',
    ]);
    expect(told(message(at(9), '2021-10-09T16:00', { issuer: '北京市气象台' }))).toEqual([
      '北京市气象台',
      'gale',
      'BLUE',
      'issue',
      '本市大部分地区',
    ]);
    expect(told(message(at(10), '2025-07-27T11:00'))).toEqual(['东城区气象台', 'rainstorm', 'BLUE', 'issue', '东城区']);
  });

  test('time of issue, span and advice; the text itself unaltered', () => {
    const m = message(at(1), '2021-08-11T13:00');
    expect(m).toMatchObject({
      sent: time('2021-08-11T12:38'),
      sentAsWritten: '2021年08月11日12时38分',
      horizon: { hours: 6, words: '未来6小时' },
      expires: null,
      text: at(1),
      assumed: [],
      form: 'text',
      msgType: 'Update',
    });
    expect(message(at(0), '2021-06-01T09:00')).toMatchObject({
      sent: time('2021-06-01T08:40'),
      horizon: { hours: 24 },
      instruction: '请注意防范。',
    });
    expect(message(at(9), '2021-10-09T16:00', { issuer: '北京市气象台' }).horizon).toEqual({
      words: '9日22时至10日19时',
    });
    expect(message(at(2), '2023-04-03T11:00').horizon).toEqual({ words: '明天傍晚以前' });
  });

  test('a missing year or month is completed from the time of receipt and said to be assumed', () => {
    expect(message(at(6), '2023-09-17T17:00')).toMatchObject({
      sent: time('2023-09-17T16:26'),
      assumed: ['year'],
      keepsOthers: true,
    });
    expect(message(at(6), '2024-01-02T08:00')).toMatchObject({ sent: time('2023-09-17T16:26') });
    expect(message(at(10), '2025-07-27T11:00')).toMatchObject({
      sent: time('2025-07-27T10:25'),
      assumed: ['year', 'month'],
    });
    expect(message(at(10), '2025-08-01T09:00').sent).toBe(time('2025-07-27T10:25'));
  });

  test('市气象台 does not say of which city: refused, with what could be read', () => {
    expect(read(at(5), '2025-08-26T17:00')).toMatchObject({
      ok: false,
      refusal: { code: 'warning.text-unread' },
      missing: ['issuer'],
      partial: { kind: 'rainstorm', colour: 'ORANGE', action: 'continue', sent: time('2025-08-26T16:00') },
    });
    expect(message(at(5), '2025-08-26T17:00', { issuer: '北京市气象台' }).assumed).toEqual(['issuer']);
  });
});

describe('other forms', () => {
  test('lift, upgrade, downgrade and their wordings', () => {
    expect(told(message('上海中心气象台2021年07月28日10时00分解除台风蓝色预警信号。'))).toEqual([
      '上海中心气象台',
      'typhoon',
      'BLUE',
      'lift',
      '',
    ]);
    expect(told(message('上海中心气象台2021年7月26日11时00分更新台风橙色预警信号为台风黄色预警信号：预计…'))).toEqual([
      '上海中心气象台',
      'typhoon',
      'YELLOW',
      'update',
      '',
    ]);
    expect(told(message('静安区气象台2021年7月26日22时20分将暴雨蓝色预警升级为暴雨黄色预警[Ⅲ级/较重]'))).toEqual([
      '静安区气象台',
      'rainstorm',
      'YELLOW',
      'update',
      '',
    ]);
    expect(told(message('【静安区气象台】于2021-07-27 09:50 发布雷电黄色预警信号'))).toEqual([
      '静安区气象台',
      'thunder',
      'YELLOW',
      'issue',
      '',
    ]);
    expect(told(message('上海中心气象台２０２１年７月２３日７时发布台风蓝色预警［Ⅳ级／一般］'))).toEqual([
      '上海中心气象台',
      'typhoon',
      'BLUE',
      'issue',
      '',
    ]);
    expect(told(message('上海中心气象台今天10时30分发布雷雨大风黄色预警信号', '2021-07-28T12:00'))).toEqual([
      '上海中心气象台',
      'thunder-gale',
      'YELLOW',
      'issue',
      '',
    ]);
  });

  test('a text without a time can be completed by hand, and says so', () => {
    expect(read('上海中心气象台发布台风橙色预警[Ⅱ级/严重]（来源：国家预警信息发布中心）')).toMatchObject({
      ok: false,
      missing: ['sent'],
      partial: { issuer: '上海中心气象台', colour: 'ORANGE' },
    });
    expect(
      message('上海中心气象台发布台风橙色预警[Ⅱ级/严重]', undefined, { sent: time('2021-07-25T09:30') }),
    ).toMatchObject({ sent: time('2021-07-25T09:30'), assumed: ['sent'] });
  });

  test('what cannot be read is refused with what is missing', () => {
    expect(read('今晚有大风大雨，请大家关好门窗')).toMatchObject({
      ok: false,
      missing: ['issuer', 'sent', 'kind', 'colour', 'action'],
    });
    expect(read('上海中心气象台2021年07月26日22时15分发布预警信号')).toMatchObject({
      ok: false,
      missing: ['kind', 'colour'],
    });
    expect(read('上海中心气象台2021年02月30日22时15分发布暴雨黄色预警')).toMatchObject({
      ok: false,
      missing: ['sent'],
    });
    expect(read('上海中心气象台2021年07月26日25时15分发布暴雨黄色预警')).toMatchObject({
      ok: false,
      missing: ['sent'],
    });
    expect(code(read('   '))).toBe('warning.empty');
    expect(code(read('台'.repeat(4_001)))).toBe('warning.text-too-long');
  });

  test('a text that contradicts itself, or holds two warnings, is refused', () => {
    expect(code(read('上海中心气象台2021年07月26日22时15分发布暴雨黄色预警[Ⅰ级/特别严重]：预计'))).toBe(
      'warning.text-contradicts',
    );
    expect(
      code(
        read('上海中心气象台2021年08月11日12时38分发布暴雨黄色预警：预计，暴雨蓝色预警信号更新为暴雨橙色预警信号。'),
      ),
    ).toBe('warning.text-contradicts');
    expect(code(read('上海中心气象台2021年07月27日09时50分发布雷电黄色预警和台风蓝色预警信号'))).toBe(
      'warning.text-several',
    );
  });
});

describe('properties', () => {
  const station = fc.constantFrom('上海中心气象台', '静安区气象台', '焦作市气象台');
  const kind = fc.constantFrom(
    ['台风', 'typhoon'],
    ['暴雨', 'rainstorm'],
    ['大风', 'gale'],
    ['雷电', 'thunder'],
    ['雷雨大风', 'thunder-gale'],
    ['高温', 'heat'],
    ['道路结冰', 'road-ice'],
  );
  const colour = fc.constantFrom(
    ['蓝', 'BLUE', 'Ⅳ级/一般'],
    ['黄', 'YELLOW', 'Ⅲ级/较重'],
    ['橙', 'ORANGE', 'Ⅱ级/严重'],
    ['红', 'RED', 'Ⅰ级/特别严重'],
  );
  const action = fc.constantFrom(['发布', 'issue'], ['继续发布', 'continue'], ['解除', 'lift']);
  const minute = fc.integer({ min: time('2018-01-01T00:00') / 60_000, max: time('2021-07-28T12:00') / 60_000 });

  test('every well-made title is read back, in three forms of the date', () => {
    let seen = 0;
    fc.assert(
      fc.property(
        station,
        kind,
        colour,
        action,
        minute,
        fc.integer({ min: 0, max: 2 }),
        fc.boolean(),
        (s, [k, kindCode], [c, colourCode, level], [a, actionCode], m, form, bracket) => {
          const local = new Date(m * 60_000 + 8 * 3_600_000).toISOString();
          const [y, mo, d, h, mi] = [
            local.slice(0, 4),
            local.slice(5, 7),
            local.slice(8, 10),
            local.slice(11, 13),
            local.slice(14, 16),
          ];
          const date = [
            `${y}年${mo}月${d}日${h}时${mi}分`,
            `${y}年${Number(mo)}月${Number(d)}日${Number(h)}时${Number(mi)}分`,
            `${y}-${mo}-${d} ${h}:${mi}`,
          ][form] as string;
          const m1 = message(`${s}${date}${a}${k}${c}色预警${bracket ? `[${level}]` : '信号'}：请注意防范。`);
          expect([m1.issuer, m1.sent, m1.kind, m1.colour, m1.action, m1.assumed]).toEqual([
            s,
            m * 60_000,
            kindCode,
            colourCode,
            actionCode,
            [],
          ]);
          seen++;
        },
      ),
      { numRuns: 600, seed: 11 },
    );
    expect(seen).toBe(600);
  });

  test('whatever is pasted, the door answers and what it takes is a valid command', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '上海中心气象台',
        '气象台',
        '2021年',
        '7月26日',
        '22时15分',
        '发布',
        '解除',
        '更新为',
        '暴雨',
        '黄色',
        '预警信号',
        '[Ⅲ级/较重]',
        '：',
        '，',
        '。',
        '预计',
        '未来6小时',
        '本市',
        '将',
        '、',
        '仍生效',
        '(',
        ']',
        '31日',
      ),
      fc.string({ maxLength: 6, unit: 'binary' }),
    );
    let taken = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 6 }), piece), { maxLength: 5 }),
        fc.nat({ max: 11 }),
        (pieces, lost) => {
          const parts = ['上海中心气象台', '2021年7月26日22时15分', '发布', '暴雨', '黄色', '预警信号'].map(
            (part, i) => (i === lost ? '' : part),
          );
          for (const [place, extra] of pieces) parts.splice(place, 0, extra);
          const reading = read(parts.join(''));
          if (!reading.ok) return void expect(reading.refusal.code).toMatch(/^warning\./);
          taken++;
          expect(warningMessage.safeParse(reading.message).success).toBe(true);
          expect(reading.message.sent).toBeLessThanOrEqual(time('2200-12-31T23:59'));
        },
      ),
      { numRuns: 3_000, seed: 5 },
    );
    expect(taken).toBeGreaterThan(300);
    expect(taken).toBeLessThan(2_900);
  });

  test('a long run of brackets or stations does not make the reader slow', () => {
    const started = performance.now();
    for (const text of [
      '气象台'.repeat(1_300),
      '预计'.repeat(2_000),
      '（'.repeat(4_000),
      '将'.repeat(4_000),
      `受${'一'.repeat(3_990)}`,
      '1'.repeat(4_000),
      '更新'.repeat(2_000),
      `${'暴雨'.repeat(1_900)}黄色`,
      '、'.repeat(4_000),
      '今天夜间'.repeat(1_000),
    ])
      read(`${text}`);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
