import { createHmac } from 'node:crypto';
import { type Carrier, type CarrierPlan, hear, inside, pushTo } from './carrier.ts';
import { type Asked, openDoor, type Told } from './door.ts';
import { dayOf, mobileOf, Window } from './limits.ts';
import { Receipts } from './receipts.ts';

interface Receipt {
  readonly ref: string;
  readonly to: string;
  readonly state: string;
  readonly at: number;
  readonly answer?: string;
}

export interface HttpSmsPlan extends CarrierPlan {
  readonly secret: string;
  readonly callbackSecret?: string;
  readonly perSecond?: number;
  readonly perPersonPerDay?: number;
}

/** Five minutes, as the protocol of generic gateways says (docs/adr/0014-channels.md). */
const SKEW_MS = 300_000;

const signed = (secret: string, stamp: string, body: string | Buffer): string =>
  createHmac('sha256', secret).update(`${stamp}.`).update(body).digest('hex');

/** An SMS gateway as a city's own platform is: JSON, one message a request, HMAC both ways, receipts pushed. */
export async function openHttpSms(plan: HttpSmsPlan): Promise<Carrier> {
  const on = inside('http-sms', plan);
  const perSecond = new Window(plan.perSecond ?? 1_000, 1_000);
  const seen = new Set<string>();
  const receipts = new Receipts<Receipt>(on, {
    most: 50,
    ...(plan.retryMs ? { retryMs: plan.retryMs } : {}),
    ...(plan.callback ? { push: (batch) => push(plan.callback as string, batch) } : {}),
  });
  let count = 0;

  function push(url: string, batch: readonly Receipt[]): Promise<boolean> {
    const body = JSON.stringify({ receipts: batch });
    const stamp = String(on.now());
    const headers = {
      'content-type': 'application/json',
      'x-timestamp': stamp,
      'x-signature': signed(plan.callbackSecret ?? plan.secret, stamp, body),
    };
    return pushTo(url, body, headers, (status) => status === 200);
  }

  function refuse(status: number, code: string, headers: Record<string, string> = {}): Told {
    on.refusals.push(code);
    return { status, body: JSON.stringify({ code, message: code }), headers };
  }

  function proofProblem({ headers, body }: Asked): string | undefined {
    const stamp = headers['x-timestamp'] ?? '';
    const signature = headers['x-signature'] ?? '';
    if (signature !== signed(plan.secret, stamp, body)) return 'bad-signature';
    if (Math.abs(on.now() - Number(stamp)) > SKEW_MS) return 'bad-timestamp';
    if (seen.has(signature)) return 'replay';
    seen.add(signature);
    return undefined;
  }

  function take(asked: Asked): Told {
    const problem = proofProblem(asked);
    if (problem) return refuse(401, problem);
    if (!perSecond.takes(on.now())) return refuse(429, 'too-fast', { 'retry-after': '1' });
    const { mobile, content, serial } = JSON.parse(asked.body.toString()) as Record<string, string>;
    const to = mobileOf(mobile ?? '');
    if (!to) return refuse(200, 'bad-number');
    if (!content) return refuse(200, 'no-text');
    if (on.ledger.count(to, dayOf(on.now())) >= (plan.perPersonPerDay ?? 1_000)) return refuse(200, 'day-limit');
    const ref = `g${++count}`;
    hear(on, { to, text: content, ref, ...(serial ? { id: serial } : {}) });
    const phone = on.answerFor(to);
    const state = phone.delivered ? 'delivered' : (phone.code ?? 'undeliverable');
    receipts.add({ ref, to, state, at: on.now() }, phone.delayMs);
    if (phone.delivered && phone.answer !== undefined)
      receipts.add({ ref, to, state: 'reply', at: on.now(), answer: phone.answer }, (phone.delayMs ?? 0) + 20);
    return { status: 200, body: JSON.stringify({ code: 0, ref }) };
  }

  const door = await openDoor(take, on);
  return {
    url: `${door.url}/send`,
    ledger: on.ledger,
    refusals: on.refusals,
    close: () => {
      receipts.close();
      return door.close();
    },
  };
}
