import { expect, it } from 'vitest';
import { withEngine } from '../engine/harness.ts';
import { Carrier, desk, issue, manyHouseholds, provider, rows, rules, until } from './rig.ts';

const plain = manyHouseholds(12);
const district = {
  ...plain,
  ladders: {
    ...plain.ladders,
    IV: [
      { channel: 'digital' as const, tries: 1, waitMinutes: 30 },
      { channel: 'sms' as const, tries: 1, waitMinutes: 30 },
      { channel: 'door' as const, tries: 2, waitMinutes: 60 },
    ],
  },
};

it('a rung with two ways sends by each to those whom it reaches; to who is reached by neither goes the next rung', async () => {
  const [push, wecom, sms] = [new Carrier(), new Carrier(), new Carrier()];
  // The browser of the first is over: its account of WeCom is tried instead. That of the second is over as well, and there is no other.
  push.answer = ({ id, to }) =>
    to === 'push h-0' || to === 'push h-1'
      ? { id, state: 'refused', code: 'gone', again: false, gone: [to] }
      : { id, state: 'taken', ref: `ref-${id}` };
  await withEngine({ ...rules(district), timers: true }, async (world) => {
    const { pool } = world.database;
    const { tenant } = world;
    await pool.query(
      `INSERT INTO push_subscription SELECT $1, 'h-' || n, 'id', 'push h-' || n, 'k', 'a', 'zh', 0, 9 FROM generate_series(0, 4) AS n`,
      [tenant],
    );
    await pool.query(
      `INSERT INTO household_care (tenant, household, tags, purpose, wecom) SELECT $1, 'h-' || n, '{}', 'standing', 'w' || n FROM unnest('{0,5,6}'::int[]) AS n`,
      [tenant],
    );
    const reached = {
      push: async () => (await pool.query('SELECT household FROM push_subscription')).rows.map((row) => row.household),
      wecom: async () => ['h-0', 'h-5', 'h-6'],
      sms: async () => district.households.map(({ id }) => id),
    };
    const made = desk(
      world,
      district,
      [
        provider('p', 'digital', push, { kind: 'push', limits: { perRequest: 3 } }),
        provider('w', 'digital', wecom, { kind: 'wecom' }),
        provider('s', 'sms', sms),
      ],
      {
        async address(kind, claims) {
          const ids = await reached[kind as keyof typeof reached]();
          return new Map(
            claims
              .filter(({ household }) => ids.includes(household))
              .map((one) => [one, { to: `${kind} ${one.household}`, text: '台风', fields: {}, lang: 'zh' }]),
          );
        },
        async gone(_kind, addresses) {
          await pool.query('DELETE FROM push_subscription WHERE endpoint = ANY($1)', [addresses]);
        },
      },
    );
    made.start();
    await until(
      () => made.isSending(),
      (is) => is,
    );
    await issue(world);
    await until(
      () => sms.got.size,
      (n) => n === 6,
    );
    const to = (carrier: Carrier) => [...carrier.got.keys()].toSorted();
    expect(to(push)).toEqual(['push h-2', 'push h-3', 'push h-4']);
    expect(to(wecom)).toEqual(['wecom h-0', 'wecom h-5', 'wecom h-6']);
    expect(to(sms)).toEqual(['sms h-1', 'sms h-10', 'sms h-11', 'sms h-7', 'sms h-8', 'sms h-9']);
    await until(
      () => rows(world),
      ({ handed }) => handed === 12,
    );
    expect([push, wecom, sms].flatMap(({ got }) => [...got.values()]).every((got) => got.length === 1)).toBe(true);
    expect(made.said).toEqual([]);
    await made.stop();
  });
});
