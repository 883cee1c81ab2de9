import { randomUUID } from 'node:crypto';
import { aggregates } from '../../src/domain/aggregates.ts';
import type { Actor } from '../../src/domain/kernel/index.ts';
import type { District, Household } from '../../src/domain/places/index.ts';
import { react } from '../../src/domain/reactions/index.ts';
import type { Card, Handed, Outgoing, Receipt, Sender } from '../../src/server/channels/channel.ts';
import { DeliveryDesk, type DeskDoors } from '../../src/server/deliveries/desk.ts';
import type { Provider } from '../../src/server/deliveries/index.ts';
import type { EngineWorld } from '../engine/harness.ts';
import { street } from '../scenarios/street.ts';

const words = (text: string) => ({ zh: text, en: text });
export const leader: Actor = { person: 'p-leader', unit: 'ops', roles: ['shift-leader'] };
export const commander: Actor = { person: 'p-commander', unit: 'ops', roles: ['commander'] };

/** The street with as many households as asked for, 25 to a stairwell, all reached by text message, then by call. */
export function manyHouseholds(count: number): District {
  const [stairwell] = street.stairwells;
  const households: Household[] = Array.from({ length: count }, (_, i) => ({
    id: `h-${i}`,
    stairwell: `s-${Math.floor(i / 25)}`,
    room: `${101 + (i % 25)}`,
    floor: 2,
    floorKind: 'middle',
    use: 'owner',
    people: 2,
    reachable: true,
    tags: [],
  }));
  return {
    ...street,
    households,
    stairwells: Array.from({ length: Math.ceil(count / 25) }, (_, i) => ({
      ...(stairwell as typeof stairwell & {}),
      id: `s-${i}`,
    })),
    ladders: { ...street.ladders, IV: LADDER },
  };
}
export const LADDER: District['ladders']['IV'] = [
  { channel: 'sms', tries: 2, waitMinutes: 30 },
  { channel: 'call', tries: 1, waitMinutes: 20 },
  { channel: 'door', tries: 2, waitMinutes: 60 },
];

export const rules = (district: District) => ({ aggregates, react, worldOf: () => district, mode: 'real' as const });

/** Issues a notice to everybody and returns its id. */
export async function issue(
  { engine, tenant }: Pick<EngineWorld, 'engine' | 'tenant'>,
  id: string = randomUUID(),
): Promise<string> {
  const say = async (actor: Actor, type: string, data: object) => {
    const outcome = await engine.submit(tenant, actor, { id: randomUUID(), type, stream: `notice/${id}`, data });
    if (!outcome.ok) throw new Error(`${type}: ${outcome.refusal.code}`);
  };
  const fields = { 台站: '区气象台', 时间: '7时', 颜色: '蓝色' };
  await say(leader, 'notice.compose', { template: 'typhoon', fields, level: 'IV', audience: { everyone: true } });
  await say(commander, 'notice.sign', {});
  await say(leader, 'notice.issue', {});
  return id;
}

/** A carrier in memory that does what it is told to; what each number got stands in `got`. */
export class Carrier implements Sender {
  readonly got = new Map<string, Outgoing[]>();
  /** What to answer to one message; it counts as sent unless refused. */
  answer: (message: Outgoing) => Handed = ({ id }) => ({ id, state: 'taken', ref: `ref-${id}` });

  send(batch: readonly Outgoing[]): Promise<readonly Handed[]> {
    return Promise.resolve(
      batch.map((message) => {
        const answer = this.answer(message);
        if (answer.state !== 'refused') {
          const before = this.got.get(message.to);
          if (before) before.push(message);
          else this.got.set(message.to, [message]);
        }
        return answer;
      }),
    );
  }
}

export const card = (id: string, more: Partial<Card> = {}): Card => ({
  id,
  kind: 'sms',
  name: words(id),
  about: words(id),
  fields: [],
  limits: { perRequest: 100 },
  receipts: 'push',
  idempotent: false,
  answers: false,
  ...more,
});
export const provider = (id: string, kind: string, sender: Sender, more: Partial<Card> = {}): Provider => ({
  id,
  kind,
  card: card(id, { kind: kind === 'digital' ? 'push' : (kind as Card['kind']), ...more }),
  sender,
});

/** The desk of the test's tenant: every household's number is its id, unless `address` says otherwise. */
export function desk(
  world: EngineWorld,
  district: District,
  providers: readonly Provider[],
  more: Partial<DeskDoors> = {},
): DeliveryDesk & { readonly said: string[] } {
  const said: string[] = [];
  const made = new DeliveryDesk({
    tenant: world.tenant,
    engine: world.engine,
    pool: world.database.pool,
    config: world.database.config,
    district: () => district,
    providers,
    address: (_kind, claims) =>
      Promise.resolve(
        new Map(claims.map((one) => [one, { to: one.household, text: '台风', fields: {}, lang: 'zh' as const }])),
      ),
    realTime: Date.now,
    say: (message) => void said.push(message),
    ...more,
  });
  return Object.assign(made, { said });
}

export const receipt = (message: Outgoing, state: Receipt['state'], answer?: string): Receipt => ({
  ref: `ref-${message.id}`,
  state,
  at: Date.now(),
  ...(answer === undefined ? {} : { answer }),
});

/** Waits until `is` holds. @throws after `ms`, with what it last was. */
export async function until<T>(look: () => Promise<T> | T, is: (value: T) => boolean, ms = 15_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await look();
    if (is(value)) return value;
    if (Date.now() > end) throw new Error(`it did not come to that; last: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Rows by state. */
export async function rows({ database, tenant }: EngineWorld): Promise<Record<string, number>> {
  const { rows: found } = await database.pool.query<{ state: string; n: number }>(
    'SELECT state, count(*)::int AS n FROM delivery WHERE tenant = $1 GROUP BY state',
    [tenant],
  );
  return Object.fromEntries(found.map(({ state, n }) => [state, n]));
}
