import { z } from 'zod';
import { caseAnswer, casesAnswer, casesQuery, idParam, suggestionsAnswer } from '../../contract/queries.ts';
import { type CaseState, isDraft } from '../../domain/cases/index.ts';
import type { ScreenState } from '../../domain/screen/index.ts';
import type { Session } from '../access/session.ts';
import { casePage } from './case-pages.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { GEOJSON_TYPE, JSON_TYPE, type Route, route, Sent } from './route.ts';
import { suggestionsFor } from './suggestions.ts';

const one = z.strictObject({ id: idParam });

export function caseRoutes(doors: Doors): Route[] {
  const opened = async (session: Session, id: string) => {
    const found = await doors.engine.state<CaseState>(session.tenant, `case/${id}`);
    // A draft is its author's alone.
    if (!found || (isDraft(found.state) && found.state.author.person !== session.actor.person))
      throw new Refused('request.not-found');
    return found;
  };
  return [
    route({
      method: 'GET',
      url: '/api/v1/cases',
      may: 'read-screen',
      noun: 'cases',
      query: casesQuery,
      answer: casesAnswer,
      words: {
        zh: '案件：按最新或按到期，可按范围、阶段、类别、单位、居民区筛选',
        en: 'Cases, newest or by deadline, filtered by box, stage, category, unit and committee',
      },
      async handler({ session, query }) {
        const page = await casePage(doors.sql, session.tenant, query);
        const next = page.next === undefined ? '' : `,"next":"${page.next}"`;
        if (query.format === 'geojson')
          return new Sent(`{"type":"FeatureCollection","features":[${page.rows}]${next}}`, GEOJSON_TYPE);
        return new Sent(`{"cases":[${page.rows}]${next}}`, JSON_TYPE);
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/cases/:id',
      may: 'read-screen',
      noun: 'cases',
      params: one,
      answer: caseAnswer,
      words: { zh: '一个案件：现状与全部经过', en: 'One case: how it stands and all that happened' },
      async handler({ session, params }) {
        const { version, state } = await opened(session, params.id);
        const events = await doors.engine.history(session.tenant, `case/${params.id}`);
        return {
          id: params.id,
          version,
          state,
          events: events.flatMap((event) => doors.visible(event, session) ?? []),
        };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/cases/:id/suggestions',
      may: 'read-screen',
      noun: 'cases',
      params: one,
      answer: suggestionsAnswer,
      words: {
        zh: '建议派遣的单位（步行距离、在手任务）与疑似重复',
        en: 'Units to dispatch to (walking distance, work in hand) and probable duplicates',
      },
      async handler({ session, params }) {
        const { state } = await opened(session, params.id);
        const district = doors.districtOf(session.tenant);
        if (!district) throw new Refused('request.not-found');
        const { state: screen } = await doors.engine.foldNow<ScreenState>(session.tenant);
        return suggestionsFor(screen, district, params.id, state);
      },
    }),
  ];
}
