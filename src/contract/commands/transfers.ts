import { z } from 'zod';
import {
  CONDITIONS,
  type LedgerCommand,
  LIST_MOST,
  RISKS,
  type ShelterCommand,
  TOLD_HOW,
  TRANSPORTS,
  type TransferCommand,
} from '../../domain/transfers/index.ts';
import { type CommandDefinition, defineCommand } from '../command.ts';
import { audienceSpec } from './notices.ts';
import { id, instant, line, someIds, text } from './shapes.ts';

const list = audienceSpec.omit({ of: true });
const risk = z.enum(RISKS);
/** Persons of a household, or in a hall. */
const people = z.number().int().min(0).max(10_000);
const somePeople = z.number().int().min(1).max(200);
const bed = z.string().trim().min(1).max(20);
const household = id;
const households = someIds(LIST_MOST);
const place = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shelter'), shelter: id }),
  z.strictObject({ kind: z.literal('kin') }),
  z.strictObject({ kind: z.literal('nearby') }),
]);
const transport = z.enum(TRANSPORTS);
const some = z.strictObject({ households });
const someNoted = z.strictObject({ households, note: text });

function transfer<T extends TransferCommand['type']>(
  type: T,
  zh: string,
  en: string,
  data: z.ZodType<Extract<TransferCommand, { type: T }>['data']>,
) {
  return defineCommand({ type, kind: 'transfer', data, words: { zh, en } });
}
function ledger<T extends LedgerCommand['type']>(
  type: T,
  zh: string,
  en: string,
  data: z.ZodType<Extract<LedgerCommand, { type: T }>['data']>,
) {
  return defineCommand({ type, kind: 'ledger', data, words: { zh, en } });
}
function shelter<T extends ShelterCommand['type']>(
  type: T,
  zh: string,
  en: string,
  data: z.ZodType<Extract<ShelterCommand, { type: T }>['data']>,
) {
  return defineCommand({ type, kind: 'shelter', data, words: { zh, en } });
}

/** Commands of transfers, their ledgers and the shelters that come from outside. */
export const transferCommands: readonly CommandDefinition[] = [
  transfer(
    'transfer.draw-up',
    '拟转移名单',
    'Draw up a transfer list',
    z.strictObject({ title: line, risk, households: list, response: id.optional() }),
  ),
  transfer('transfer.add', '名单补入', 'Add to the list', z.strictObject({ households: list, risk: risk.optional() })),
  transfer('transfer.discard', '弃用名单', 'Discard the list', z.strictObject({ note: text })),
  transfer(
    'transfer.order',
    '登记区转移指令',
    'Enter the district’s order',
    z.strictObject({ order: line, tellBy: instant, arriveBy: instant }),
  ),
  transfer('transfer.lift', '登记解除指令', 'Enter the order that lifts it', z.strictObject({ order: line })),
  ledger(
    'ledger.plan',
    '安排去向和接送',
    'Plan where to and how',
    z.strictObject({
      households,
      place: place.optional(),
      transport: transport.optional(),
      assisted: people.optional(),
      pets: people.optional(),
    }),
  ),
  ledger('ledger.tell', '已告知', 'Told', z.strictObject({ households, how: z.enum(TOLD_HOW) })),
  ledger('ledger.leave', '已出发', 'Left home', z.strictObject({ households, transport: transport.optional() })),
  ledger(
    'ledger.arrive',
    '到达登记',
    'Arrived',
    z.strictObject({
      arrivals: z
        .array(z.strictObject({ household, place, people: somePeople.optional(), bed: bed.optional() }))
        .min(1)
        .max(500)
        .readonly(),
    }),
  ),
  ledger('ledger.check', '每日核查', 'Daily check', some),
  ledger('ledger.go-off', '自行离开', 'Left on their own', someNoted),
  ledger(
    'ledger.refuse',
    '拒绝转移',
    'Refuses to move',
    z.strictObject({
      household,
      proof: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('signature') }),
        z.strictObject({ kind: z.literal('witnesses'), persons: z.tuple([id, id]).readonly() }),
      ]),
    }),
  ),
  ledger('ledger.force', '按区指令强制转移', 'Move by force, by order', z.strictObject({ household, order: line })),
  ledger('ledger.allow-return', '准许返家', 'Allow the return', some),
  ledger('ledger.return', '返家登记', 'Returned home', some),
  ledger('ledger.strike', '移出名单', 'Strike off the list', someNoted),
  ledger(
    'ledger.put-back',
    '改正误登',
    'Take back a wrong tick',
    z.strictObject({ household, to: z.enum(['listed', 'told']), note: text }),
  ),
  shelter(
    'shelter.open',
    '开放避难点',
    'Open a shelter',
    z.strictObject({ capacity: people.min(1).optional(), beds: people.optional(), note: text.optional() }),
  ),
  shelter('shelter.close', '关闭避难点', 'Close a shelter', z.strictObject({ note: text.optional() })),
  shelter('shelter.set-capacity', '改可安置人数', 'Set its capacity', z.strictObject({ capacity: people, note: text })),
  shelter(
    'shelter.note-conditions',
    '登记保障条件',
    'Note its conditions',
    z.strictObject({ conditions: z.partialRecord(z.enum(CONDITIONS), z.boolean()).readonly(), note: text.optional() }),
  ),
  shelter('shelter.count-others', '登记名单外人数', 'Count people on no list', z.strictObject({ people })),
  shelter('shelter.assign-bed', '安排床位', 'Assign a bed', z.strictObject({ household, bed })),
];
