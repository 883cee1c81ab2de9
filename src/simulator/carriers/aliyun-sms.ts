import { createHash, createHmac } from 'node:crypto';
import { type Carrier, type CarrierPlan, hear, inside, pushTo } from './carrier.ts';
import { type Asked, openDoor, type Told } from './door.ts';
import { mobileOf, Window } from './limits.ts';
import { Receipts } from './receipts.ts';

export interface AliyunPlan extends CarrierPlan {
  readonly id: string;
  readonly secret: string;
  readonly signName: string;
  /** Approved texts by code, with `${name}` for variables. */
  readonly templates: Readonly<Record<string, string>>;
  readonly perSecond?: number;
  readonly balance?: number;
}
interface Report {
  readonly biz: string;
  readonly to: string;
  readonly out: string | undefined;
  readonly success: boolean;
  readonly code: string;
  readonly at: number;
  readonly size: number;
}

/** "值为请求发出前15分钟内有效": x-acs-date may differ by 15 minutes. */
const SKEW_MS = 900_000;
/** 通知短信: the same signature and template to one number, 50 in 24 hours from the first on (「短信发送规则」). */
const PER_DAY = 50;
const DAY_MS = 86_400_000;
const sha = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const local = (at: number): string => new Date(at + 28_800_000).toISOString().slice(0, 19).replace('T', ' ');

