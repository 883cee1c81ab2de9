import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseState } from '../../src/domain/cases/index.ts';
import type { Actor, Command } from '../../src/domain/kernel/index.ts';
import type { District } from '../../src/domain/places/index.ts';
import { foresee, type KnownStreams, screen, shiftOf } from '../../src/domain/screen/index.ts';
import { loadPack } from '../../src/server/district/index.ts';

const NOW = Date.UTC(2021, 6, 25, 4);
const walker: Actor = { person: 'greening.handler.1', unit: 'greening', roles: ['handler'] };
const ID = '0190a000-0000-7000-8000-000000000001';
let district: District;
beforeAll(async () => {
  ({ district } = await loadPack(path.resolve(import.meta.dirname, '../../districts/nanjing-west-road')));
});

/** What every phone holds: that there is no storm mode. */
const CALM: KnownStreams = { 'limits/mode': { version: 0, state: null } };

function report(id = ID): Command {
  return {
    id,
    type: 'case.report',
    stream: `case/${id}`,
    occurredAt: NOW,
    data: {
      source: 'patrol',
      category: 'ST01',
      description: '路面积水',
      place: { position: district.stairwells[0]?.position },
    },
  };
}

describe('what a phone foresees', () => {
  it('is what the rules say of what it holds: done, or refused with the same code as by the server', () => {
    const told = foresee(CALM, report(), walker, NOW, district);
    if (!told.ok) throw new Error('refused');
    expect(told.streams[`case/${ID}`]).toMatchObject({ version: 1, state: { stage: 'reported', category: 'ST01' } });
    const again = { ...report(), type: 'case.feed-back', data: { done: '好了', evidence: [], withoutPhoto: '雨大' } };
    expect(foresee(told.streams, again, walker, NOW, district)).toMatchObject({ ok: false });
    const resident: Actor = { person: 'r', roles: ['observer'] };
    expect(foresee(CALM, report(), resident, NOW, district)).toMatchObject({
      ok: false,
      refusal: { code: expect.stringContaining('case.') },
    });
  });

  it('is nothing where it does not hold what it would have to know', () => {
    const elsewhere = { ...report(), stream: 'case/0190a000-0000-7000-8000-00000000000f' };
    expect(foresee({}, elsewhere, walker, NOW, district)).toEqual({ ok: undefined });
    expect(foresee({}, report(), walker, NOW, district)).toEqual({ ok: undefined });
    expect(foresee({}, { ...report(), stream: `vase/${ID}` }, walker, NOW, district)).toEqual({ ok: undefined });
  });

  it('changes nothing of what was held before', () => {
    const before: KnownStreams = { ...CALM };
    foresee(before, report(), walker, NOW, district);
    expect(before).toEqual(CALM);
  });
});

describe('what a phone carries', () => {
  it('is the open cases of its unit and those that its person told, and of nobody else', () => {
    const told = foresee(CALM, report(), walker, NOW, district);
    if (!told.ok) throw new Error('refused');
    const state = told.streams[`case/${ID}`]?.state as CaseState;
    const shown = screen.empty();
    const put = (id: string, part: Partial<CaseState>) => {
      (shown.streams['case'] as Record<string, unknown>)[id] = { ...state, ...part };
    };
    put('told', {});
    put('unit', { unit: 'greening', stage: 'handling', reporters: [] });
    put('other', { unit: 'drainage', stage: 'handling', reporters: [] });
    put('closed', { unit: 'greening', stage: 'closed' });
    put('draft', { stage: 'draft' });
    expect(shiftOf(shown, walker)).toEqual(['limits/mode', 'case/told', 'case/unit']);
    expect(shiftOf(shown, { person: 'x', roles: ['observer'] })).toEqual(['limits/mode']);
  });
});
