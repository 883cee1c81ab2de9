import { randomUUID } from 'node:crypto';
import { allOf, call, type Fate, inTurns, type Reply, record } from '../call.ts';
import type { Channel, Handed, Outgoing, Pushed, Receipt, Received, Sender, World } from '../channel.ts';
import { withDefaults } from '../settings.ts';
import { checkToken, pushedJson } from '../signed.ts';
import { type Approved, approvedTemplates, grouped, templateFor, valuesFor } from '../templates.ts';
import { timeOf } from '../time.ts';
import { aliyunSmsCard } from './card.ts';
import { fateOfCode, mayBeOne } from './codes.ts';
import { aliyunHeaders } from './sign.ts';
import { Unreported } from './unreported.ts';

type Settings = Readonly<Record<string, string>>;

/** SendSms: one text to many; SendBatchSms: a text each. Source: 阿里云 Dysmsapi 2017-05-25. */
const SAME_TEXT = 1_000;
const OWN_TEXT = 100;
/** Requests at once; Aliyun allows 5,000 a second. */
const AT_ONCE = 8;
/** Numbers asked for in one poll: QuerySendDetails takes one number a request. */
const POLLED = 200;

const refOf = (biz: string, to: string): string => `${biz}:${to}`;

async function ask(settings: Settings, world: World, action: string, form: Record<string, string>): Promise<Reply> {
  const { endpoint, accessKeyId, accessKeySecret } = settings as Record<string, string>;
  const url = new URL(endpoint as string);
  const body = new URLSearchParams(form).toString();
  const headers = aliyunHeaders({
    id: accessKeyId as string,
    secret: accessKeySecret as string,
    host: url.host,
    action,
    version: '2017-05-25',
    query: {},
    body,
    date: new Date(world.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
    nonce: randomUUID(),
    contentType: 'application/x-www-form-urlencoded',
  });
  // The host header is set by fetch itself, equal to the signed one.
  const { host: _, ...sent } = headers;
  return call(world, `${url.origin}/`, { method: 'POST', headers: sent, body }, { explained: true });
}

function fateOf(reply: Reply): Fate | { readonly biz: string } {
  if (!reply.ok) return reply.fate;
  const { Code, BizId } = record(reply.json);
  if (Code === 'OK' && typeof BizId === 'string') return { biz: BizId };
  return typeof Code === 'string' && Code !== 'OK'
    ? fateOfCode(Code.slice(0, 64))
    : { state: 'doubt', code: 'unreadable' };
}

function formOf(settings: Settings, approved: Approved, group: readonly Outgoing[]): [string, Record<string, string>] {
  const params = group.map((message) =>
    Object.fromEntries(valuesFor(approved, message).map(({ name, value }) => [name, value])),
  );
  const first = JSON.stringify(params[0]);
  if (group.length === 1 || params.every((one) => JSON.stringify(one) === first))
    return [
      'SendSms',
      {
        PhoneNumbers: group.map(({ to }) => to).join(','),
        SignName: settings['signName'] as string,
        TemplateCode: approved.code,
        TemplateParam: first,
        ...(group.length === 1 ? { OutId: group[0]?.id ?? '' } : {}),
      },
    ];
  return [
    'SendBatchSms',
    {
      PhoneNumberJson: JSON.stringify(group.map(({ to }) => to)),
      SignNameJson: JSON.stringify(group.map(() => settings['signName'])),
      TemplateCode: approved.code,
      TemplateParamJson: JSON.stringify(params),
    },
  ];
}

/** Groups by template: where all say the same, a thousand at once; else a hundred. */
function groupsOf(table: ReadonlyMap<string, Approved>, batch: readonly Outgoing[]): Outgoing[][] {
  const said = (message: Outgoing) => {
    const approved = templateFor(table, message) as Approved;
    return `${approved.code} ${JSON.stringify(valuesFor(approved, message))}`;
  };
  const same = grouped(batch, SAME_TEXT, said);
  const few = same.filter(({ length }) => length <= OWN_TEXT).flat();
  return [
    ...same.filter(({ length }) => length > OWN_TEXT),
    ...grouped(few, OWN_TEXT, (message) => (templateFor(table, message) as Approved).code),
  ];
}

function receive(settings: Settings, waiting: Unreported, request: Pushed): Received {
  checkToken(settings['token'] as string, request);
  const items = pushedJson(request);
  const receipts = (Array.isArray(items) ? items : []).flatMap((item): Receipt[] => {
    const { biz_id: biz, phone_number: to, success, err_code: code, report_time: time } = record(item);
    if (typeof biz !== 'string' || typeof to !== 'string' || typeof success !== 'boolean') return [];
    waiting.reported(refOf(biz, to));
    return [
      {
        ref: refOf(biz, to),
        to,
        state: success ? 'delivered' : 'failed',
        at: timeOf(time as string, request.now),
        ...(success ? {} : { code: String(code ?? '').slice(0, 64) }),
      },
    ];
  });
  return { receipts, answer: { status: 200, type: 'application/json', body: '{"code":0,"msg":"OK"}' } };
}

async function pollOne(
  settings: Settings,
  world: World,
  waiting: Unreported,
  one: { biz: string; to: string; day: string },
) {
  const reply = await ask(settings, world, 'QuerySendDetails', {
    PhoneNumber: one.to,
    BizId: one.biz,
    SendDate: one.day,
    PageSize: '10',
    CurrentPage: '1',
  });
  const list = reply.ok ? record(record(reply.json)['SmsSendDetailDTOs'])['SmsSendDetailDTO'] : undefined;
  const { SendStatus: status, ErrCode: code, ReceiveDate: time } = record(Array.isArray(list) ? list[0] : undefined);
  // 1: no report yet, 2: failed, 3: delivered.
  if (status !== 2 && status !== 3) return [];
  const ref = refOf(one.biz, one.to);
  waiting.reported(ref);
  const failed = status === 2 ? { code: String(code ?? '').slice(0, 64) } : {};
  return [
    {
      ref,
      to: one.to,
      state: status === 3 ? 'delivered' : 'failed',
      at: timeOf(time as string, world.now()),
      ...failed,
    } as Receipt,
  ];
}

/** Aliyun SMS. Sources: 阿里云「SendSms」「SendBatchSms」「QuerySendDetails」「SmsReport」 (Dysmsapi 2017-05-25). */
export const aliyunSms: Channel = {
  card: aliyunSmsCard,
  open(given, world): Sender {
    const settings = withDefaults(aliyunSmsCard, given);
    const table = approvedTemplates(settings['templates'] ?? '');
    const waiting = new Unreported();
    const sendGroup = async (group: Outgoing[]): Promise<Handed[]> => {
      const approved = templateFor(table, group[0] as Outgoing) as Approved;
      const fate = fateOf(await ask(settings, world, ...formOf(settings, approved, group)));
      if (!('biz' in fate)) {
        if (group.length === 1 || !mayBeOne(fate)) return allOf(group, fate);
        const half = group.length >> 1;
        return [...(await sendGroup(group.slice(0, half))), ...(await sendGroup(group.slice(half)))];
      }
      for (const { to } of group) waiting.sent(refOf(fate.biz, to), fate.biz, to, world.now());
      return group.map(({ id, to }) => ({ id, state: 'taken', ref: refOf(fate.biz, to) }));
    };
    return {
      async send(batch) {
        const none = batch.filter((message) => !templateFor(table, message));
        const some = batch.filter((message) => templateFor(table, message));
        const handed = await inTurns(groupsOf(table, some), AT_ONCE, sendGroup);
        return [...allOf(none, { state: 'refused', code: 'no-template', again: false }), ...handed.flat()];
      },
      async poll() {
        const asked = waiting.oldest(POLLED, world.now());
        return (await inTurns(asked, AT_ONCE, (one) => pollOne(settings, world, waiting, one))).flat();
      },
      receive: (request) => receive(settings, waiting, request),
    };
  },
};
