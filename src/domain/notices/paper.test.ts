import { describe, expect, it } from 'vitest';
import type { District } from '../places/index.ts';
import {
  BOARD_COLUMNS,
  boardRow,
  DOOR_STATES,
  type Door,
  type DoorsState,
  isCounted,
  LOUDSPEAKER_SECONDS,
  NO_DOORS,
  numberIn,
  onScreen,
  paperCodes,
  readCode,
  spokenSeconds,
  tagSymbols,
} from './index.ts';

describe('codes on paper', () => {
  const district = { households: Array.from({ length: 20_000 }, (_, n) => ({ id: `h-${n}` })) } as unknown as District;
  const codes = paperCodes(district);
  it('are six signs that no hand confuses, one for each household, the same on every list', () => {
    expect(new Set(codes.values()).size).toBe(20_000);
    for (const code of codes.values()) expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{6}$/);
    expect(paperCodes({ ...district }).get('h-7')).toBe(codes.get('h-7'));
    expect(codes.get('h-7')).toBe('F3JHFY');
  });
  it('are read as somebody types them', () => {
    expect(readCode(' kaf-htm ')).toBe('KAFHTM');
    expect(readCode('ＫＡＦＨＴＭ')).toBe('KAFHTM');
  });
  it('tags are letters, and others than those never left to a screen are not on paper', () => {
    expect(tagSymbols({ tags: ['pregnant', 'aged-80', 'tenant', 'veteran'] })).toBe('AH');
    expect(tagSymbols({ tags: [] })).toBe('');
  });
});

describe('a text for the loudspeaker', () => {
  it('takes 4 to 5 characters a second, digits one by one, and breath', () => {
    expect(spokenSeconds('')).toBe(0);
    expect(spokenSeconds('台风将至关紧门窗请勿外出谢谢配合请互相转告')).toBeCloseTo(21 / 4.5, 0);
    expect(spokenSeconds('电话62530000')).toBeCloseTo(10 / 4.5, 0);
    const template = '各位居民，台风将至，请把阳台花盆、晾衣杆收进屋，关紧门窗；老人有困难请打62530000。';
    expect(spokenSeconds(template)).toBeGreaterThan(8);
    expect(spokenSeconds(template)).toBeLessThan(LOUDSPEAKER_SECONDS);
    expect(spokenSeconds(template + template)).toBeGreaterThan(LOUDSPEAKER_SECONDS);
    expect(spokenSeconds('Stay inside and close the windows.')).toBeGreaterThan(2);
  });
  it('finds the number to call in a notice, and takes no date and no mobile number for one', () => {
    expect(numberIn('有困难请电021-6253-0000。')).toBe('021-6253-0000');
    expect(numberIn('请打62530000。')).toBe('62530000');
    expect(numberIn('物业962121')).toBe('962121');
    expect(numberIn('25日12时30分起，约15厘米')).toBeUndefined();
    expect(numberIn('13800001234')).toBeUndefined();
  });
});

it('a number on the board counts exactly the doors that it opens to', () => {
  const doors = Object.fromEntries(
    DOOR_STATES.flatMap((state, n) =>
      [0, 1].map((first) => [
        `${state}-${first}`,
        {
          state,
          since: 0,
          people: 2,
          first: first === 1,
          rung: 4,
          rungSince: 0,
          tries: 0,
          triesHere: 0,
          notes: n % 4,
          reached: n % 2 === 0,
        } as Door,
      ]),
    ),
  );
  const state: DoorsState = { ...NO_DOORS, opened: true, notice: 'n', stairwell: 's', visitsEnough: 2, doors };
  const row = boardRow([onScreen(state)]);
  for (const column of BOARD_COLUMNS)
    expect([column, Object.values(doors).filter((door) => isCounted(door, column, 2)).length]).toEqual([
      column,
      row[column],
    ]);
  expect(row.confirmed).toBe(6);
  expect(row.unreached).toBe(4);
});
