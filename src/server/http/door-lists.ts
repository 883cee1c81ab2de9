import { z } from 'zod';
import { doorsAnswer, idParam, screenQuery } from '../../contract/queries.ts';
import { doorsAggregate } from '../../domain/notices/index.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { type Route, route } from './route.ts';

/** The doors of one stairwell for one notice, one by one: what the screen shows only as counts. */
export function doorListRoutes(doors: Doors): Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/doors/:id',
      may: 'read-screen',
      noun: 'notices',
      params: z.strictObject({ id: idParam }),
      query: screenQuery,
      answer: doorsAnswer,
      words: {
        zh: '一次通知在一个楼组各户的状态，现在的或某一分钟的；不含姓名电话',
        en: 'The state of every household of a stairwell for a notice, now or at a minute; no names, no numbers',
      },
      async handler({ session, params, query }) {
        const history = await doors.engine.history(session.tenant, `doors/${params.id}`);
        const events = history.filter((event) => query.at === undefined || event.at <= query.at);
        const last = events.at(-1);
        if (!last) throw new Refused('request.not-found');
        const state = events.reduce(
          (folded, event) => doorsAggregate.evolve(folded, event as never),
          doorsAggregate.initial,
        );
        return { id: params.id, version: last.version, state };
      },
    }),
  ];
}
