import { createHmac } from 'node:crypto';
import { type Carrier, type CarrierPlan, hear, inside } from './carrier.ts';
import { type Asked, openDoor, type Told } from './door.ts';
import { Window } from './limits.ts';

export interface WebhookPlan extends CarrierPlan {
  /** `whsec_` and Base64. */
  readonly secret: string;
  readonly perSecond?: number;
  /** Never wants to hear of us again. */
  readonly gone?: boolean;
}

/** Five minutes, as the specification recommends. */
const SKEW_MS = 300_000;

/** Another system that takes webhooks: checks signature and clock, and knows a repeated id as one. */
export async function openWebhook(plan: WebhookPlan): Promise<Carrier> {
  const on = inside('webhook', plan);
  const key = Buffer.from(plan.secret.slice('whsec_'.length), 'base64');
  const perSecond = new Window(plan.perSecond ?? 1_000, 1_000);
  const seen = new Set<string>();

  function refuse(status: number, why: string, headers: Record<string, string> = {}): Told {
    on.refusals.push(why);
    return { status, headers };
  }
  function act({ headers, body }: Asked): Told {
    const id = headers['webhook-id'] ?? '';
    const stamp = headers['webhook-timestamp'] ?? '';
    const right = `v1,${createHmac('sha256', key).update(`${id}.${stamp}.`).update(body).digest('base64')}`;
    if (!(headers['webhook-signature'] ?? '').split(' ').includes(right)) return refuse(401, 'signature');
    if (!(Math.abs(on.now() - Number(stamp) * 1000) <= SKEW_MS)) return refuse(401, 'timestamp');
    if (plan.gone) return refuse(410, 'gone');
    if (!perSecond.takes(on.now())) return refuse(429, 'too-fast', { 'retry-after': '3' });
    const { data } = JSON.parse(body.toString()) as { data: { to: string; text: string } };
    if (!seen.has(id)) hear(on, { to: data.to, text: data.text, ref: id, id });
    seen.add(id);
    return { status: 204 };
  }
  const door = await openDoor(act, on);
  return { url: `${door.url}/hook`, ledger: on.ledger, refusals: on.refusals, close: door.close };
}
