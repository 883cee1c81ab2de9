import { z } from 'zod';
import { linkStanding, type NoticeState } from '../../domain/notices/index.ts';
import type { OpenedLink } from '../access/links.ts';
import { readSubscription } from '../channels/web-push/subscription.ts';
import { pushWorker } from '../resident/worker.ts';
import type { Doors } from './doors.ts';
import { Buckets } from './rate.ts';
import { Refused } from './refused.ts';
import { type Route, route, Sent } from './route.ts';

/** A subscription is some 400 bytes. */
const BODY_BYTES = 4 * 1024;
/** A family has a few telephones. */
const TRIES_PER_HOUR = 20;

const params = z.object({ token: z.string() });
const keepBody = z.strictObject({
  subscription: z.object({ endpoint: z.string().max(1_000), keys: z.object({ p256dh: z.string(), auth: z.string() }) }),
  language: z.string().regex(/^[a-z]{2,3}$/),
});
const dropBody = z.strictObject({ endpoint: z.string().max(1_000) });

/** Whoever holds the link of a household may have its notices told in his browser: no account, and only for this household. */
export function residentPushRoutes(
  doors: Doors,
  opened: (token: string, ip: string) => Promise<OpenedLink | Sent>,
): Route[] {
  const buckets = new Buckets();

  /** The household that the link speaks for. A poster speaks for nobody: whoever passes could subscribe to the notices of a home. */
  async function householdOf(token: string, ip: string): Promise<OpenedLink | Sent> {
    const link = await opened(token, ip);
    if (link instanceof Sent) return link;
    const notice = (await doors.engine.state<NoticeState>(link.tenant, `notice/${link.notice}`))?.state;
    const standing = linkStanding(notice, await doors.engine.now(link.tenant));
    if (link.kind !== 'household' || standing === 'never' || standing === 'over') throw new Refused('push.closed');
    const wait = buckets.take(`push ${link.tenant} ${link.id}`, TRIES_PER_HOUR / 60, doors.realTime(), TRIES_PER_HOUR);
    if (wait > 0) throw new Refused('request.too-many', { seconds: wait });
    return link;
  }

  return [
    route({
      method: 'POST',
      url: '/r/:token/push',
      may: 'public',
      noun: 'residents',
      params,
      body: keepBody,
      bodyLimit: BODY_BYTES,
      answer: z.strictObject({}),
      words: {
        zh: '居民在自己的浏览器上收通知；只认允许的推送服务',
        en: 'A resident is told in the browser; only push services of the list are taken',
      },
      rate: { perMinute: 120, by: 'ip' },
      async handler({ params: { token }, body, ip }) {
        const link = await householdOf(token, ip);
        if (link instanceof Sent) return link;
        const push = doors.desks.push(link.tenant);
        if (!push) throw new Refused('push.closed');
        const subscription = readSubscription(body.subscription, push.hosts);
        if (!subscription) throw new Refused('push.unfit');
        await doors.subscriptions.keep(link.tenant, link.id, subscription, body.language);
        return {};
      },
    }),
    route({
      method: 'DELETE',
      url: '/r/:token/push',
      may: 'public',
      noun: 'residents',
      params,
      body: dropBody,
      bodyLimit: BODY_BYTES,
      answer: z.strictObject({}),
      words: { zh: '居民不再在浏览器上收通知', en: 'A resident is no longer told in the browser' },
      rate: { perMinute: 120, by: 'ip' },
      async handler({ params: { token }, body, ip }) {
        const link = await householdOf(token, ip);
        if (link instanceof Sent) return link;
        await doors.subscriptions.drop(link.tenant, link.id, body.endpoint);
        return {};
      },
    }),
    route({
      method: 'GET',
      url: '/r/push.js',
      may: 'public',
      noun: 'residents',
      answer: 'text/javascript; charset=utf-8',
      words: { zh: '浏览器收到推送时显示通知', en: 'Shows a notice that was pushed to the browser' },
      handler: () => new Sent(pushWorker, 'text/javascript; charset=utf-8', 200, { 'cache-control': 'no-cache' }),
    }),
  ];
}
