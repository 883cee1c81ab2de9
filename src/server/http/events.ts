import { clockAnswer, eventsAnswer, eventsQuery } from '../../contract/queries.ts';
import type { Doors } from './doors.ts';
import { JSON_TYPE, type Route, route, Sent } from './route.ts';

export function eventRoutes(doors: Doors): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/events',
      may: 'read-screen',
      noun: 'events',
      query: eventsQuery,
      answer: eventsAnswer,
      words: { zh: '台账：某序号之后的事实', en: 'The journal: the facts after a given seq' },
      async handler(call) {
        const { session } = call;
        const [events, head] = await Promise.all([
          doors.engine.readEvents(session.tenant, call.query.after, call.query.limit),
          doors.engine.lastSeq(session.tenant),
        ]);
        const next = events.at(-1)?.seq ?? call.query.after;
        const seen = events.flatMap((event) => doors.visible(event, session) ?? []);
        return new Sent(`{"events":${JSON.stringify(seen)},"next":${next},"head":${Math.max(head, next)}}`, JSON_TYPE);
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/clock',
      may: 'signed-in',
      noun: 'events',
      answer: clockAnswer,
      words: { zh: '本街道的时钟；演练有自己的时钟', en: 'The clock of this district; a drill has its own' },
      async handler({ session }) {
        const [clock, now, head] = await Promise.all([
          doors.engine.clock(session.tenant),
          doors.engine.now(session.tenant),
          doors.engine.lastSeq(session.tenant),
        ]);
        return { clock, now, head };
      },
    }),
  ];
}
