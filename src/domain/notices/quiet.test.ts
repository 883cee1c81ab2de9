import { describe, expect, it } from 'vitest';
import { street } from '../../../test/scenarios/street.ts';
import { MINUTE } from '../kernel/index.ts';
import type { District, Quiet, Rung } from '../places/index.ts';
import { NO_DOORS, type OpenDoors } from './doors.ts';
import { dueDoors } from './doors-decide.ts';
import { evolveDoors } from './doors-evolve.ts';
import { beginsAt, planOf, quietFor } from './quiet.ts';

/** A moment of the drill's clock, by the wall clock of the district. */
const at = (text: string): number => Date.parse(`2021-07-${text}+08:00`);
const said = (instant: number): string => new Date(instant + 480 * MINUTE).toISOString().slice(8, 23);
const night: Quiet = { from: 22 * 60, to: 7 * 60, utcOffsetMinutes: 480 };
const noon: Quiet = { from: 12 * 60, to: 14 * 60, utcOffsetMinutes: 480 };
const begins = (time: string, quiet: Quiet = night, channel: Rung['channel'] = 'sms'): string =>
  said(beginsAt(quiet, channel, at(time)));

describe('a rung in quiet hours', () => {
  it('begins at once until the very last moment before they begin, and from the very moment when they end', () => {
    expect(begins('24T21:59:59.999')).toBe('24T21:59:59.999');
    expect(begins('24T22:00:00.000')).toBe('25T07:00:00.000');
    expect(begins('25T06:59:59.999')).toBe('25T07:00:00.000');
    expect(begins('25T07:00:00.000')).toBe('25T07:00:00.000');
  });

  it('waits for the morning on either side of midnight, also over the end of a month', () => {
    expect(begins('24T23:59:59.000')).toBe('25T07:00:00.000');
    expect(begins('25T00:00:00.000')).toBe('25T07:00:00.000');
    expect(begins('31T23:00:00.000')).toBe('01T07:00:00.000');
  });

  it('knows hours that do not cross midnight', () => {
    expect(begins('24T11:59:00.000', noon)).toBe('24T11:59:00.000');
    expect(begins('24T12:00:00.000', noon)).toBe('24T14:00:00.000');
    expect(begins('24T23:00:00.000', noon)).toBe('24T23:00:00.000');
  });

  it('waits only where it rings, if the district says which do', () => {
    const quiet: Quiet = { ...night, waits: ['call', 'door'] };
    expect(begins('24T23:00:00.000', quiet, 'digital')).toBe('24T23:00:00.000');
    expect(begins('24T23:00:00.000', quiet, 'call')).toBe('25T07:00:00.000');
  });

  it('is reckoned by the clock of the district, whatever that of the server', () => {
    expect(said(beginsAt({ ...night, utcOffsetMinutes: 0 }, 'sms', at('24T23:00:00.000')))).toBe('24T23:00:00.000');
    // 1969, before the first instant: a drill may stand anywhere.
    expect(beginsAt(night, 'sms', Date.parse('1969-12-31T23:30:00+08:00'))).toBe(
      Date.parse('1970-01-01T07:00:00+08:00'),
    );
  });
});

const ladder: readonly Rung[] = [
  { channel: 'sms', tries: 1, waitMinutes: 30 },
  { channel: 'call', tries: 1, waitMinutes: 20 },
  { channel: 'door', tries: 2, waitMinutes: 60 },
];
const district: District = {
  ...street,
  ladders: { ...street.ladders, IV: ladder, I: ladder },
  quietHours: { IV: { from: 22 * 60, to: 7 * 60 } },
};

describe('the plan of a notice', () => {
  it('sent at 21:50 texts at once; quiet hours begin during the wait, so the call comes at 07:00 and the door after it', () => {
    expect(planOf(district, 'IV', at('24T21:50:00.000')).map((rung) => `${rung.channel} ${said(rung.at)}`)).toEqual([
      'sms 24T21:50:00.000',
      'call 25T07:00:00.000',
      'door 25T07:20:00.000',
    ]);
  });

  it('of a level that may wake people does not wait', () => {
    expect(quietFor(district, 'I')).toBeUndefined();
    expect(planOf(district, 'I', at('24T23:00:00.000'))[1]?.at).toBe(at('24T23:30:00.000'));
  });

  it('that is ordinary takes the ladder of level IV where the district has no other', () => {
    expect(planOf(district, 'ORDINARY', 0).map((rung) => rung.channel)).toEqual(['sms', 'call', 'door']);
  });
});

describe('doors of a notice with quiet hours', () => {
  const opened = (instant: number, rung: number, quiet?: Quiet) => {
    const data: OpenDoors = {
      notice: 'n',
      stairwell: 's',
      committee: 'c',
      households: [{ id: 'h', people: 2, rung, first: false }],
      ladder,
      visitsEnough: 2,
      ...(quiet ? { quiet } : {}),
    };
    return evolveDoors(NO_DOORS, {
      ...({ seq: 1, stream: 'doors/n:s', version: 1, commandId: 'c' } as const),
      type: 'doors.opened',
      data,
      by: { person: 'p', roles: [] },
      at: instant,
      occurredAt: instant,
    } as never);
  };
  const due = (...of: Parameters<typeof opened>): string => said(dueDoors(opened(...of))?.at ?? 0);

  it('climb when the wait is over that began with the rung, not with the arrival', () => {
    expect(due(at('24T21:50:00.000'), 0, night)).toBe('24T22:20:00.000');
    expect(due(at('24T22:20:00.000'), 1, night)).toBe('25T07:20:00.000');
    expect(due(at('24T22:20:00.000'), 1)).toBe('24T22:40:00.000');
  });

  it('without a telephone are not late at the door before people may be knocked at', () => {
    expect(due(at('24T23:00:00.000'), 2, night)).toBe('25T08:00:00.000');
  });
});
