import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexed } from '../../src/domain/places/index.ts';
import { all, type ScreenState } from '../../src/domain/screen/index.ts';
import { peopleIn, sumOfLines } from '../../src/domain/transfers/index.ts';
import { type Drill, openDrill } from '../http/drill.ts';
import type { Visitor } from '../http/town.ts';

const NOW = Date.UTC(2021, 6, 25, 4);
const HOUR = 3_600_000;
const COMMITTEE = 'yanzhong';
const LEDGER = `ledger/t:${COMMITTEE}`;

let drill: Drill;
let leader: Visitor;
let ours: string[];
beforeAll(async () => {
  drill = await openDrill(NOW);
  leader = await drill.as('shift-leader');
  const index = indexed(drill.district);
  ours = index
    .stairwellsOf(COMMITTEE)
    .flatMap((row) => index.householdsOf(row.id))
    .filter((row) => row.people >= 2)
    .map((row) => row.id);
});
afterAll(() => drill?.close());

const send = (who: Visitor, type: string, stream: string, data: unknown, id: string = randomUUID()) =>
  who.call('POST', '/api/v1/commands', { id, type, stream, data });
const screen = async () => (await leader.call('GET', '/api/v1/screen')).json.state as ScreenState;

describe('a transfer under attack', () => {
  it('takes no list that is not one, and nothing in a field that does not belong there', async () => {
    const good = { title: '老旧房屋', risk: 'old-house', households: { households: ours.slice(0, 40) } };
    for (const data of [
      null,
      [],
      { ...good, title: 7 },
      { ...good, title: '' },
      { ...good, risk: 'flood' },
      { ...good, households: ours.slice(0, 3) },
      { ...good, households: { households: Array.from({ length: 5_001 }, (_, n) => `h${n}`) } },
      { ...good, households: { of: { notice: 'n', who: 'reached' } } },
      { ...good, list: [{ household: 'x', people: 9_000 }] },
    ])
      expect([data, (await send(leader, 'transfer.draw-up', 'transfer/t', data)).status]).toEqual([data, 400]);
    const refused = await send(leader, 'transfer.draw-up', 'transfer/t', { ...good, households: {} });
    expect([refused.status, refused.json.refusal.code]).toEqual([422, 'transfer.list-open']);
    const named = { ...good, title: '找小张 13812345678' };
    expect((await send(leader, 'transfer.draw-up', 'transfer/t', named)).json.refusal.code).toBe(
      'transfer.personal-number',
    );
    expect((await send(leader, 'transfer.draw-up', 'transfer/t', { ...good, title: '=1+1' })).status).toBe(200);
    const order = { order: '静防指〔2021〕12号', tellBy: NOW + 2 * HOUR, arriveBy: NOW + 4 * HOUR };
    for (const times of [{ tellBy: NOW }, { arriveBy: NOW + HOUR }])
      expect((await send(leader, 'transfer.order', 'transfer/t', { ...order, ...times })).status).toBe(422);
    expect((await send(leader, 'transfer.order', 'transfer/t', order)).status).toBe(200);
  });

  it('what only the machine says is no command from outside', async () => {
    for (const [type, stream] of [
      ['ledger.open', 'ledger/t:x'],
      ['ledger.join', LEDGER],
      ['ledger.lift', LEDGER],
      ['ledger.note-late', LEDGER],
      ['transfer.note-ledger', 'transfer/t'],
      ['shelter.admit', 'shelter/shelter-003'],
      ['shelter.release', 'shelter/shelter-003'],
    ] as const)
      expect([type, (await send(leader, type, stream, {})).json.refusal.code]).toEqual([type, 'command.unknown']);
  });

  it('forty race for a hall of seven: never one too many, each refusal names where there is room, the sum holds', async () => {
    await send(leader, 'shelter.open', 'shelter/shelter-003', { capacity: 7 });
    await send(leader, 'shelter.open', 'shelter/shelter-005', {});
    const arrive = (household: string) => ({
      arrivals: [{ household, place: { kind: 'shelter', shelter: 'shelter-003' }, people: 2 }],
    });
    const answers = await Promise.all(
      ours.slice(0, 40).map((household) => send(leader, 'ledger.arrive', LEDGER, arrive(household))),
    );
    expect(answers.filter((one) => one.status === 200)).toHaveLength(3);
    for (const { json, status } of answers.filter((one) => one.status !== 200)) {
      expect([status, json.refusal.code]).toEqual([409, 'shelter.full']);
      expect(json.refusal.zh).toContain('最近有空位的是 社区活动中心避难点1（余 220 位）');
      expect(json.refusal.en).toContain('the nearest with room is Shelter in community hall 1 (room for 220)');
    }
    const state = await screen();
    const ledger = all(state, 'ledger')[`t:${COMMITTEE}`];
    const shelter = all(state, 'shelter')['shelter-003'];
    expect(shelter && peopleIn(shelter)).toBe(6);
    expect(ledger && sumOfLines([ledger])).toMatchObject({ listed: 37, settled: 3 });
  });

  it('a command told again is answered from the record; with other content it is another one', async () => {
    const id = randomUUID();
    const household = ours[39] as string;
    const at = (kind: string) => ({ arrivals: [{ household, place: { kind } }] });
    const first = await send(leader, 'ledger.arrive', LEDGER, at('kin'), id);
    const again = await send(leader, 'ledger.arrive', LEDGER, at('kin'), id);
    expect(again.json).toEqual({ ...first.json, replayed: true });
    expect((await send(leader, 'ledger.arrive', LEDGER, at('nearby'), id)).json.refusal.code).toBe('command.id-reused');
    expect(all(await screen(), 'ledger')[`t:${COMMITTEE}`]?.lines[household]?.place).toEqual({ kind: 'kin' });
  });

  it('a committee acts for its own households alone; an observer and a gateway for none', async () => {
    // The first committee account of the drill is of this area.
    const committee = await drill.as('committee');
    const tell = { households: [ours[5]], how: 'call' };
    expect((await send(committee, 'ledger.tell', LEDGER, tell)).status).toBe(200);
    const index = indexed(drill.district);
    const theirs = index
      .stairwellsOf('lianhua')
      .flatMap((row) => index.householdsOf(row.id))
      .find((row) => row.people > 0);
    const add = { households: { households: [theirs?.id] } };
    expect((await send(committee, 'transfer.add', 'transfer/t', add)).json.refusal.code).toBe('transfer.may-not');
    expect((await send(leader, 'transfer.add', 'transfer/t', add)).status).toBe(200);
    const other = { households: [theirs?.id], how: 'call' };
    expect((await send(committee, 'ledger.tell', 'ledger/t:lianhua', other)).json.refusal.code).toBe('ledger.may-not');
    for (const role of ['observer', 'gateway', 'admin']) {
      const status = (await send(await drill.as(role), 'ledger.tell', LEDGER, tell)).status;
      expect([role, status]).toEqual([role, 403]);
    }
    for (const step of ['ledger.force', 'ledger.allow-return'])
      expect((await send(await drill.as('dispatcher'), step, LEDGER, force(step))).status).toBe(403);
  });
});

