import { z } from 'zod';
import { type CaseCommandData, type CaseCommandType, REJECT_REASONS, SOURCES } from '../../domain/cases/index.ts';
import { type CommandDefinition, defineCommand } from '../command.ts';

/** What people write by hand: long enough for a paragraph, too short for a file. */
const line = z.string().trim().min(1).max(200);
const text = z.string().trim().min(1).max(2_000);
/** Ids of units, persons, categories, media: short and without spaces or control characters. */
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$/);
const instant = z.number().int().min(0).max(4_102_444_800_000); // to the year 2100
const reason = text;
const note = text.optional();

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).readonly();
const place = z.strictObject({
  position,
  committee: id.optional(),
  stairwell: id.optional(),
  address: z.string().trim().max(200).optional(),
});
const urgency = z.enum(['normal', 'urgent', 'very-urgent']);
const source = z.enum(SOURCES);
const evidence = z
  .array(
    z.strictObject({
      media: id,
      when: z.enum(['before', 'during', 'after']),
      takenAt: instant,
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
      camera: id.optional(),
    }),
  )
  .max(20)
  .readonly();
const externalNo = z.strictObject({ system: id, no: line });
const links = z.strictObject({
  response: id.optional(),
  task: id.optional(),
  round: id.optional(),
  point: id.optional(),
  camera: id.optional(),
  gauge: id.optional(),
});
const voice = z.strictObject({ unit: id, talk: id.optional() });
const nothing = z.strictObject({});

const report = {
  source,
  category: id,
  description: z.string().trim().max(2_000),
  place,
  urgency: urgency.optional(),
  evidence: evidence.optional(),
  reporter: id.optional(),
  links: links.optional(),
  externalNo: externalNo.optional(),
};
const done = { done: text, evidence, withoutPhoto: line.optional() };
/** A month: a longer delay is a suspension. */
const minutes = z.number().int().min(1).max(43_200);

/** What the schema lets through is what the domain takes: the compiler holds the two together. */
function of<T extends CaseCommandType>(type: T, zh: string, en: string, data: z.ZodType<CaseCommandData[T]>) {
  return defineCommand({ type, kind: 'case', data, words: { zh, en } });
}

