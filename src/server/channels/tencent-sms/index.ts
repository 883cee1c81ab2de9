import { allOf, call, inTurns, type Reply, record } from '../call.ts';
import type { Channel, Handed, Outgoing, Pushed, Receipt, Received, Sender, World } from '../channel.ts';
import { withDefaults } from '../settings.ts';
import { checkToken, pushedJson } from '../signed.ts';
import { type Approved, approvedTemplates, grouped, templateFor, valuesFor } from '../templates.ts';
import { timeOf } from '../time.ts';
import { tencentSmsCard } from './card.ts';
import { fateOfCode } from './codes.ts';
import { CONTENT_TYPE, tencentAuthorization } from './sign.ts';

type Settings = Readonly<Record<string, string>>;

/** Numbers in one SendSms, all with the same text. */
const MOST = 200;
const AT_ONCE = 8;
/** PullSmsSendStatus gives at most 100, each once; ten requests a poll keep a poll under a second. */
const PULLED = 100;
const PULLS = 10;

async function ask(settings: Settings, world: World, action: string, params: object): Promise<Reply> {
  const { endpoint, secretId, secretKey, region } = settings as Record<string, string>;
  const url = new URL(endpoint as string);
  const body = JSON.stringify(params);
  const timestamp = Math.floor(world.now() / 1000);
  const authorization = tencentAuthorization({
    id: secretId as string,
    key: secretKey as string,
    host: url.host,
    service: 'sms',
    action,
    timestamp,
    body,
  });
  return call(world, `${url.origin}/`, {
    method: 'POST',
    headers: {
      authorization,
      'content-type': CONTENT_TYPE,
      'x-tc-action': action,
      'x-tc-timestamp': String(timestamp),
      'x-tc-version': '2021-01-11',
      'x-tc-region': region as string,
    },
    body,
  });
}

/** `+86` before a bare number of the mainland, so that what comes back is of one form. */
const e164 = (to: string): string => (/^1\d{10}$/.test(to) ? `+86${to}` : to);

function statusOf(message: Outgoing, statuses: readonly unknown[], n: number): Handed {
  const told = record(statuses[n]);
  const number = String(told['PhoneNumber'] ?? '');
  // One status a number, in the order asked; anything else is not read as an answer to this message.
  if (number !== e164(message.to) || typeof told['Code'] !== 'string')
    return { id: message.id, state: 'doubt', code: 'unreadable' };
  if (told['Code'] === 'Ok') return { id: message.id, state: 'taken', ref: String(told['SerialNo']) };
  return { id: message.id, ...fateOfCode(told['Code'].slice(0, 64)) } as Handed;
}

async function sendGroup(
  settings: Settings,
  world: World,
  approved: Approved,
  group: readonly Outgoing[],
): Promise<Handed[]> {
  const reply = await ask(settings, world, 'SendSms', {
    PhoneNumberSet: group.map(({ to }) => e164(to)),
    SmsSdkAppId: settings['appId'],
    SignName: settings['signName'],
    TemplateId: approved.code,
    TemplateParamSet: valuesFor(approved, group[0] as Outgoing).map(({ value }) => value),
    ...(group.length === 1 ? { SessionContext: group[0]?.id } : {}),
  });
  if (!reply.ok) return allOf(group, reply.fate);
  const answer = record(record(reply.json)['Response']);
  const error = record(answer['Error'])['Code'];
  if (typeof error === 'string') return allOf(group, fateOfCode(error.slice(0, 64)));
  const statuses = Array.isArray(answer['SendStatusSet']) ? answer['SendStatusSet'] : [];
  return group.map((message, n) => statusOf(message, statuses, n));
}

function receiptOf(ref: unknown, to: unknown, status: unknown, code: unknown, at: number): Receipt[] {
  if (typeof ref !== 'string' || (status !== 'SUCCESS' && status !== 'FAIL')) return [];
  const failed = status === 'FAIL' ? { code: String(code ?? '').slice(0, 64) } : {};
  return [{ ref, to: String(to ?? ''), state: status === 'SUCCESS' ? 'delivered' : 'failed', at, ...failed }];
}

async function poll(settings: Settings, world: World): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for (let n = 0; n < PULLS; n++) {
    const reply = await ask(settings, world, 'PullSmsSendStatus', { Limit: PULLED, SmsSdkAppId: settings['appId'] });
    const list = reply.ok ? record(record(reply.json)['Response'])['PullSmsSendStatusSet'] : undefined;
    const items = Array.isArray(list) ? list.map(record) : [];
    for (const one of items)
      receipts.push(
        ...receiptOf(
          one['SerialNo'],
          one['SubscriberNumber'],
          one['ReportStatus'],
          one['Description'],
          timeOf(one['UserReceiveTime'] as number, world.now()),
        ),
      );
    if (items.length < PULLED) break;
  }
  return receipts;
}

function receive(settings: Settings, request: Pushed): Received {
  checkToken(settings['token'] as string, request);
  const items = pushedJson(request);
  const receipts = (Array.isArray(items) ? items : [])
    .map(record)
    .flatMap((one) =>
      receiptOf(
        one['sid'],
        one['mobile'],
        one['report_status'],
        one['errmsg'],
        timeOf(one['user_receive_time'] as string, request.now),
      ),
    );
  return { receipts, answer: { status: 200, type: 'application/json', body: '{"result":0,"errmsg":"OK"}' } };
}

/**
 * Tencent Cloud SMS. Sources: 腾讯云「SendSms」 (document 55981), 「PullSmsSendStatus」 (40519), 「短信下发状态通知」 (5807),
 * version 2021-01-11. Every number has a SerialNo and a code of its own.
 */
export const tencentSms: Channel = {
  card: tencentSmsCard,
  open(given, world): Sender {
    const settings = withDefaults(tencentSmsCard, given);
    const table = approvedTemplates(settings['templates'] ?? '');
    const textOf = (message: Outgoing) => {
      const approved = templateFor(table, message) as Approved;
      return `${approved.code} ${JSON.stringify(valuesFor(approved, message))}`;
    };
    return {
      async send(batch) {
        const none = batch.filter((message) => !templateFor(table, message));
        const groups = grouped(
          batch.filter((message) => templateFor(table, message)),
          MOST,
          textOf,
        );
        const handed = await inTurns(groups, AT_ONCE, (group) =>
          sendGroup(settings, world, templateFor(table, group[0] as Outgoing) as Approved, group),
        );
        return [...allOf(none, { state: 'refused', code: 'no-template', again: false }), ...handed.flat()];
      },
      poll: () => poll(settings, world),
      receive: (request) => receive(settings, request),
    };
  },
};