/** Dysmsapi 2017-05-25 on loopback: SendSms, SendBatchSms, QuerySendDetails, SmsReport pushed. */
export async function openAliyunSms(plan: AliyunPlan): Promise<Carrier> {
  const on = inside('aliyun-sms', plan);
  const perSecond = new Window(plan.perSecond ?? 5_000, 1_000);
  const nonces = new Set<string>();
  const perDay = new Window(PER_DAY, DAY_MS);
  const reports = new Map<string, Report>();
  let balance = plan.balance ?? Number.POSITIVE_INFINITY;
  let requests = 0;

  const receipts = new Receipts<Report>(on, {
    most: 100,
    push: async (batch) => {
      for (const report of batch) reports.set(`${report.biz}:${report.to}`, report);
      if (!plan.callback) return true;
      const body = batch.map(({ biz, to, out, success, code, at, size }) => ({
        phone_number: to,
        send_time: local(at),
        report_time: local(on.now()),
        success,
        err_code: code,
        err_msg: success ? '用户接收成功' : '用户未收到',
        sms_size: String(size),
        biz_id: biz,
        out_id: out ?? '',
      }));
      const headers = { 'content-type': 'application/json' };
      // "系统仅校验code是否为数字": a body of any other form is pushed again.
      return pushTo(
        plan.callback,
        JSON.stringify(body),
        headers,
        (status, text) => status === 200 && /"code"\s*:\s*\d/.test(text),
      );
    },
  });

  function refuse(Code: string, status = 200): Told {
    on.refusals.push(Code);
    return { status, body: JSON.stringify({ Code, Message: Code, RequestId: `R${requests}` }) };
  }

  function proofProblem({ method, url, headers, body }: Asked): string | undefined {
    const read = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
      headers['authorization'] ?? '',
    );
    if (!read) return 'IncompleteSignature';
    const [, id, names = '', signature] = read;
    if (id !== plan.id) return 'InvalidAccessKeyId.NotFound';
    const signed = names.split(';');
    if (
      ['host', 'x-acs-action', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version'].some(
        (name) => !signed.includes(name),
      )
    )
      return 'IncompleteSignature';
    if (headers['x-acs-content-sha256'] !== sha(body)) return 'SignatureDoesNotMatch';
    const query = url.search.slice(1).split('&').filter(Boolean).toSorted().join('&');
    const canonical = `${method}\n${url.pathname}\n${query}\n${signed.map((name) => `${name}:${headers[name]}\n`).join('')}\n${names}\n${sha(body)}`;
    const right = createHmac('sha256', plan.secret)
      .update(`ACS3-HMAC-SHA256\n${sha(canonical)}`)
      .digest('hex');
    if (signature !== right) return 'SignatureDoesNotMatch';
    const date = Date.parse(headers['x-acs-date'] ?? '');
    if (!(Math.abs(on.now() - date) <= SKEW_MS)) return 'InvalidTimeStamp.Expired';
    const nonce = headers['x-acs-signature-nonce'] ?? '';
    if (nonces.has(nonce)) return 'SignatureNonceUsed';
    nonces.add(nonce);
    return undefined;
  }

  function problemOf(
    numbers: readonly string[],
    signs: readonly string[],
    code: string,
    params: readonly Record<string, string>[],
  ): string | undefined {
    const template = plan.templates[code];
    if (signs.some((sign) => sign !== plan.signName)) return 'isv.SMS_SIGNATURE_ILLEGAL';
    if (template === undefined) return 'isv.SMS_TEMPLATE_ILLEGAL';
    if (numbers.some((number) => !mobileOf(number))) return 'isv.MOBILE_NUMBER_ILLEGAL';
    const names = [...template.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] as string);
    if (params.some((one) => names.some((name) => !one[name]))) return 'isv.TEMPLATE_MISSING_PARAMETERS';
    const over = numbers.some((number) => perDay.full(on.now(), `${code} ${mobileOf(number)}`));
    if (over) return 'isv.BUSINESS_LIMIT_CONTROL';
    return numbers.length > balance ? 'isv.AMOUNT_NOT_ENOUGH' : undefined;
  }

  function take(
    numbers: readonly string[],
    code: string,
    params: readonly Record<string, string>[],
    out?: string,
  ): Told {
    const biz = `${on.now()}^${++requests}`;
    balance -= numbers.length;
    numbers.forEach((number, n) => {
      const to = mobileOf(number) as string;
      perDay.takes(on.now(), `${code} ${to}`);
      const text = `【${plan.signName}】${(plan.templates[code] as string).replace(/\$\{(\w+)\}/g, (_, name: string) => params[n]?.[name] ?? '')}`;
      hear(on, { to, text, ref: biz, ...(out ? { id: out } : {}) });
      const phone = on.answerFor(to);
      const size = text.length <= 70 ? 1 : Math.ceil(text.length / 67);
      receipts.add(
        {
          biz,
          to,
          out,
          success: phone.delivered,
          code: phone.delivered ? 'DELIVERED' : (phone.code ?? 'UNDELIV'),
          at: on.now(),
          size,
        },
        phone.delayMs,
      );
    });
    return { status: 200, body: JSON.stringify({ Code: 'OK', Message: 'OK', BizId: biz, RequestId: `R${requests}` }) };
  }

  function details(form: URLSearchParams): Told {
    const day = new Date(on.now() + 28_800_000).toISOString().slice(0, 10).replaceAll('-', '');
    if (!/^\d{8}$/.test(form.get('SendDate') ?? '') || Number(form.get('PageSize')) > 50)
      return refuse('isv.INVALID_PARAMETERS');
    const heard = on.ledger.all.find(({ to, ref }) => to === form.get('PhoneNumber') && ref === form.get('BizId'));
    const report = reports.get(`${form.get('BizId')}:${form.get('PhoneNumber')}`);
    const dto = {
      PhoneNum: heard?.to,
      SendStatus: report ? (report.success ? 3 : 2) : 1,
      ErrCode: report?.code ?? '',
      SendDate: heard ? local(heard.at) : '',
      ReceiveDate: report ? local(on.now()) : '',
      Content: heard?.text,
    };
    const found = heard && form.get('SendDate') === day ? [dto] : [];
    return {
      status: 200,
      body: JSON.stringify({
        Code: 'OK',
        Message: 'OK',
        TotalCount: String(found.length),
        SmsSendDetailDTOs: { SmsSendDetailDTO: found },
      }),
    };
  }

  function act(asked: Asked): Told {
    const problem = proofProblem(asked);
    if (problem) return refuse(problem, problem === 'InvalidAccessKeyId.NotFound' ? 404 : 400);
    if (!perSecond.takes(on.now())) return refuse('Throttling.User', 400);
    const form = new URLSearchParams(asked.body.toString());
    const code = form.get('TemplateCode') ?? '';
    const action = asked.headers['x-acs-action'];
    if (action === 'QuerySendDetails') return details(form);
    const list = (name: string) => JSON.parse(form.get(name) ?? '[]') as never[];
    const same = action === 'SendSms';
    if (!same && action !== 'SendBatchSms') return refuse('InvalidAction.NotFound', 404);
    const numbers: string[] = same ? (form.get('PhoneNumbers') ?? '').split(',') : list('PhoneNumberJson');
    if (numbers.length > (same ? 1_000 : 100)) return refuse('isv.MOBILE_COUNT_OVER_LIMIT');
    const signs: string[] = same ? [form.get('SignName') ?? ''] : list('SignNameJson');
    const param = JSON.parse(form.get('TemplateParam') ?? '{}') as Record<string, string>;
    const params: Record<string, string>[] = same ? numbers.map(() => param) : list('TemplateParamJson');
    if (params.length !== numbers.length) return refuse('isv.INVALID_JSON_PARAM');
    const wrong = problemOf(numbers, signs, code, params);
    return wrong ? refuse(wrong) : take(numbers, code, params, form.get('OutId') ?? undefined);
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
