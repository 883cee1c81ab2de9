import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { boardQuery, doorListQuery, posterQuery } from '../../contract/papers.ts';
import { idParam } from '../../contract/queries.ts';
import type { DoorsOnScreen, NoticeState } from '../../domain/notices/index.ts';
import { type District, indexed, type Stairwell } from '../../domain/places/index.ts';
import { all, type ScreenState } from '../../domain/screen/index.ts';
import type { Session } from '../access/session.ts';
import { boardXlsx } from '../paper/board-xlsx.ts';
import { doorListDocx } from '../paper/door-list-docx.ts';
import { doorListPdf } from '../paper/door-list-pdf.ts';
import { gatherDoorList, stairwellsIn } from '../paper/gather.ts';
import { posterDocx } from '../paper/poster-docx.ts';
import { posterPdf } from '../paper/poster-pdf.ts';
import { type PaperLanguage, paperWords } from '../paper/words.ts';
import { told } from '../resident/page.ts';
import type { Doors } from './doors.ts';
import { isSecure } from './guard.ts';
import { checkArea } from './households.ts';
import { Refused } from './refused.ts';
import { type Route, route, Sent } from './route.ts';

const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
const FORMS = ['pdf', 'docx'] as const;
/** Households of a list for Word: it is made in one go, 0.7 s for 400 of them, and commands wait meanwhile. A PDF is made page by page. */
const WORD_MOST = 400;
const one = z.strictObject({ id: idParam });

function file(bytes: Buffer, form: keyof typeof TYPES, name: string): Sent {
  return new Sent(bytes, TYPES[form], 200, {
    'content-disposition': `attachment; filename="${name}.${form}"`,
    'cache-control': 'no-store',
  });
}

/** A notice on paper: the list to walk with, the poster for the door, the board as a workbook. */
export function paperRoutes(doors: Doors): Route[] {
  const { links } = doors;
  // What is on paper is read from outside: the public address, if there is one, not that of who prints.
  const originOf = (request: FastifyRequest) =>
    doors.publicUrl ?? `${isSecure(request) ? 'https' : 'http'}://${request.host}`;

  async function issued(session: Session, id: string): Promise<{ district: District; notice: NoticeState }> {
    const district = doors.districtOf(session.tenant);
    const notice = (await doors.engine.state<NoticeState>(session.tenant, `notice/${id}`))?.state;
    if (!district || notice?.issuedAt === undefined) throw new Refused('request.not-found');
    return { district, notice };
  }
  function placesIn(
    district: District,
    notice: NoticeState,
    where: { committee?: string | undefined; stairwell?: string | undefined },
  ): readonly Stairwell[] {
    const found = stairwellsIn(district, notice, where);
    if (found.length === 0) throw new Refused('paper.nothing-there');
    return found;
  }
  const now = async (session: Session, language: PaperLanguage) =>
    told(await doors.engine.now(session.tenant), language);

  return [
    ...FORMS.map((form) =>
      route({
        method: 'GET',
        url: `/api/v1/notices/:id/door-list.${form}`,
        may: 'read-personal',
        noun: 'notices',
        params: one,
        query: doorListQuery,
        answer: TYPES[form],
        words: {
          zh: `打印上门名单（${form}）：逐楼组、按走的顺序；电话打码，写明理由才完整；记入审计`,
          en: `The door list on paper (${form}), stairwell after stairwell as one walks; phones masked unless a reason is given; audited`,
        },
        rate: { perMinute: 30, by: 'session' },
        async handler({ session, params, query, ip, request }) {
          const { district, notice } = await issued(session, params.id);
          const stairwells = placesIn(district, notice, query);
          for (const committee of new Set(stairwells.map((row) => row.committee))) checkArea(session, committee);
          const { paper, households } = await gatherDoorList(
            { engine: doors.engine, contacts: doors.contacts, district },
            {
              tenant: session.tenant,
              notice: params.id,
              state: notice,
              stairwells,
              which: query.which,
              language: query.language,
              origin: originOf(request),
              printedBy: session.name,
              printedAt: await now(session, query.language),
              reason: query.reason,
            },
          );
          if (households === 0) throw new Refused('paper.nothing-open');
          if (form === 'docx' && households > WORD_MOST)
            throw new Refused('paper.too-long', { households, most: WORD_MOST });
          await doors.audit.write({
            tenant: session.tenant,
            action: query.reason === undefined ? 'personal.listed' : 'personal.unmasked',
            account: session.account,
            target: `notice/${params.id}`,
            detail: {
              paper: form,
              households,
              where: query.stairwell ?? query.committee ?? '',
              ...(query.reason === undefined ? {} : { reason: query.reason }),
            },
            ip,
          });
          const bytes = form === 'pdf' ? await doorListPdf(paper) : await doorListDocx(paper);
          return file(bytes, form, `door-list-${query.stairwell ?? query.committee}`);
        },
      }),
    ),
    ...FORMS.map((form) =>
      route({
        method: 'GET',
        url: `/api/v1/notices/:id/poster.${form}`,
        may: 'command',
        noun: 'notices',
        params: one,
        query: posterQuery,
        answer: TYPES[form],
        words: {
          zh: `楼道海报（${form}）：大字、每个楼组一张、二维码可回复或求助`,
          en: `Posters for the doors (${form}): large type, one for each stairwell, a code to answer or to ask for help`,
        },
        rate: { perMinute: 30, by: 'session' },
        async handler({ session, params, query, request }) {
          const { district, notice } = await issued(session, params.id);
          const { language } = query;
          const index = indexed(district);
          const sheets = [];
          for (const row of placesIn(district, notice, query))
            sheets.push({
              stairwell: `${index.compounds.get(row.compound)?.name[language] ?? ''} ${row.name}`.trim(),
              link: `${originOf(request)}/r/${await links.posterFor(session.tenant, params.id, row.id)}`,
            });
          const paper = {
            language,
            sender: district.name[language],
            text: notice.body[language],
            issued: paperWords[language].issued(told(notice.issuedAt ?? 0, language)),
            sheets,
          };
          const bytes = form === 'pdf' ? await posterPdf(paper) : await posterDocx(paper);
          return file(bytes, form, `poster-${query.stairwell ?? query.committee}`);
        },
      }),
    ),
    route({
      method: 'GET',
      url: '/api/v1/notices/:id/board.xlsx',
      may: 'read-screen',
      noun: 'notices',
      params: one,
      query: boardQuery,
      answer: TYPES.xlsx,
      words: {
        zh: '确认情况表（Excel）：逐楼组计数，未完的在前；不含住户',
        en: 'The board as a workbook: counts by stairwell, work left first; no households',
      },
      rate: { perMinute: 30, by: 'session' },
      async handler({ session, params, query }) {
        const { district, notice } = await issued(session, params.id);
        const { state } = await doors.engine.foldNow<ScreenState>(session.tenant);
        const shown: DoorsOnScreen[] = Object.values(all(state, 'doors')).filter((row) => row.notice === params.id);
        const at = await now(session, query.language);
        return file(await boardXlsx(district, notice, shown, at, query.language), 'xlsx', 'board');
      },
    }),
  ];
}
