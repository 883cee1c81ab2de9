import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { helpKinds, linkStanding, type NoticeState } from '../../domain/notices/index.ts';
import { type District, indexed } from '../../domain/places/index.ts';
import type { OpenedLink } from '../access/links.ts';
import { answerOf, type Form, helpSomewhere, householdOf, plainRoom, readForm } from '../resident/answer.ts';
import { type NoticePage, noticePage, type Reading, type Text, thanksPage, unknownPage } from '../resident/page.ts';
import { residentScript } from '../resident/script.ts';
import { speeches, speechFor } from '../resident/speech.ts';
import { residentStyle } from '../resident/style.ts';
import type { Doors } from './doors.ts';
import { Buckets } from './rate.ts';
import { residentPushRoutes } from './resident-push.ts';
import { type Route, route, Sent } from './route.ts';

const HTML = 'text/html; charset=utf-8';
const FORM = 'application/x-www-form-urlencoded';
/** A note of 300 characters and its room, percent-encoded, is under 3 KiB. */
const FORM_BYTES = 8 * 1024;
/**
 * Wrong links per minute and address. A telephone company puts thousands behind one address, so what is right is not
 * counted; at 30 a minute the 71 bits of a proof stay far out of reach (ADR 13).
 */
const WRONG_PER_MINUTE = 30;
/** Rooms that one address may answer for at one poster: a family and its neighbours, not a whole tower. */
const POSTER_ROOMS_PER_HOUR = 6;
/** Reports from a poster for rooms that are on no roll. */
const POSTER_REPORTS_PER_HOUR = 20;

const reading = z.object({
  lang: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional()
    .catch(undefined),
  size: z.enum(['0', '1', '2']).optional().catch(undefined),
});
const params = z.object({ token: z.string() });

/** How the reader wants it, among the languages of the district that the link is of. */
function readingOf(
  { lang, size }: z.infer<typeof reading>,
  accepts: string | undefined,
  district: District | undefined,
): Reading {
  const all = speeches(district);
  const speech = speechFor(all, lang, accepts);
  return { speech, others: all.filter((one) => one !== speech), size: Number(size ?? 0) as Reading['size'] };
}

const html = (text: string, status = 200, headers: Record<string, string> = {}): Sent =>
  new Sent(text, HTML, status, { 'cache-control': 'no-store', ...headers }, 'page');

