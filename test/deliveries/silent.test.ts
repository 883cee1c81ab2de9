import { expect, it } from 'vitest';
import { withEngine } from '../engine/harness.ts';
import { Carrier, desk, issue, manyHouseholds, provider, rows, rules, until } from './rig.ts';

const district = manyHouseholds(50);

it('a carrier that was away is used again when it is back, though nothing was due when it was first asked', async () => {
  let shift = 0;
  const carrier = new Carrier();
  let away = true;
  carrier.answer = ({ id }) =>
    away ? { id, state: 'refused', code: 'network', again: true } : { id, state: 'taken', ref: `ref-${id}` };
  await withEngine(rules(district), async (world) => {
    const made = desk(world, district, [provider('a', 'sms', carrier, { limits: { perRequest: 10 } })], {
      realTime: () => Date.now() + shift,
    });
    made.start();
    await until(
      () => made.isSending(),
      (is) => is,
    );
    await issue(world);
    await until(
      () => made.silent().length,
      (n) => n === 1,
    );
    // Everything waits out its pause, so that the first time the carrier may be asked again there is nothing to ask it with.
    await world.database.pool.query(`UPDATE delivery SET due_at = due_at + 60000 WHERE state = 'due'`);
    shift = 600_000;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    away = false;
    shift += 600_000;
    await world.database.pool.query(`UPDATE delivery SET due_at = due_at - 60000 WHERE state = 'due'`);
    await until(
      () => rows(world),
      ({ handed }) => handed === 50,
      15_000,
    );
    expect(made.silent()).toEqual([]);
    expect([...carrier.got.values()].every((got) => got.length === 1)).toBe(true);
    await made.stop();
  });
});

it('what could not be addressed for a moment was not sent, and is sent when it can', async () => {
  const carrier = new Carrier();
  let broken = 3;
  await withEngine(rules(district), async (world) => {
    const made = desk(world, district, [provider('a', 'sms', carrier, { limits: { perRequest: 10 } })], {
      address: (_kind, claims) => {
        if (broken-- > 0) return Promise.reject(new Error('the database is away'));
        return Promise.resolve(
          new Map(claims.map((one) => [one, { to: one.household, text: '台风', fields: {}, lang: 'zh' as const }])),
        );
      },
    });
    made.start();
    await until(
      () => made.isSending(),
      (is) => is,
    );
    await issue(world);
    await until(
      () => rows(world),
      ({ handed }) => handed === 50,
    );
    expect([...carrier.got.values()].every((got) => got.length === 1)).toBe(true);
    await made.stop();
  });
});
