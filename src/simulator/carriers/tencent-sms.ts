import { createHash, createHmac } from 'node:crypto';
import { type Carrier, type CarrierPlan, hear, inside, pushTo } from './carrier.ts';
import { type Asked, openDoor, type Told } from './door.ts';
import { dayOf, mobileOf, Window } from './limits.ts';
import { Receipts } from './receipts.ts';

export interface TencentPlan extends CarrierPlan {
  readonly id: string;
  readonly key: string;
  readonly appId: string;
  readonly signName: string;
  /** Approved texts by id, with `{1}` for variables. */
  readonly templates: Readonly<Record<string, string>>;
  readonly perSecond?: number;
  /** To one number: in 30 seconds and in a day; the console lets a customer raise both. */
  readonly perPerson?: { readonly thirtySeconds: number; readonly day: number };
}
interface Report {
  readonly sid: string;
  readonly mobile: string;
  readonly ok: boolean;
  readonly code: string;
  readonly at: number;
}

const SKEW_MS = 300_000;
const sha = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const mac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const local = (at: number): string => new Date(at + 28_800_000).toISOString().slice(0, 19).replace('T', ' ');

/** sms.tencentcloudapi.com 2021-01-11 on loopback: SendSms, PullSmsSendStatus, status pushed. */
export async function openTencentSms(plan: TencentPlan): Promise<Carrier> {
  const on = inside('tencent-sms', plan);
  const perSecond = new Window(plan.perSecond ?? 3_000, 1_000);
  const perPerson = { thirtySeconds: 1, day: 10, ...plan.perPerson };
  let count = 0;
  const receipts = new Receipts<Report>(on, {
    most: 100,
    ...(plan.callback ? { push: (batch) => push(plan.callback as string, batch) } : {}),
  });

  function push(url: string, batch: readonly Report[]): Promise<boolean> {
    const body = batch.map(({ sid, mobile, ok, code, at }) => ({
      user_receive_time: local(at),
      nationcode: '86',
      mobile,
      report_status: ok ? 'SUCCESS' : 'FAIL',
      errmsg: code,
      description: ok ? '用户短信送达成功' : '用户短信接收失败',
      sid,
    }));
    return pushTo(
      url,
      JSON.stringify(body),
      { 'content-type': 'application/json' },
      (status, text) => status === 200 && /"result"\s*:\s*0/.test(text),
    );
  }

  const answer = (Response: object): Told => ({
    status: 200,
    body: JSON.stringify({ Response: { ...Response, RequestId: `R${count}` } }),
  });
  function refuse(Code: string): Told {
    on.refusals.push(Code);
    return answer({ Error: { Code, Message: Code } });
  }

  function proofProblem({ method, headers, body }: Asked): string | undefined {
    const read =
      /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/(\w+)\/tc3_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
        headers['authorization'] ?? '',
      );
    if (!read) return 'AuthFailure.InvalidAuthorization';
    const [, id, date = '', service = '', names = '', signature] = read;
    const stamp = headers['x-tc-timestamp'] ?? '';
    if (id !== plan.id) return 'AuthFailure.SecretIdNotFound';
    if (!(Math.abs(on.now() - Number(stamp) * 1000) <= SKEW_MS)) return 'AuthFailure.SignatureExpire';
    const lines = names.split(';').map((name) => `${name}:${(headers[name] ?? '').toLowerCase().trim()}\n`);
    const canonical = `${method}\n/\n\n${lines.join('')}\n${names}\n${sha(body)}`;
    const key = mac(mac(mac(`TC3${plan.key}`, date), service), 'tc3_request');
    const right = mac(key, `TC3-HMAC-SHA256\n${stamp}\n${date}/${service}/tc3_request\n${sha(canonical)}`).toString(
      'hex',
    );
    const today = new Date(Number(stamp) * 1000).toISOString().slice(0, 10);
    return signature === right && date === today && service === 'sms' && /content-type;host/.test(names)
      ? undefined
      : 'AuthFailure.SignatureFailure';
  }

  function one(number: string, text: string, context: string | undefined) {
    const to = mobileOf(number);
    const status = {
      SerialNo: '',
      PhoneNumber: number,
      Fee: 0,
      SessionContext: context ?? '',
      Code: 'Ok',
      Message: 'send success',
      IsoCode: 'CN',
    };
    const wrong = (Code: string) => {
      on.refusals.push(Code);
      return { ...status, Code, Message: Code };
    };
    if (!to) return wrong('InvalidParameterValue.IncorrectPhoneNumber');
    if (on.ledger.count(to, on.now() - 30_000) >= perPerson.thirtySeconds)
      return wrong('LimitExceeded.PhoneNumberThirtySecondLimit');
    if (on.ledger.count(to, dayOf(on.now())) >= perPerson.day) return wrong('LimitExceeded.PhoneNumberDailyLimit');
    const sid = `2019:${++count}`;
    hear(on, { to, text, ref: sid, ...(context ? { id: context } : {}) });
    const phone = on.answerFor(to);
    receipts.add(
      {
        sid,
        mobile: to,
        ok: phone.delivered,
        code: phone.delivered ? 'DELIVRD' : (phone.code ?? 'UNDELIV'),
        at: on.now(),
      },
      phone.delayMs,
    );
    return { ...status, SerialNo: sid, Fee: text.length <= 70 ? 1 : Math.ceil(text.length / 67) };
  }

  function send(asked: Record<string, unknown>): Told {
    const numbers = asked['PhoneNumberSet'] as string[];
    const params = (asked['TemplateParamSet'] ?? []) as string[];
    const template = plan.templates[String(asked['TemplateId'])];
    if (asked['SmsSdkAppId'] !== plan.appId) return refuse('UnauthorizedOperation.SmsSdkAppIdVerifyFail');
    if (numbers.length > 200) return refuse('LimitExceeded.PhoneNumberCountLimit');
    if (asked['SignName'] !== plan.signName) return refuse('FailedOperation.SignatureIncorrectOrUnapproved');
    if (template === undefined) return refuse('FailedOperation.TemplateIncorrectOrUnapproved');
    if (new Set(template.match(/\{\d+\}/g)).size !== params.length || params.includes(''))
      return refuse('InvalidParameterValue.TemplateParameterFormatError');
    const text = `【${plan.signName}】${template.replace(/\{(\d+)\}/g, (_, n: string) => params[Number(n) - 1] as string)}`;
    return answer({ SendStatusSet: numbers.map((number) => one(number, text, asked['SessionContext'] as string)) });
  }

  function pull(asked: Record<string, unknown>): Told {
    const limit = Number(asked['Limit']);
    if (!(limit >= 1 && limit <= 100)) return refuse('InvalidParameterValue');
    const set = receipts.take(limit).map(({ sid, mobile, ok, code, at }) => ({
      UserReceiveTime: Math.floor(at / 1000),
      CountryCode: '86',
      SubscriberNumber: mobile,
      PhoneNumber: `+86${mobile}`,
      SerialNo: sid,
      ReportStatus: ok ? 'SUCCESS' : 'FAIL',
      Description: code,
    }));
    return answer({ PullSmsSendStatusSet: set });
  }

  function act(asked: Asked): Told {
    const problem = proofProblem(asked);
    if (problem) return refuse(problem);
    if (!perSecond.takes(on.now())) return refuse('RequestLimitExceeded');
    const { 'x-tc-action': action, 'x-tc-version': version, 'x-tc-region': region } = asked.headers;
    if (version !== '2021-01-11') return refuse('NoSuchVersion');
    if (!region) return refuse('MissingParameter');
    const params = JSON.parse(asked.body.toString()) as Record<string, unknown>;
    if (action === 'SendSms') return send(params);
    return action === 'PullSmsSendStatus' ? pull(params) : refuse('InvalidAction');
  }

  const door = await openDoor(act, on);
  return {
    url: door.url,
    ledger: on.ledger,
    refusals: on.refusals,
    close: () => {
      receipts.close();
      return door.close();
    },
  };
}