/** The page behind a link: no account, no session, no cookie. Whatever is wrong with a link, the answer is the same. */
export function residentRoutes(doors: Doors): Route[] {
  const { links } = doors;
  const buckets = new Buckets();

  /** What the link opens, or the answer that says it opens nothing. */
  async function opened(token: string, ip: string, how: Reading): Promise<OpenedLink | Sent> {
    const now = doors.realTime();
    const link = await links.openLink(token);
    if (link) return link;
    const wait = buckets.take(`wrong ${ip}`, WRONG_PER_MINUTE, now);
    return wait > 0 ? html(unknownPage(how), 429, { 'retry-after': String(wait) }) : html(unknownPage(how), 404);
  }

  async function textOf(tenant: string, notice: string | undefined): Promise<Text | undefined> {
    if (notice === undefined) return undefined;
    const found = (await doors.engine.state<NoticeState>(tenant, `notice/${notice}`))?.state;
    return found?.issuedAt === undefined ? undefined : { issuedAt: found.issuedAt, body: found.body };
  }

  /** The page of a link as it stands; undefined when its notice never went out. */
  async function pageOf(token: string, link: OpenedLink): Promise<NoticePage | undefined> {
    const { tenant } = link;
    const district = doors.districtOf(tenant);
    const notice = (await doors.engine.state<NoticeState>(tenant, `notice/${link.notice}`))?.state;
    const standing = linkStanding(notice, await doors.engine.now(tenant));
    const text = await textOf(tenant, link.notice);
    if (standing === 'never' || !district || !notice || !text) return undefined;
    const correction = await textOf(tenant, notice.followedBy.at(-1));
    const pushKey = doors.desks.push(tenant)?.publicKey;
    const stairwell = link.kind === 'stairwell' ? indexed(district).stairwells.get(link.id)?.name : undefined;
    return {
      token,
      sender: district.name,
      notice: text,
      standing,
      kinds: helpKinds(district).map(({ code, ask, name }) => ({ code, ask: ask ?? name })),
      once: randomUUID(),
      asksRoom: link.kind === 'stairwell',
      ...(pushKey ? { pushKey } : {}),
      ...(stairwell ? { stairwell } : {}),
      ...(correction ? { correction } : {}),
    };
  }

  /** Whether this press at a poster is within its limits. A room that was answered for counts once, however often it is pressed. */
  function mayPress(link: OpenedLink, form: Form, ip: string, known: boolean): boolean {
    const now = doors.realTime();
    const poster = `${link.tenant} ${link.notice} ${link.id}`;
    const hourly = (key: string, most: number) => buckets.take(key, most / 60, now, most) === 0;
    const press = `press ${ip} ${poster} ${known ? plainRoom(form.room) : form.once}`;
    if (!hourly(press, 1)) return true;
    const may = known
      ? hourly(`rooms ${ip} ${poster}`, POSTER_ROOMS_PER_HOUR)
      : hourly(`reports ${poster}`, POSTER_REPORTS_PER_HOUR);
    if (!may) buckets.give(press, 1);
    return may;
  }

  /** Takes the answer to the engine. Answers what the page says to it. */
  async function answer(link: OpenedLink, form: Form, ip: string): Promise<'told' | 'lost' | 'no-room' | 'slow'> {
    const district = doors.districtOf(link.tenant);
    if (!district) return 'lost';
    const known = householdOf(district, link, form.room) !== undefined;
    if (form.does === 'know' && !known) return 'no-room';
    if (link.kind === 'stairwell' && (form.does === 'know' || !known) && !mayPress(link, form, ip, known))
      return 'slow';
    const told = answerOf(district, link, form);
    if (!told) return 'lost';
    const outcome = await doors.engine.submit(link.tenant, told.actor, told.command);
    if (outcome.ok) return 'told';
    // Whether a room is among those meant is nobody's business at a poster: its tags could be read from it.
    const stranger = ['doors.unknown', 'doors.unknown-household'].includes(outcome.refusal.code);
    if (!stranger) return 'lost';
    if (form.does === 'know') return link.kind === 'stairwell' ? 'told' : 'lost';
    const household = householdOf(district, link, form.room);
    const stairwell = link.kind === 'stairwell' ? link.id : indexed(district).households.get(link.id)?.stairwell;
    const report = helpSomewhere(district, stairwell ?? '', form, told.command.id, household);
    if (!report) return 'lost';
    return (await doors.engine.submit(link.tenant, report.actor, report.command)).ok ? 'told' : 'lost';
  }

  const file = (url: string, body: string, type: string, zh: string, en: string): Route =>
    route({
      method: 'GET',
      url,
      may: 'public',
      noun: 'residents',
      answer: type,
      words: { zh, en },
      handler: () => new Sent(body, type, 200, { 'cache-control': 'public, max-age=31536000, immutable' }),
    });

  return [
    route({
      method: 'GET',
      url: '/r/:token',
      may: 'public',
      noun: 'residents',
      params,
      query: reading,
      answer: 'text/html',
      words: {
        zh: '居民凭短信链接或楼道二维码看通知；只看不确认',
        en: 'A resident reads a notice by its link or poster; looking confirms nothing',
      },
      rate: { perMinute: 1_200, by: 'ip' },
      async handler({ params: { token }, query, ip, request }) {
        const accepts = request.headers['accept-language'];
        const link = await opened(token, ip, readingOf(query, accepts, undefined));
        if (link instanceof Sent) return link;
        const how = readingOf(query, accepts, doors.districtOf(link.tenant));
        const page = await pageOf(token, link);
        return page ? html(noticePage(page, how)) : html(unknownPage(how), 404);
      },
    }),
    route({
      method: 'POST',
      url: '/r/:token',
      may: 'public',
      noun: 'residents',
      params,
      query: reading,
      accepts: [FORM],
      ownBody: { type: 'object' },
      bodyLimit: FORM_BYTES,
      answer: 'text/html',
      words: {
        zh: '居民回复“我知道了”或求助，无需账号；重复提交得到同样的答复',
        en: 'A resident answers “I know” or asks for help, without an account; a repeat gets the same answer',
      },
      rate: { perMinute: 1_200, by: 'ip' },
      async handler({ params: { token }, query, body, ip, request }) {
        const accepts = request.headers['accept-language'];
        const link = await opened(token, ip, readingOf(query, accepts, undefined));
        if (link instanceof Sent) return link;
        const how = readingOf(query, accepts, doors.districtOf(link.tenant));
        const { words } = how.speech;
        const page = await pageOf(token, link);
        if (!page) return html(unknownPage(how), 404);
        const form = readForm(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
        if (!form) return html(noticePage({ ...page, trouble: words.lost }, how), 400);
        // An answer to a notice that is over would change nothing: the page says so instead of thanking.
        if (form.does === 'know' && page.standing !== 'open') return html(noticePage(page, how), 410);
        const done = await answer(link, form, ip).catch((): 'lost' => 'lost');
        if (done === 'told') {
          const said = form.does === 'know' && link.kind === 'stairwell' ? 'know-neighbour' : form.does;
          return html(thanksPage(token, page.sender, said, how));
        }
        const trouble = { 'no-room': words.noRoom, slow: words.slow, lost: words.lost }[done];
        const kept = { room: form.room, note: form.note, ...(form.does === 'help' ? { kind: form.kind } : {}) };
        const status = { 'no-room': 422, slow: 429, lost: 503 }[done];
        return html(noticePage({ ...page, ...kept, trouble }, how), status);
      },
    }),
    ...residentPushRoutes(doors, (token, ip) => opened(token, ip, readingOf({}, undefined, undefined))),
    file('/r/page.css', residentStyle, 'text/css; charset=utf-8', '居民页的样式', 'Style of the page for residents'),
    file(
      '/r/page.js',
      residentScript,
      'text/javascript; charset=utf-8',
      '居民页的朗读脚本',
      'The page for residents read aloud',
    ),
  ];
}
