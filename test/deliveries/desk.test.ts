import { describe, expect, it } from 'vitest';
import { type DoorState, type DoorsState, doorsId } from '../../src/domain/notices/index.ts';
import { type EngineWorld, withEngine } from '../engine/harness.ts';
import { Carrier, desk, issue, leader, manyHouseholds, provider, receipt, rows, rules, until } from './rig.ts';

const district = manyHouseholds(60);

/** How the households of a notice stand, as counts by state. Their sum is always the roll. */
async function sum({ engine, tenant }: EngineWorld, notice: string): Promise<Partial<Record<DoorState, number>>> {
  const counts: Partial<Record<DoorState, number>> = {};
  for (const { state } of await engine.statesOf<DoorsState>(
    tenant,
    district.stairwells.map(({ id }) => `doors/${doorsId(notice, id)}`),
  ))
    for (const door of Object.values(state.doors)) counts[door.state] = (counts[door.state] ?? 0) + 1;
  return counts;
}

async function withDesk(
  carriers: Parameters<typeof desk>[2],
  work: (world: EngineWorld, desk_: ReturnType<typeof desk>) => Promise<void>,
  more: Parameters<typeof desk>[3] = {},
): Promise<void> {
  await withEngine(rules(district), async (world) => {
    const made = desk(world, district, carriers, more);
    made.start();
    await until(
      () => made.isSending(),
      (is) => is,
    );
    try {
      await work(world, made);
    } finally {
      await made.stop();
    }
  });
}

