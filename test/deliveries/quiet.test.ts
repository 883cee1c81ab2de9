import { expect, it } from 'vitest';
import { beginsAt } from '../../src/domain/notices/index.ts';
import type { District } from '../../src/domain/places/index.ts';
import { withEngine } from '../engine/harness.ts';
import { Carrier, desk, issue, manyHouseholds, provider, rows, rules, until } from './rig.ts';

/** Quiet hours that hold now, whenever the test runs: from an hour ago for two hours. */
function quietNow(): NonNullable<District['quietHours']> {
  const minute = Math.floor((Date.now() / 60_000 + 480) % 1_440);
  return { IV: { from: (minute + 1_380) % 1_440, to: (minute + 60) % 1_440 } };
}

it('in quiet hours nothing is handed over; every try is due when they end', async () => {
  const district = { ...manyHouseholds(30), quietHours: quietNow() };
  const carrier = new Carrier();
  await withEngine(rules(district), async (world) => {
    const made = desk(world, district, [provider('a', 'sms', carrier)]);
    made.start();
    await until(
      () => made.isSending(),
      (is) => is,
    );
    const issued = Date.now();
    await issue(world);
    await until(
      () => rows(world),
      ({ due }) => due === 30,
    );
    const { rows: found } = await world.database.pool.query<{ due_at: number }>(
      'SELECT DISTINCT due_at FROM delivery WHERE tenant = $1',
      [world.tenant],
    );
    const ends = beginsAt({ ...district.quietHours.IV, utcOffsetMinutes: 480 } as never, 'sms', issued);
    expect(found.map((row) => Number(row.due_at))).toEqual([ends]);
    expect(ends - issued).toBeGreaterThan(3_400_000);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(carrier.got.size).toBe(0);
    // The hours are over: moved in the rows, as the clock of the test stands still.
    await world.database.pool.query('UPDATE delivery SET due_at = $2 WHERE tenant = $1', [world.tenant, issued]);
    await until(
      () => carrier.got.size,
      (n) => n === 30,
    );
    await made.stop();
  });
});

it('what fell due in time and could not be handed over before the quiet hours is put off at the last moment', async () => {
  const district = manyHouseholds(30);
  const carrier = new Carrier();
  const until_ = Date.now() + 7_200_000;
  let quiet = true;
  await withEngine(rules(district), async (world) => {
    const made = desk(world, district, [provider('a', 'sms', carrier)], {
      address: (_kind, claims) =>
        Promise.resolve(
          new Map(
            claims.map((one) => [
              one,
              quiet ? { until: until_ } : { to: one.household, text: '台风', fields: {}, lang: 'zh' },
            ]),
          ),
        ),
    });
    made.start();
    await until(
      () => made.isSending(),
      (is) => is,
    );
    await issue(world);
    const held = async () =>
      (
        await world.database.pool.query(
          `SELECT count(*)::int AS n FROM delivery WHERE state = 'due' AND code = 'quiet-hours' AND due_at = $1 AND provider IS NULL`,
          [until_],
        )
      ).rows[0].n;
    await until(held, (n) => n === 30);
    expect(carrier.got.size).toBe(0);
    expect(made.silent()).toEqual([]);
    quiet = false;
    await world.database.pool.query('UPDATE delivery SET due_at = 0');
    await until(
      () => carrier.got.size,
      (n) => n === 30,
    );
    await made.stop();
  });
});
