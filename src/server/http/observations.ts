import { z } from 'zod';
import {
  OBSERVATION_POINTS_MOST,
  observationsAnswer,
  observationsBody,
  observationsQuery,
} from '../../contract/queries.ts';
import { Observations } from '../access/observations.ts';
import { AHEAD_TOLERATED_MS } from '../engine/index.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { type Route, route } from './route.ts';

export function observationRoutes(doors: Doors): Route[] {
  const observations = new Observations(doors.sql);
  return [
    route({
      method: 'POST',
      url: '/api/v1/observations',
      may: 'receive',
      noun: 'observations',
      body: observationsBody,
      bodyLimit: 1024 * 1024,
      answer: z.strictObject({ stored: z.number().int() }),
      words: {
        zh: '成批交来气象、水位读数；重发不重复',
        en: 'Hand in readings of gauges and weather in batches; sending again stores nothing twice',
      },
      async handler({ session, body }) {
        const now = await doors.engine.now(session.tenant);
        const last = Math.max(...body.observations.map((one) => one.at));
        // A gauge whose clock runs ahead would hide its own later readings.
        if (last > now + AHEAD_TOLERATED_MS)
          throw new Refused('clock.ahead', { minutes: Math.ceil((last - now) / 60_000) });
        return { stored: await observations.store(session.tenant, body.observations) };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/observations',
      may: 'read-screen',
      noun: 'observations',
      query: observationsQuery,
      answer: observationsAnswer,
      words: { zh: '一个序列的读数，按步长汇总', en: 'One series, gathered by steps' },
      async handler({ session, query }) {
        const { series, from, to, step } = query;
        if (to <= from) throw new Refused('request.malformed', { field: 'to', problem: 'small' });
        if (step === undefined)
          return {
            series,
            points: await observations.readings(session.tenant, series, from, to, OBSERVATION_POINTS_MOST),
          };
        const points = Math.ceil((to - from) / step);
        if (points > OBSERVATION_POINTS_MOST)
          throw new Refused('observation.span', { points, most: OBSERVATION_POINTS_MOST });
        return { series, points: await observations.spans(session.tenant, series, from, to, step) };
      },
    }),
  ];
}