describe('a notice that was issued', () => {
  it('goes to every household once; receipts and digits come back as facts about doors', async () => {
    const carrier = new Carrier();
    await withDesk([provider('a', 'sms', carrier)], async (world, made) => {
      const notice = await issue(world);
      await until(
        () => carrier.got.size,
        (n) => n === 60,
      );
      expect([...carrier.got.values()].every((got) => got.length === 1)).toBe(true);
      await until(
        () => rows(world),
        ({ handed }) => handed === 60,
      );
      const message = (n: number) => (carrier.got.get(`h-${n}`) ?? [])[0] as never;
      await made.receive('a', [
        receipt(message(0), 'delivered'),
        receipt(message(1), 'answered', '1'),
        receipt(message(2), 'answered', '2'),
        receipt(message(3), 'failed'),
        receipt(message(4), 'answered', '7'),
      ]);
      // Two tries by text message: the one that failed is sent once more, and nobody else.
      await until(
        () => carrier.got.get('h-3')?.length,
        (n) => n === 2,
      );
      await until(
        () => sum(world, notice),
        (now) => now.confirmed === 1 && now['needs-help'] === 1 && now.delivered === 2 && now.unreached === 1,
      );
      expect(await sum(world, notice)).toEqual({
        pending: 55,
        delivered: 2,
        confirmed: 1,
        'needs-help': 1,
        unreached: 1,
      });
      expect(made.said).toEqual([]);
    });
  });

  it('takes receipts twice, late, out of order, and before its own answer to us', async () => {
    const carrier = new Carrier();
    let pushed: Promise<void> = Promise.resolve();
    await withDesk([provider('a', 'sms', carrier)], async (world, made) => {
      carrier.answer = (message) => {
        // The push overtakes the answer of the request.
        if (message.to === 'h-0') pushed = made.receive('a', [receipt(message, 'answered', '1')]);
        return { id: message.id, state: 'taken', ref: `ref-${message.id}` };
      };
      const notice = await issue(world);
      await until(
        () => sum(world, notice),
        ({ confirmed }) => confirmed === 1,
      );
      await pushed;
      await until(
        () => rows(world),
        ({ handed }) => handed === 59,
      );
      const [first] = carrier.got.get('h-1') ?? [];
      if (!first) throw new Error('h-1 got nothing');
      await made.receive('a', [receipt(first, 'answered', '1'), receipt(first, 'delivered')]);
      await made.receive('a', [receipt(first, 'failed'), receipt(first, 'delivered')]);
      await made.receive('a', [receipt(first, 'answered', '1')]);
      await until(
        () => sum(world, notice),
        ({ confirmed }) => confirmed === 2,
      );
      // What was told is written down after the telling.
      await until(
        () => world.database.pool.query('SELECT FROM delivery WHERE NOT told'),
        ({ rowCount }) => rowCount === 0,
      );
      const events = (await world.engine.readEvents(world.tenant, 0, 10_000)).filter(
        ({ type }) => type === 'doors.confirmed',
      );
      expect(events).toHaveLength(2);
      expect(carrier.got.get('h-1')).toHaveLength(1);
    });
  });

  it('is not sent to those who have answered meanwhile, by whatever way', async () => {
    const carrier = new Carrier();
    let open = false;
    carrier.answer = ({ id }) =>
      open
        ? { id, state: 'taken', ref: `ref-${id}` }
        : { id, state: 'refused', code: 'busy', again: true, waitMs: 400 };
    await withDesk([provider('a', 'sms', carrier)], async (world) => {
      const notice = await issue(world);
      await until(
        () => rows(world),
        ({ due }) => due === 60,
      );
      const outcome = await world.engine.submit(world.tenant, leader, {
        id: crypto.randomUUID(),
        type: 'doors.confirm',
        stream: `doors/${doorsId(notice, 's-0')}`,
        data: { households: ['h-5'], by: 'neighbour', way: 'call' },
      });
      expect(outcome.ok).toBe(true);
      await until(
        () => rows(world),
        ({ dropped }) => dropped === 1,
      );
      open = true;
      await until(
        () => carrier.got.size,
        (n) => n === 59,
      );
      expect(carrier.got.has('h-5')).toBe(false);
    });
  });

  it('goes to the next provider when one is silent, and what may have gone out is a doubt, not sent again', async () => {
    const silent = new Carrier();
    const second = new Carrier();
    silent.answer = ({ id }) => ({ id, state: 'doubt', code: 'timeout' });
    await withDesk(
      [provider('a', 'sms', silent, { limits: { perRequest: 10 } }), provider('b', 'sms', second)],
      async (world, made) => {
        await issue(world);
        await until(
          () => silent.got.size + second.got.size,
          (n) => n === 60,
        );
        await until(
          () => rows(world),
          ({ due, sending }) => !due && !sending,
        );
        const { doubt = 0, handed = 0 } = await rows(world);
        // Some requests are under way when the third goes unanswered; none of their messages goes to the other.
        expect(doubt).toBe(silent.got.size);
        expect(handed).toBe(second.got.size);
        expect(doubt + handed).toBe(60);
        expect([...silent.got.keys()].filter((to) => second.got.has(to))).toEqual([]);
        expect(made.silent()).toEqual([{ provider: 'a', since: expect.any(Number) }]);
      },
    );
  });

  it('is told again with the same id where the provider knows repeats', async () => {
    const carrier = new Carrier();
    const ids = new Map<string, string[]>();
    carrier.answer = ({ id, to }) => {
      const seen = [...(ids.get(to) ?? []), id];
      ids.set(to, seen);
      return seen.length === 1 && to === 'h-9'
        ? { id, state: 'doubt', code: 'timeout' }
        : { id, state: 'taken', ref: `ref-${id}` };
    };
    await withDesk([provider('a', 'sms', carrier, { idempotent: true })], async (world) => {
      await issue(world);
      await until(
        () => rows(world),
        ({ handed }) => handed === 60,
      );
      const [one, two, ...more] = ids.get('h-9') ?? [];
      expect(one).toBe(two);
      expect(more).toEqual([]);
    });
  });

  it('tells the journal of those whom nobody can reach by this rung, and they go on to the next', async () => {
    const carrier = new Carrier();
    const calls = new Carrier();
    await withDesk(
      [provider('a', 'sms', carrier), provider('tel', 'call', calls)],
      async (world) => {
        const notice = await issue(world);
        await until(
          () => rows(world),
          ({ failed }) => failed === 2,
        );
        // No number for messages: both tries fail, the ladder climbs (here by hand: timers are off), and a call goes out.
        await until(
          async () =>
            (await world.engine.state<DoorsState>(world.tenant, `doors/${doorsId(notice, 's-0')}`))?.state.doors['h-7'],
          (door) => door?.triesHere === 2,
        );
        await world.engine.submit(
          world.tenant,
          { person: 'system', roles: ['system'] },
          {
            id: crypto.randomUUID(),
            type: 'doors.climb',
            stream: `doors/${doorsId(notice, 's-0')}`,
            data: {},
          },
        );
        await until(
          () => calls.got.size,
          (n) => n === 1,
        );
        expect([...calls.got.keys()]).toEqual(['h-7']);
      },
      {
        address: (kind, claims) =>
          Promise.resolve(
            new Map(
              claims
                .filter((one) => kind !== 'sms' || one.household !== 'h-7')
                .map((one) => [one, { to: one.household, text: '台风', fields: {}, lang: 'zh' as const }]),
            ),
          ),
      },
    );
  });
});

describe('one desk of several', () => {
  it('sends; when it goes, the next takes over, and what it had in hand is a doubt', async () => {
    const stuck = new Carrier();
    await withEngine(rules(district), async (world) => {
      const first = desk(world, district, [
        provider(
          'a',
          'sms',
          {
            send: (batch) => {
              void stuck.send(batch);
              return new Promise(() => {});
            },
          },
          { limits: { perRequest: 10 } },
        ),
      ]);
      first.start();
      await until(
        () => first.isSending(),
        (is) => is,
      );
      const carrier = new Carrier();
      const second = desk(world, district, [provider('a', 'sms', carrier)]);
      second.start();
      await issue(world);
      await until(
        () => stuck.got.size,
        (n) => n === 60,
      );
      expect(second.isSending()).toBe(false);
      // The first one's connection is cut, as when its machine dies: it does not come back either.
      void first.stop();
      await world.database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      await until(
        () => second.isSending(),
        (is) => is,
      );
      expect(await rows(world)).toEqual({ doubt: 60 });
      expect(carrier.got.size).toBe(0);
      expect(second.said).toEqual(['took over what another sender left in hand']);
      await second.stop();
    });
  });
});
