import { describe, expect, it } from 'vitest';
import { DAY } from '../kernel/index.ts';
import { step } from './door.ts';
import { type Door, type DoorsCommand, linkHolder, linkStanding, mayDoors, NO_DOORS, posterReader } from './index.ts';

const doors = { ...NO_DOORS, committee: 'west', stairwell: 's1' };
const of = { id: 'c', stream: 'doors/n:s1' };
const confirm = (households: string[], by: string, way: string) =>
  ({ ...of, type: 'doors.confirm', data: { households, by, way } }) as DoorsCommand;
const help = (household: string, way?: string) =>
  ({ ...of, type: 'doors.needs-help', data: { household, category: 'ST03', way } }) as DoorsCommand;
const may = (actor: ReturnType<typeof linkHolder>, said: DoorsCommand) => mayDoors(doors, said.type, actor, said);

describe('what a resident may say without an account', () => {
  it('with the link of a household: that it knows or needs help, itself and nobody else', () => {
    const mine = linkHolder('h1');
    expect(may(mine, confirm(['h1'], 'self', 'link'))).toBe(true);
    expect(may(mine, help('h1', 'link'))).toBe(true);
    for (const said of [
      confirm(['h2'], 'self', 'link'),
      confirm(['h1', 'h2'], 'self', 'link'),
      confirm([], 'self', 'link'),
      confirm(['h1'], 'committee', 'link'),
      confirm(['h1'], 'self', 'visit'),
      help('h2', 'link'),
      help('h1', 'call'),
      help('h1'),
      { ...of, type: 'doors.visit', data: { visits: [{ household: 'h1', result: 'seen' }] } } as DoorsCommand,
      { ...of, type: 'doors.help-done', data: { household: 'h1' } } as DoorsCommand,
      { ...of, type: 'doors.record-delivery', data: { channel: 'sms', delivered: ['h1'], failed: [] } } as DoorsCommand,
    ])
      expect(may(mine, said), JSON.stringify(said)).toBe(false);
    expect(mayDoors(doors, 'doors.confirm', mine)).toBe(false);
  });

  it('before a poster: as a neighbour, one room at a time, of this stairwell', () => {
    const here = posterReader('s1');
    expect(may(here, confirm(['h1'], 'neighbour', 'qr'))).toBe(true);
    expect(may(here, help('h2', 'qr'))).toBe(true);
    for (const said of [
      confirm(['h1', 'h2'], 'neighbour', 'qr'),
      confirm(['h1'], 'self', 'qr'),
      confirm(['h1'], 'neighbour', 'call'),
      help('h1', 'link'),
    ])
      expect(may(here, said), JSON.stringify(said)).toBe(false);
    expect(may(posterReader('s2'), confirm(['h1'], 'neighbour', 'qr'))).toBe(false);
    expect(may(posterReader('s2'), help('h1', 'qr'))).toBe(false);
  });

  it('a poster does not move those never left to a screen; their own link does', () => {
    const door = { state: 'to-visit', since: 0, first: true, reached: false } as Door;
    const told = (way: 'qr' | 'link') => ({ kind: 'confirmed', at: 1, by: 'neighbour', way }) as const;
    const rungs = { door: 4, count: 5 };
    expect(step(door, told('qr'), rungs)).toBe(door);
    expect(step(door, told('link'), rungs).state).toBe('confirmed');
    expect(step({ ...door, first: false }, told('qr'), rungs).state).toBe('confirmed');
    expect(step(door, { kind: 'needs-help', at: 1, category: 'ST70', way: 'qr' }, rungs).state).toBe('needs-help');
  });
});

describe('how long a link opens', () => {
  const at = 1_000 * DAY;
  const notice = { phase: 'issued', issuedAt: at } as const;
  it('14 days, or until the notice expires, is closed or taken back; a draft never', () => {
    expect(linkStanding(notice, at + 14 * DAY - 1)).toBe('open');
    expect(linkStanding(notice, at + 14 * DAY)).toBe('over');
    expect(linkStanding({ ...notice, expiresAt: at + DAY }, at + DAY - 1)).toBe('open');
    expect(linkStanding({ ...notice, expiresAt: at + DAY }, at + DAY)).toBe('over');
    expect(linkStanding({ ...notice, expiresAt: at + 30 * DAY }, at + 20 * DAY)).toBe('over');
    expect(linkStanding({ ...notice, phase: 'settled' }, at)).toBe('open');
    for (const phase of ['closed', 'expired'] as const) expect(linkStanding({ ...notice, phase }, at)).toBe('over');
    expect(linkStanding({ ...notice, phase: 'taken-back' }, at)).toBe('taken-back');
    expect(linkStanding({ phase: 'composed' }, at)).toBe('never');
    expect(linkStanding(undefined, at)).toBe('never');
  });
});
