import { z } from 'zod';
import {
  LEVELS,
  type OrderCommand,
  RESPONSE_KINDS,
  type ResponseCommand,
  type TaskCommand,
  type WarningCommand,
} from '../../domain/responses/index.ts';
import { type CommandDefinition, defineCommand } from '../command.ts';
import { warningMessage } from './warning-message.ts';

type Any = WarningCommand | ResponseCommand | TaskCommand | OrderCommand;
/** The compiler keeps each shape equal to what the domain decides on. */
function define<T extends Any['type']>(
  definition: CommandDefinition<T, Extract<Any, { type: T }>['data']>,
): CommandDefinition {
  return defineCommand(definition);
}

const id = z.string().min(1).max(100);
const line = z.string().max(300);
const reason = z.string().trim().min(1).max(1_000);
const text = z.string().max(4_000);
const long = z.string().max(20_000);
const instant = z.number().int().min(0).max(8_640_000_000_000);
const count = z.number().int().min(0).max(1_000_000);
const level = z.enum(LEVELS);

const scope = z.union([z.literal('all'), z.array(id).max(200)]);
const terms = {
  level,
  reason,
  scope,
  expectedMinutes: z
    .number()
    .int()
    .min(1)
    .max(60 * 24 * 60),
  measures: text,
  upperNumber: z.string().min(1).max(100).optional(),
  recommended: level.nullable().optional(),
};
const kind = z.enum(RESPONSE_KINDS);
const proposal = id.optional();

const evidence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('receipt'), note: text }),
  z.strictObject({ kind: z.literal('log'), text }),
  z.strictObject({ kind: z.literal('list'), total: count, done: count, text }),
  z.strictObject({ kind: z.literal('photo'), refs: z.array(z.string().min(1).max(200)).max(50), text }),
  z.strictObject({
    kind: z.literal('counts'),
    rows: z
      .array(z.strictObject({ what: z.string().min(1).max(60), found: count, removed: count, reinforced: count }))
      .max(60),
  }),
  z.strictObject({ kind: z.literal('brief'), number: count, text: long }),
  z.strictObject({ kind: z.literal('minutes'), text: long }),
  z.strictObject({ kind: z.literal('ledger'), due: count, done: count, refused: count, text }),
  z.strictObject({ kind: z.literal('note'), text }),
]);
const words = z.strictObject({ zh: z.string().min(1).max(500), en: z.string().min(1).max(500) });

