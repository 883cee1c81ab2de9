import { z } from 'zod';
import { audienceSpec } from '../../contract/commands/notices.ts';
import { audience, saysWhom, unknownPlace } from '../../domain/notices/index.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { type Route, route } from './route.ts';

const body = z.strictObject({ audience: audienceSpec });
const answer = z.strictObject({ stairwells: z.number().int(), households: z.number().int(), people: z.number().int() });

export function noticeRoutes(doors: Doors): Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/v1/notices/head-count',
      may: 'command',
      noun: 'notices',
      body,
      answer,
      words: {
        zh: '选定对象的楼组、户、人数；不拟稿',
        en: 'How many stairwells, households and people an audience has; nothing is composed',
      },
      rate: { perMinute: 300, by: 'session' },
      handler({ session, body: { audience: spec } }) {
        const district = doors.districtOf(session.tenant);
        if (!district) throw new Refused('request.not-found');
        if (!saysWhom(spec) || unknownPlace(district, spec) !== undefined)
          return { stairwells: 0, households: 0, people: 0 };
        return audience(district, spec).headCount;
      },
    }),
  ];
}
