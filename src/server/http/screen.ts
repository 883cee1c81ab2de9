import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { screenQuery } from '../../contract/queries.ts';
import type { ScreenState } from '../../domain/screen/index.ts';
import { holdsPrivate, viewerKey, viewerOf, visibleState } from '../access/visible/index.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { JSON_TYPE, type Route, route, Sent } from './route.ts';
import { takesGzip } from './send.ts';

const gzipped = promisify(gzip);

export function screenRoutes(doors: Doors): Route[] {
  // The screen as it stands is some megabytes: a room of consoles that opens at once gets one text made once.
  const last = new Map<string, { seq: number; text: string }>();
  return [
    route({
      method: 'GET',
      url: '/api/v1/screen',
      may: 'read-screen',
      noun: 'screen',
      query: screenQuery,
      answer: JSON_TYPE,
      words: { zh: '整屏：现在的，或某一时刻的', en: 'The whole screen, now or at any time' },
      async handler({ session, query, request }) {
        const { tenant } = session;
        const viewer = viewerOf(session);
        const [clock, now] = await Promise.all([doors.engine.clock(tenant), doors.engine.now(tenant)]);
        if (query.at !== undefined && query.at < now) {
          const { state, seq } = await doors.engine.foldAt<ScreenState>(tenant, query.at);
          return new Sent(
            `{"seq":${seq},"at":${query.at},"state":${JSON.stringify(visibleState(state, viewer))}}`,
            JSON_TYPE,
          );
        }
        if (query.at !== undefined && query.at > now)
          throw new Refused('request.malformed', { field: 'at', problem: 'large' });
        const key = `${tenant} ${viewerKey(viewer)}`;
        const { state } = await doors.engine.foldNow<ScreenState>(tenant);
        // The fold goes on in place: its own seq is the one that belongs to what is read in this turn.
        const { seq } = state;
        const own = holdsPrivate(state, viewer);
        let kept = own ? undefined : last.get(key);
        if (kept?.seq !== seq) {
          kept = { seq, text: JSON.stringify(visibleState(state, viewer)) };
          if (!own) last.set(key, kept);
        }
        const text = `{"seq":${seq},"at":${now},"clock":${JSON.stringify(clock)},"state":${kept.text}}`;
        if (!takesGzip(request)) return new Sent(text, JSON_TYPE);
        return new Sent(await gzipped(text, { level: 1 }), JSON_TYPE, 200, {
          'content-encoding': 'gzip',
          vary: 'accept-encoding',
        });
      },
    }),
  ];
}
