import { createHmac } from 'node:crypto';
import { type Carrier, type CarrierPlan, hear, inside, pushTo } from './carrier.ts';
import { type Asked, openDoor, type Told } from './door.ts';
import { mobileOf } from './limits.ts';
import { Receipts } from './receipts.ts';

export interface HttpCallPlan extends CarrierPlan {
  readonly secret: string;
  /** Calls that ring or speak at once. */
  readonly lines?: number;
}
interface Result {
  readonly ref: string;
  readonly to: string;
  readonly state: string;
  readonly digit?: string;
  readonly at: number;
}
const SKEW_MS = 300_000;

/** A call gateway: rings, reads, takes a digit, pushes the result; knows a repeated id as one call. */
export async function openHttpCall(plan: HttpCallPlan): Promise<Carrier> {
  const on = inside('http-call', plan);
  const calls = new Map<string, string>();
  const seen = new Set<string>();
  let busy = 0;
  const timers = new Set<NodeJS.Timeout>();
  const receipts = new Receipts<Result>(on, {
    most: 20,
    ...(plan.callback ? { push: (batch) => push(plan.callback as string, batch) } : {}),
  });
  const signed = (stamp: string, body: string | Buffer) =>
    createHmac('sha256', plan.secret).update(`${stamp}.`).update(body).digest('hex');

  function push(url: string, results: readonly Result[]): Promise<boolean> {
    const body = JSON.stringify({ results });
    const stamp = String(on.now());
    return pushTo(
      url,
      body,
      { 'content-type': 'application/json', 'x-timestamp': stamp, 'x-signature': signed(stamp, body) },
      (status) => status === 200,
    );
  }
  function refuse(status: number, code: string): Told {
    on.refusals.push(code);
    return { status, body: JSON.stringify({ code }) };
  }

  function place(id: string, to: string, text: string, digits: string): string {
    const ref = `call${calls.size + 1}`;
    calls.set(id, ref);
    busy++;
    const phone = on.answerFor(to);
    // Only who picks up hears it; a phone that rings in vain leaves nothing in the ledger.
    if (phone.delivered) hear(on, { to, text, ref, id });
    const pressed = phone.answer !== undefined && digits.includes(phone.answer) ? { digit: phone.answer } : {};
    const result = phone.delivered ? { state: 'answered', ...pressed } : { state: phone.code ?? 'no-answer' };
    const timer = setTimeout(() => {
      timers.delete(timer);
      busy--;
      receipts.add({ ref, to, at: on.now(), ...result });
    }, phone.delayMs ?? 0);
    timers.add(timer);
    return ref;
  }

  function act({ headers, body }: Asked): Told {
    const stamp = headers['x-timestamp'] ?? '';
    const signature = headers['x-signature'] ?? '';
    if (signature !== signed(stamp, body)) return refuse(401, 'bad-signature');
    if (!(Math.abs(on.now() - Number(stamp)) <= SKEW_MS)) return refuse(401, 'bad-timestamp');
    // The same call asked for again within the same second carries the same signature; its id says that it is one.
    const { id, to, text, digits, repeat } = JSON.parse(body.toString()) as {
      id: string;
      to: string;
      text: string;
      digits: string;
      repeat: number;
    };
    const placed = calls.get(id);
    if (placed) return { status: 200, body: JSON.stringify({ code: 'ok', ref: placed }) };
    if (seen.has(signature)) return refuse(401, 'replay');
    seen.add(signature);
    if (!mobileOf(to) && !/^0\d{9,11}$/.test(to)) return refuse(200, 'bad-number');
    if (!text || !(repeat >= 1) || !/^[0-9*#]+$/.test(digits)) return refuse(200, 'bad-request');
    if (busy >= (plan.lines ?? 1_000)) return refuse(200, 'busy');
    return { status: 200, body: JSON.stringify({ code: 'ok', ref: place(id, to, text, digits) }) };
  }

  const door = await openDoor(act, on);
  return {
    url: `${door.url}/calls`,
    ledger: on.ledger,
    refusals: on.refusals,
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      receipts.close();
      return door.close();
    },
  };
}
