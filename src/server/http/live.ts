import { liveQuery } from '../../contract/queries.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { type Route, route } from './route.ts';

export function liveRoutes(doors: Doors): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/live',
      may: 'read-screen',
      noun: 'events',
      query: liveQuery,
      answer: 'text/event-stream',
      words: {
        zh: '实时事实流（SSE）；断线后凭 Last-Event-ID 续传，不漏不重',
        en: 'The live stream (SSE); goes on after a break by Last-Event-ID, without gap or repeat',
      },
      async handler({ query, session, request, reply }) {
        const last = request.headers['last-event-id'];
        if (last !== undefined && !/^\d{1,16}$/.test(String(last)))
          throw new Refused('request.malformed', { field: 'Last-Event-ID', problem: 'form' });
        // The browser's own mark is newer than the address it was opened with.
        const after = last === undefined ? query.after : Number(last);
        await doors.live.serve(request, reply, session, after, query.contract);
        return undefined;
      },
    }),
  ];
}