export const responsesCommands: readonly CommandDefinition[] = [
  define({
    type: 'warning.receive',
    kind: 'warning',
    data: z.strictObject({ message: warningMessage }),
    words: { zh: '收到预警', en: 'Take in a warning' },
  }),
  define({
    type: 'warning.withdraw',
    kind: 'warning',
    data: z.strictObject({ reason }),
    words: { zh: '撤销误录的预警', en: 'Withdraw a warning entered by mistake' },
  }),
  define({
    type: 'warning.judge',
    kind: 'warning',
    data: z.strictObject({ concerns: z.boolean(), reason }),
    words: { zh: '判定预警是否涉及本街道', en: 'Say whether a warning holds here' },
  }),

  define({
    type: 'response.propose',
    kind: 'response',
    data: z.strictObject({ kind, ...terms }),
    words: { zh: '建议响应级别', en: 'Propose a level' },
  }),
  define({
    type: 'response.decline',
    kind: 'response',
    data: z.strictObject({ proposal: id, reason }),
    words: { zh: '不采纳建议', en: 'Decline a proposal' },
  }),
  define({
    type: 'response.start',
    kind: 'response',
    data: z.strictObject({ kind, ...terms, proposal }),
    words: { zh: '签发启动响应', en: 'Sign the start of a response' },
  }),
  define({
    type: 'response.raise',
    kind: 'response',
    data: z.strictObject({ ...terms, proposal }),
    words: { zh: '签发提升级别', en: 'Sign a higher level' },
  }),
  define({
    type: 'response.lower',
    kind: 'response',
    data: z.strictObject({ ...terms, proposal }),
    words: { zh: '签发降低级别', en: 'Sign a lower level' },
  }),
  define({
    type: 'response.lift',
    kind: 'response',
    data: z.strictObject({ reason, dangers: text, upperNumber: z.string().min(1).max(100).optional(), proposal }),
    words: { zh: '签发解除响应', en: 'Sign the end of a response' },
  }),
  define({
    type: 'response.change-scope',
    kind: 'response',
    data: z.strictObject({ scope, reason }),
    words: { zh: '变更响应范围', en: 'Change the scope' },
  }),
  define({
    type: 'response.extend',
    kind: 'response',
    data: z.strictObject({
      expectedMinutes: z
        .number()
        .int()
        .min(1)
        .max(60 * 24 * 60),
      reason,
    }),
    words: { zh: '延长预计时长', en: 'Extend the expected length' },
  }),
  define({
    type: 'response.note-upper-order',
    kind: 'response',
    data: z.strictObject({
      kind,
      level: level.nullable(),
      number: z.string().min(1).max(100),
      issuer: z.string().min(1).max(200),
      text,
    }),
    words: { zh: '登记上级指令', en: 'Note an order from above' },
  }),
  define({
    type: 'response.review',
    kind: 'response',
    data: z.strictObject({ text: long.min(1) }),
    words: { zh: '复盘', en: 'After-action review' },
  }),

  define({
    type: 'task.assign',
    kind: 'task',
    data: z.strictObject({
      response: id,
      row: id,
      level: z.enum([...LEVELS, 'LIFT']),
      unit: id,
      action: words,
      dueAt: instant.nullable(),
      everyMinutes: z.number().int().min(1).max(10_080).nullable(),
      evidenceKind: z.enum(['receipt', 'log', 'list', 'photo', 'counts', 'brief', 'minutes', 'ledger', 'note']),
      confirm: z.enum(['person', 'unit']),
      people: z.array(id).max(500),
      basis: line,
      notice: id.nullable(),
      sweep: z
        .array(
          z.enum([
            'drain',
            'tree',
            'sign',
            'billboard',
            'curtain-wall',
            'site',
            'underground',
            'underpass',
            'water',
            'camera',
            'gauge',
            'shelter',
            'care-home',
            'old-house',
            'pump',
            'hydrant',
            'metro',
            'school',
          ]),
        )
        .max(20),
      mustClose: z.boolean(),
    }),
    words: { zh: '下达任务', en: 'Give a task' },
  }),
  define({
    type: 'task.confirm',
    kind: 'task',
    data: z.strictObject({ person: id.optional() }),
    words: { zh: '确认收到任务', en: 'Confirm a task' },
  }),
  define({
    type: 'task.take-in-hand',
    kind: 'task',
    data: z.strictObject({ note: text.optional() }),
    words: { zh: '开始办理', en: 'Take a task in hand' },
  }),
  define({
    type: 'task.give-evidence',
    kind: 'task',
    data: z.strictObject({ evidence }),
    words: { zh: '提交凭据', en: 'Hand in evidence' },
  }),
  define({
    type: 'task.complete',
    kind: 'task',
    data: z.strictObject({ evidence: evidence.optional() }),
    words: { zh: '任务办结', en: 'Complete a task' },
  }),
  define({
    type: 'task.claim-not-applicable',
    kind: 'task',
    data: z.strictObject({ reason }),
    words: { zh: '申请不适用', en: 'Claim that a task does not apply' },
  }),
  define({
    type: 'task.answer-claim',
    kind: 'task',
    data: z.strictObject({ accept: z.boolean(), reason }),
    words: { zh: '答复不适用申请', en: 'Answer such a claim' },
  }),
  define({
    type: 'task.reopen',
    kind: 'task',
    data: z.strictObject({ reason }),
    words: { zh: '重新打开任务', en: 'Reopen a task' },
  }),
  define({
    type: 'task.press',
    kind: 'task',
    data: z.strictObject({ note: text }),
    words: { zh: '督办任务', en: 'Press for a task' },
  }),
  define({
    type: 'task.extend',
    kind: 'task',
    data: z.strictObject({ dueAt: instant, reason }),
    words: { zh: '任务延期', en: 'Extend a deadline' },
  }),
  define({
    type: 'task.cancel',
    kind: 'task',
    data: z.strictObject({ reason }),
    words: { zh: '取消任务', en: 'Cancel a task' },
  }),

  define({
    type: 'order.issue',
    kind: 'order',
    data: z.strictObject({
      form: z.enum(['order', 'consultation']),
      text: z.string().trim().min(1).max(4_000),
      units: z.array(id).min(1).max(500),
      response: id.optional(),
      answerMinutes: z.number().int().min(1).max(10_080),
    }),
    words: { zh: '下达指令', en: 'Issue an order' },
  }),
  define({
    type: 'order.receive',
    kind: 'order',
    data: z.strictObject({ answer: text }),
    words: { zh: '指令收到', en: 'Acknowledge an order' },
  }),
  define({
    type: 'order.report-done',
    kind: 'order',
    data: z.strictObject({ note: text }),
    words: { zh: '报告指令完成', en: 'Report an order done' },
  }),
  define({
    type: 'order.withdraw',
    kind: 'order',
    data: z.strictObject({ reason }),
    words: { zh: '撤回指令', en: 'Withdraw an order' },
  }),
];
