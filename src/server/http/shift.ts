import { createHash } from 'node:crypto';
import fresh from 'fresh';
import { type ShiftAnswer, shiftAnswer } from '../../contract/shift.ts';
import type { DoorsState } from '../../domain/notices/index.ts';
import { indexed } from '../../domain/places/index.ts';
import { type ScreenState, shiftOf } from '../../domain/screen/index.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { JSON_TYPE, type Route, route, Sent } from './route.ts';

export function shiftRoutes(doors: Doors): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/shift',
      may: 'read-screen',
      noun: 'shift',
      answer: shiftAnswer,
      words: {
        zh: '手机随身带的一班工作：自己的案件、排查、上门名单，断网也能办',
        en: 'What a phone carries through a shift: own cases, rounds and doors, to work on without a network',
      },
      async handler({ session, request }) {
        const { tenant, actor } = session;
        const district = doors.districtOf(tenant);
        if (!district) throw new Refused('request.not-found');
        const { state, seq } = await doors.engine.foldNow<ScreenState>(tenant);
        const names = shiftOf(state, actor);
        const found = await doors.engine.statesOf(tenant, names);
        const streams: Record<string, { version: number; state: unknown }> = {};
        for (const name of names) streams[name] = { version: 0, state: null };
        for (const one of found) streams[one.stream] = { version: one.version, state: one.state };
        const index = indexed(district);
        const homes = names
          .filter((name) => name.startsWith('doors/'))
          .flatMap((name) => index.householdsOf((streams[name]?.state as DoorsState | undefined)?.stairwell ?? ''))
          .map(({ id, stairwell, room, floor }) => ({ id, stairwell, room, floor }));
        const held = { district: district.version, streams, homes };
        const clock = await doors.engine.clock(tenant);
        // The clock is part of the mark: a drill that was sped up has to reach the phones.
        const etag = `"${createHash('sha256')
          .update(JSON.stringify([held, clock]))
          .digest('base64url')
          .slice(0, 22)}"`;
        const headers = { etag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' };
        if (fresh({ 'if-none-match': request.headers['if-none-match'] }, { etag }))
          return new Sent(null, JSON_TYPE, 304, headers);
        const answer: ShiftAnswer = {
          seq,
          now: await doors.engine.now(tenant),
          clock,
          serverTime: doors.realTime(),
          ...held,
        };
        return new Sent(JSON.stringify(answer), JSON_TYPE, 200, headers);
      },
    }),
  ];
}