export const caseCommands: readonly CommandDefinition[] = [
  of('case.draft', '存草稿', 'Keep a draft', z.strictObject({ ...z.strictObject(report).partial().shape, source })),
  of('case.discard', '弃草稿', 'Discard the draft', nothing),
  of('case.report', '上报', 'Report', z.strictObject(report)),
  of('case.fix-on-spot', '自处理上报', 'Report as fixed on the spot', z.strictObject({ ...report, done: text })),
  of(
    'case.join',
    '并入上报人',
    'Add a reporter',
    z.strictObject({ reporter: id, source, note, evidence: evidence.optional() }),
  ),
  of(
    'case.accept',
    '受理',
    'Take in',
    z.strictObject({ verify: z.boolean().optional(), urgency: urgency.optional(), note }),
  ),
  of('case.verify', '核实', 'Verify', z.strictObject({ found: z.boolean(), note, evidence: evidence.optional() })),
  of('case.register', '立案', 'Register', z.strictObject({ note })),
  of('case.reject', '不予立案', 'Reject', z.strictObject({ reason: z.enum(REJECT_REASONS), note })),
  of(
    'case.correct',
    '更正',
    'Correct',
    z.strictObject({
      category: id.optional(),
      description: text.optional(),
      place: place.optional(),
      urgency: urgency.optional(),
    }),
  ),
  of('case.merge', '并案', 'Merge into another case', z.strictObject({ into: id })),
  of(
    'case.absorb',
    '并入来案',
    'Take over from a merged case',
    z.strictObject({
      from: id,
      reporters: z
        .array(z.strictObject({ ref: id, source, at: instant, from: id.optional() }))
        .max(1_000)
        .readonly(),
      evidence: z.array(evidence.unwrap().element).max(200).readonly(),
    }),
  ),
  of(
    'case.dispatch',
    '派遣',
    'Dispatch',
    z.strictObject({ unit: id, handler: id.optional(), note, talk: id.optional() }),
  ),
  of('case.take', '接单', 'Take the job', z.strictObject({ handler: id.optional(), voice: voice.optional() })),
  of('case.assign', '指定处置人', 'Name the handler', z.strictObject({ handler: id })),
  of(
    'case.feed-back',
    '反馈',
    'Feed back',
    z.strictObject({ ...done, handler: id.optional(), voice: voice.optional() }),
  ),
  of('case.hand-up', '上报区级', 'Hand up', z.strictObject({ unit: id, note, externalNo: externalNo.optional() })),
  of('case.follow-up', '跟踪', 'Follow up', z.strictObject({ word: text })),
  of('case.upper-done', '区级办结', 'Done by the level above', z.strictObject(done)),
  of('case.take-back', '收回自办', 'Take back', z.strictObject({ reason })),
  of('case.request-delay', '申请延时', 'Ask for a delay', z.strictObject({ reason, minutes })),
  of('case.request-send-back', '申请回退', 'Ask to send back', z.strictObject({ reason, unit: id.optional() })),
  of('case.request-suspend', '申请挂账', 'Ask to suspend', z.strictObject({ reason, reviewAt: instant })),
  of('case.request-void', '申请作废', 'Ask to void', z.strictObject({ reason })),
  of(
    'case.request-help',
    '申请会办',
    'Ask for help',
    z.strictObject({ reason, units: z.array(id).max(20).readonly().optional() }),
  ),
  of(
    'case.grant',
    '同意',
    'Grant',
    z.strictObject({ request: id, note, units: z.array(id).max(20).readonly().optional() }),
  ),
  of('case.deny', '不同意', 'Deny', z.strictObject({ request: id, reason })),
  of('case.withdraw', '撤回申请', 'Withdraw the request', z.strictObject({ request: id })),
  of('case.prolong', '延长挂账', 'Prolong the suspension', z.strictObject({ reason, reviewAt: instant })),
  of('case.resume', '挂账恢复', 'Resume', z.strictObject({ note })),
  of('case.supervise', '督办', 'Supervise', z.strictObject({ text, answerBy: instant.optional() })),
  of('case.answer', '答复督办', 'Answer the supervision', z.strictObject({ supervision: id, text })),
  of('case.remind', '催办', 'Remind', z.strictObject({ note })),
  of(
    'case.audit-fix',
    '自处理审核',
    'Audit the fix',
    z.strictObject({ passed: z.boolean(), note, evidence: evidence.optional() }),
  ),
  of('case.start-check', '派核查', 'Start the check', z.strictObject({ checker: id.optional() })),
  of('case.check', '核查', 'Check', z.strictObject({ passed: z.boolean(), note, evidence: evidence.optional() })),
  of('case.reopen', '重开', 'Reopen', z.strictObject({ reason })),
  of('case.dispute', '异议', 'Dispute', z.strictObject({ reason, reporter: id.optional() })),
  of('case.answer-dispute', '答复异议', 'Answer the dispute', z.strictObject({ reason })),
  of(
    'case.evaluate',
    '评价',
    'Evaluate',
    z.strictObject({ score: z.number().int().min(1).max(5), solved: z.boolean(), reporter: id.optional() }),
  ),
  of(
    'case.contact',
    '联系记录',
    'Contact attempt',
    z.strictObject({
      who: z.enum([
        'resident',
        'relative',
        'neighbour',
        'stairwell-leader',
        'committee',
        'property',
        'owner',
        'reporter',
        'unit',
        'other',
      ]),
      way: z.enum(['call', 'radio', 'message', 'door', 'in-person']),
      result: z.enum(['reached', 'no-answer', 'wrong-number', 'refused', 'nobody-home', 'will-come', 'passed-on']),
      note,
    }),
  ),
  of('case.note', '备注', 'Note', z.strictObject({ text })),
  of('case.add-evidence', '补证据', 'Add evidence', z.strictObject({ evidence })),
  of('case.set-external-no', '外部编号', 'Number of another system', externalNo),
  of('case.link', '关联', 'Link', links),
  of('case.switch-limits', '时限切换', 'Switch the limits', z.strictObject({ storm: z.boolean() })),
  of('case.note-overdue', '记超时', 'Note the overrun', z.strictObject({ clock: z.enum(['step', 'whole']) })),
  of('case.escalate', '升级', 'Escalate', nothing),
  of('case.review-suspension', '挂账到期', 'Review the suspension', nothing),
  of('case.let-evaluation-lapse', '评价到期', 'Let the evaluation lapse', nothing),
  defineCommand({
    type: 'limits.switch',
    kind: 'limits',
    data: z.strictObject({ storm: z.boolean() }),
    words: { zh: '时限模式', en: 'Mode of the limits' },
  }),
];
