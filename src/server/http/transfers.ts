import { z } from 'zod';
import { idParam } from '../../contract/queries.ts';
import { homesAnswer, homesQuery, ledgerFileQuery, readListAnswer, readListBody } from '../../contract/transfers.ts';
import { type District, indexed } from '../../domain/places/index.ts';
import { all, type ScreenState } from '../../domain/screen/index.ts';
import { type LedgerState, ledgerId, type TransferState } from '../../domain/transfers/index.ts';
import type { Session } from '../access/session.ts';
import { ledgerXlsx } from '../paper/ledger-xlsx.ts';
import { told } from '../resident/page.ts';
import type { Doors } from './doors.ts';
import { checkArea, seesRooms } from './households.ts';
import { Refused } from './refused.ts';
import { type Route, route, Sent } from './route.ts';
import { readList } from './transfer-list.ts';

const one = z.strictObject({ id: idParam });
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a transfer needs besides its commands: where its households are, the ledger as a workbook, a list that is pasted. */
export function transferRoutes(doors: Doors): Route[] {
  const districtOf = ({ tenant }: Session): District => {
    const district = doors.districtOf(tenant);
    if (!district) throw new Refused('request.not-found');
    return district;
  };
  return [
    route({
      method: 'POST',
      url: '/api/v1/transfers/read-list',
      may: 'read-personal',
      noun: 'transfers',
      body: readListBody,
      answer: readListAnswer,
      words: {
        zh: '识别粘贴的户名单：门牌、纸质名单代码或户编号；姓名不保存',
        en: 'Read a pasted list of households: addresses, signs of a printed list, ids; names are not kept',
      },
      rate: { perMinute: 30, by: 'session' },
      async handler({ session, body }) {
        const district = districtOf(session);
        const { households, unread } = readList(district, body.text);
        const { stairwells } = indexed(district);
        for (const row of households) checkArea(session, stairwells.get(row.stairwell)?.committee ?? '');
        const people = households.reduce((sum, row) => sum + row.people, 0);
        return { households: households.map((row) => row.id), people, unread: [...unread] };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/transfers/:id/homes',
      may: 'read-screen',
      noun: 'transfers',
      params: one,
      query: homesQuery,
      answer: homesAnswer,
      words: {
        zh: '一本台账各户在哪个楼组、哪一室；不含姓名电话',
        en: 'In which stairwell and room the households of a ledger are; no names, no numbers',
      },
      rate: { perMinute: 120, by: 'session' },
      async handler({ session, params, query }) {
        const district = districtOf(session);
        const stream = `ledger/${ledgerId(params.id, query.committee)}`;
        const ledger = (await doors.engine.state<LedgerState>(session.tenant, stream))?.state;
        if (!ledger?.opened) throw new Refused('request.not-found');
        const { households } = indexed(district);
        const rooms = seesRooms(session, ledger.committee);
        return {
          homes: Object.keys(ledger.lines).flatMap((household) => {
            const home = households.get(household);
            return home ? [{ household, stairwell: home.stairwell, ...(rooms ? { room: home.room } : {}) }] : [];
          }),
        };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/transfers/:id/ledger.xlsx',
      may: 'read-screen',
      noun: 'transfers',
      params: one,
      query: ledgerFileQuery,
      answer: XLSX,
      words: {
        zh: '转移安置台账（Excel）：各居民区合计、逐户状态、避难点；不含姓名电话',
        en: 'The transfer ledger as a workbook: committees, households, shelters; no names, no numbers',
      },
      rate: { perMinute: 30, by: 'session' },
      async handler({ session, params, query }) {
        const district = districtOf(session);
        const transfer = (await doors.engine.state<TransferState>(session.tenant, `transfer/${params.id}`))?.state;
        if (transfer?.order === undefined) throw new Refused('request.not-found');
        const { state } = await doors.engine.foldNow<ScreenState>(session.tenant);
        const now = await doors.engine.now(session.tenant);
        const bytes = await ledgerXlsx({
          district,
          transfer,
          ledgers: Object.values(all(state, 'ledger')).filter((row) => row.transfer === params.id),
          shelters: all(state, 'shelter'),
          seesRooms: (committee) => seesRooms(session, committee),
          now,
          at: told(now, query.language),
          language: query.language,
        });
        return new Sent(bytes, XLSX, 200, {
          'content-disposition': 'attachment; filename="ledger.xlsx"',
          'cache-control': 'no-store',
        });
      },
    }),
  ];
}
