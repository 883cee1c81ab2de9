import { z } from 'zod';
import { audienceSpec } from '../../contract/commands/notices.ts';
import { type HeadCountAnswer, headCountAnswer, smsAnswer } from '../../contract/queries.ts';
import {
  type Door,
  type DoorsState,
  doorsId,
  type NoticeState,
  standsAs,
  startsOf,
} from '../../domain/notices/index.ts';
import {
  type Audience,
  type AudienceSpec,
  audience,
  type District,
  saysWhom,
  unfitRing,
  unknownPlace,
} from '../../domain/places/index.ts';
import { smsTerms } from '../deliveries/index.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { type Route, route } from './route.ts';

const body = z.strictObject({ audience: audienceSpec });
/** Stairwells read at the same time: a count must not take every connection from those who work. */
const AT_ONCE = 8;
const NOBODY: HeadCountAnswer = {
  stairwells: 0,
  households: 0,
  people: 0,
  committees: [],
  atMost: 0,
  starts: { message: 0, spoken: 0, door: 0 },
};

function answerOf(meant: Audience, atMost: number): HeadCountAnswer {
  const starts = startsOf(meant.stairwells.flatMap(({ households }) => households));
  return { ...meant.headCount, committees: meant.committees, atMost, starts };
}

export function noticeRoutes(doors: Doors): Route[] {
  /** How the households of these stairwells stand with an earlier notice, this minute. */
  async function stoodIn(tenant: string, notice: string, stairwells: readonly string[]): Promise<Map<string, Door>> {
    const stood = new Map<string, Door>();
    for (let from = 0; from < stairwells.length; from += AT_ONCE) {
      const some = stairwells.slice(from, from + AT_ONCE);
      const found = await Promise.all(
        some.map((id) => doors.engine.state<DoorsState>(tenant, `doors/${doorsId(notice, id)}`)),
      );
      for (const one of found)
        for (const [household, door] of Object.entries(one?.state.doors ?? {})) stood.set(household, door);
    }
    return stood;
  }

  async function headCount(tenant: string, district: District, spec: AudienceSpec): Promise<HeadCountAnswer> {
    if (!saysWhom(spec) || unknownPlace(district, spec) !== undefined) return NOBODY;
    if (spec.rings?.some((ring) => unfitRing(ring) !== undefined)) return NOBODY;
    const { of } = spec;
    const earlier = of && (await doors.engine.state<NoticeState>(tenant, `notice/${of.notice}`))?.state;
    if (of && !earlier?.issuedAt) return NOBODY;
    const stairwells = earlier && Object.keys(earlier.stairwells);
    const most = audience(district, spec, stairwells && { stairwells });
    const atMost = most.headCount.households;
    if (!of || !stairwells) return answerOf(most, atMost);
    const touched = most.stairwells.map((row) => row.stairwell.id);
    const stood = await stoodIn(tenant, of.notice, touched);
    const meant = audience(district, spec, {
      stairwells: touched,
      meant: (household) => standsAs(stood.get(household.id), of.who),
    });
    return answerOf(meant, atMost);
  }

  return [
    route({
      method: 'POST',
      url: '/api/v1/notices/head-count',
      may: 'command',
      noun: 'notices',
      body,
      answer: headCountAnswer,
      words: {
        zh: '选定对象的楼组、户、人数，并按居民区分列；不拟稿',
        en: 'How many stairwells, households and people an audience has, and by committee; nothing is composed',
      },
      rate: { perMinute: 300, by: 'session' },
      async handler({ session, body: { audience: spec } }) {
        const district = doors.districtOf(session.tenant);
        if (!district) throw new Refused('request.not-found');
        return headCount(session.tenant, district, spec);
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/notices/sms',
      may: 'command',
      noun: 'notices',
      answer: smsAnswer,
      words: {
        zh: '一条短信的单价及来源，以及计入字数的签名和链接；没有填单价就不给',
        en: 'What a segment costs and who says so, and the signature and link that are counted; no price where none was entered',
      },
      async handler({ session: { tenant } }) {
        return smsTerms(await doors.providers.list(tenant), {
          district: doors.districtOf(tenant)?.settings['sms.fenPerSegment'],
          // 24 characters: every link has as many (ADR 13).
          link: doors.publicUrl && `${doors.publicUrl}/r/${'x'.repeat(24)}`,
        });
      },
    }),
  ];
}
