import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smsLength, smsPrice } from './segments.ts';

describe('segments on the mainland', () => {
  it.each([
    [0, 0, 70],
    [1, 1, 69],
    [70, 1, 0],
    [71, 2, 63],
    [134, 2, 0],
    [135, 3, 66],
    [160, 3, 41],
    [201, 3, 0],
    [202, 4, 66],
  ])('%i characters are %i segments with %i left', (characters, segments, left) => {
    expect(smsLength('汛'.repeat(characters))).toMatchObject({ encoding: 'ucs2', characters, segments, left });
    // English is counted the same: no GSM-7 on the mainland.
    expect(smsLength('a'.repeat(characters))).toMatchObject({ encoding: 'ucs2', characters, segments, left });
  });
  it('counts an emoji as two and does not cut it: 66 and an emoji open a third segment', () => {
    expect(smsLength('🌀')).toMatchObject({ characters: 2, segments: 1, left: 68 });
    expect(smsLength(`${'汛'.repeat(66)}🌀${'汛'.repeat(66)}`)).toMatchObject({
      characters: 134,
      segments: 3,
      left: 66,
    });
  });
});

describe('segments abroad', () => {
  it.each([
    ['a', 160, 1, 0],
    ['a', 161, 2, 145],
    ['a', 306, 2, 0],
    ['a', 307, 3, 152],
    ['a', 350, 3, 109],
    ['€', 80, 1, 0],
    ['€', 81, 2, 143],
    ['[', 1, 1, 158],
  ])('%s × %i is %i segments with %i left', (one, times, segments, left) => {
    expect(smsLength(one.repeat(times), 'abroad')).toMatchObject({ encoding: 'gsm7', segments, left });
  });
  it('does not part an extension character from its escape: 152 and € leave one place empty', () => {
    expect(smsLength(`${'a'.repeat(152)}€${'a'.repeat(20)}`, 'abroad')).toMatchObject({
      characters: 174,
      segments: 2,
      left: 131,
    });
  });
  it('goes over to 70 and 67 with the first character that GSM-7 has not', () => {
    expect(smsLength(`${'a'.repeat(70)}`, 'abroad')).toMatchObject({ encoding: 'gsm7', segments: 1 });
    expect(smsLength(`${'a'.repeat(70)}汛`, 'abroad')).toMatchObject({ encoding: 'ucs2', segments: 2, left: 63 });
    expect(smsLength('`', 'abroad').encoding).toBe('ucs2');
    expect(smsLength('Ω@_ß§¿à', 'abroad')).toMatchObject({ encoding: 'gsm7', characters: 7 });
  });
});

describe('price', () => {
  it('is segments × messages × 分, rounded up once at the end', () => {
    expect(smsPrice(smsLength('汛'.repeat(71)), 1_000, 4.5)).toBe(9_000);
    expect(smsPrice(smsLength('汛'), 3, 4.1)).toBe(13);
    expect(smsPrice(smsLength('汛'), 100, 4.1)).toBe(410);
    expect(smsPrice(smsLength('汛'), 1, 4.5)).toBe(5);
    expect(smsPrice(smsLength(''), 1_000, 4.5)).toBe(0);
  });
});

it('segments hold the text, and one fewer would not', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '汛', '🌀', '€', '\n'), minLength: 1, maxLength: 700 });
  fc.assert(
    fc.property(text, fc.constantFrom('mainland' as const, 'abroad' as const), (written, counting) => {
      const { characters, segments, left, holds } = smsLength(written, counting);
      const room = segments * holds - left;
      expect(left).toBeGreaterThanOrEqual(0);
      // At most one place a segment is lost to a character of two that did not fit.
      expect(room - characters).toBeGreaterThanOrEqual(0);
      expect(room - characters).toBeLessThanOrEqual(segments - 1);
    }),
    { seed: 20210725, numRuns: 500 },
  );
});