describe('what is told of the households of a list', () => {
  it('rooms for those who may know them, stairwells for all who see the screen', async () => {
    const homes = async (who: Visitor) =>
      (await who.call('GET', `/api/v1/transfers/t/homes?committee=${COMMITTEE}`)).json.homes as { room?: string }[];
    expect((await homes(leader)).every((home) => home.room !== undefined)).toBe(true);
    const seen = await homes(await drill.as('observer'));
    expect(seen).toHaveLength(40);
    expect(seen.some((home) => home.room !== undefined)).toBe(false);
  });

  it('a pasted list is read as committees write it; what is not understood is given back, and names are kept nowhere', async () => {
    const index = indexed(drill.district);
    const home = index.households.get(ours[0] as string);
    const stairwell = index.stairwells.get(home?.stairwell ?? '');
    const compound = index.compounds.get(stairwell?.compound ?? '');
    const room = /号/.test(home?.room ?? '') ? home?.room : `${stairwell?.name}${home?.room}`;
    const text = [
      `1. ${compound?.address} ${room}室，张某`,
      `${compound?.address}${room}`,
      ours[1],
      '  ',
      '某某路1号101',
    ].join('\r\n');
    const answer = await leader.call('POST', '/api/v1/transfers/read-list', { text });
    expect(answer.json).toMatchObject({ households: [ours[0], ours[1]], unread: ['某某路1号101'] });
    expect((await leader.call('POST', '/api/v1/transfers/read-list', { text: '' })).status).toBe(400);
    const elsewhere = drill.district.households.find(
      (row) => index.stairwells.get(row.stairwell)?.committee === 'lianhua',
    );
    const committee = await drill.as('committee');
    const probe = await committee.call('POST', '/api/v1/transfers/read-list', { text: elsewhere?.id });
    expect(probe.status).toBe(403);
  });

  it('the workbook counts what the screen counts, and computes nothing', async () => {
    const answer = await fetch(`${leader.base}/api/v1/transfers/t/ledger.xlsx`, { headers: { cookie: leader.cookie } });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await answer.arrayBuffer());
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['合计', '转移安置台账', '避难点']);
    const [sums, ledger, shelters] = book.worksheets;
    expect(String(sums?.getCell('A1').value)).toMatch(/^'=1\+1/);
    expect([sums?.getCell('B4').value, sums?.getCell('B5').value, sums?.getCell('B6').value]).toEqual([40, 1, 41]);
    expect(ledger?.rowCount).toBe(44);
    expect(shelters?.getRow(4).getCell(5).value).toBe(6);
    book.eachSheet((sheet) =>
      sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula))),
    );
    expect((await leader.call('GET', '/api/v1/transfers/none/ledger.xlsx')).status).toBe(404);
  });
});

function force(step: string): object {
  return step === 'ledger.force' ? { household: ours[6], order: '14号' } : { households: [ours[6]] };
}
