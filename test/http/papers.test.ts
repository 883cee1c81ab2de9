import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { type DoorsState, NO_DOORS, type NoticeState, onScreen, paperCodes } from '../../src/domain/notices/index.ts';
import { type District, indexed, type Stairwell } from '../../src/domain/places/index.ts';
import { boardXlsx } from '../../src/server/paper/board-xlsx.ts';
import { paperFont } from '../../src/server/paper/font.ts';
import type { Yiping } from '../../src/server/wiring/index.ts';
import { type Drill, openDrill } from './drill.ts';
import type { Visitor } from './town.ts';

/** 25 July 2021, 12:30 in Shanghai. */
const START = Date.UTC(2021, 6, 25, 4, 30);

let drill: Drill;
let yiping: Yiping;
let district: District;
let committee: Visitor;
let area: string;
let walked: readonly Stairwell[];
let notice: string;
beforeAll(async () => {
  drill = await openDrill(START);
  ({ yiping, district } = drill);
  committee = await as('committee');
  area = (await committee.call('GET', '/api/v1/session')).json.area;
  walked = indexed(district).stairwellsOf(area).slice(0, 3);
  const leader = await as('shift-leader');
  const other = district.stairwells.find((one) => one.committee !== area)?.id as string;
  notice = randomUUID();
  await send(leader, 'notice.compose', `notice/${notice}`, {
    template: 'raised',
    fields: { 级: 'Ⅱ', 起始时间: '25日12时30分', 主要措施: '=公园关闭', 电话: '021-6253-0000' },
    level: 'II',
    audience: { stairwells: [...walked.map((one) => one.id), other] },
  });
  await send(leader, 'notice.issue', `notice/${notice}`, {});
}, 120_000);
afterAll(async () => {
  await drill.close();
});

const as = (role: string): Promise<Visitor> => drill.as(role);
async function send(who: Visitor, type: string, stream: string, data: unknown) {
  const answer = await who.call('POST', '/api/v1/commands', { id: randomUUID(), type, stream, data });
  if (answer.status !== 200) throw new Error(`${type}: ${answer.text}`);
}
const at = (what: string) => `/api/v1/notices/${notice}/${what}`;
async function bytesOf(who: Visitor, path: string): Promise<Buffer> {
  const answer = await fetch(yiping.url + path, { headers: { cookie: who.cookie } });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}
/** The words of a Word document: those of the headers of its sections in turn, then those of the pages. */
async function wordsIn(docx: Buffer): Promise<string> {
  const found = new Map<string, string>();
  const zip = await fromBufferPromise(docx);
  for await (const entry of zip.eachEntry()) {
    if (!/^word\/(document|header\d+)\.xml$/.test(entry.fileName)) continue;
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    const text = Buffer.concat(parts)
      .toString('utf8')
      .replace(/<[^>]+>/g, ' ');
    found.set(entry.fileName.replace(/\d+/, (n) => n.padStart(4, '0')).replace('document', 'pages'), text);
  }
  expect(found.size).toBeGreaterThan(0);
  const inTurn = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return inTurn
    .map(([, text]) => text)
    .join(' ')
    .replace(/ +/g, ' ');
}
const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
const doorsAt = async (stairwell: string) =>
  (await yiping.engine.state<DoorsState>('drill', `doors/${notice}:${stairwell}`))?.state as DoorsState;

describe('the door list on paper', () => {
  it('goes stairwell after stairwell as one walks, a row for each open door, phones masked; written down', async () => {
    const text = await wordsIn(await bytesOf(committee, at(`door-list.docx?committee=${area}&which=open`)));
    const index = indexed(district);
    let from = 0;
    for (const stairwell of walked) {
      const name = `${index.compounds.get(stairwell.compound)?.name.zh ?? ''} ${stairwell.name}`.trim();
      from = text.indexOf(name, from);
      expect(from, name).toBeGreaterThan(-1);
      for (const household of Object.keys((await doorsAt(stairwell.id)).doors)) {
        const code = paperCodes(district).get(household) as string;
        expect(text).toContain(`${code.slice(0, 3)} ${code.slice(3)}`);
      }
    }
    expect(text).toMatch(/\*{3}-?\*{4}-?\d{4}/);
    expect(text).not.toMatch(/1\d{2}-?\d{4}-?\d{4}/);
    expect(text).toContain('电话已打码');
    for (const box of ['见到', '无人留条', '拒绝', '需帮助', '空关']) expect(text).toContain(box);
    // The cause of care is a letter on the list, and named once: on the sheet that explains it.
    expect(text.indexOf('关爱符号说明')).toBeGreaterThan(from);
    for (const tag of ['aged-80', 'living-alone']) {
      const name = district.words?.[`tag.${tag}`]?.zh as string;
      expect(text.split(` ${name} `).length).toBeLessThanOrEqual(2);
    }
    const [line] = await yiping.doors.audit.page('drill', undefined, 1);
    expect(line).toMatchObject({
      action: 'personal.listed',
      target: `notice/${notice}`,
      detail: { paper: 'docx', where: area },
    });
  });

  it('shows numbers in full for a reason, which is on the paper and in the audit', async () => {
    const path = at(
      `door-list.docx?stairwell=${walked[0]?.id}&which=open&reason=${encodeURIComponent('断网，电话联系')}`,
    );
    const text = await wordsIn(await bytesOf(committee, path));
    expect(text).toMatch(/1\d{2}-?\d{4}-?\d{4}/);
    expect(text).toContain('断网，电话联系');
    const [line] = await yiping.doors.audit.page('drill', undefined, 1);
    expect(line).toMatchObject({ action: 'personal.unmasked', detail: { reason: '断网，电话联系' } });
    expect((await committee.call('GET', at(`door-list.pdf?stairwell=${walked[0]?.id}&reason=x`))).status).toBe(400);
  });

  it('is a PDF of a page or more for each stairwell, set in a font that the program brings', async () => {
    const pdf = await bytesOf(committee, at(`door-list.pdf?committee=${area}&which=open`));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pages(pdf)).toBeGreaterThanOrEqual(walked.length);
    expect(pdf.toString('latin1')).toMatch(/BaseFont \/[A-Z]{6}\+NotoSansSC/);
    const { printable } = await paperFont();
    expect(printable('防汛Ⅱ级 35℃，喆堃岀')).toBe('防汛II级 35°C，喆堃岀');
    expect(printable('〇\u{1F300}')).toBe('〇?');
  });

  it('is for those who see the roll of the place, and there is none where nobody is left to visit', async () => {
    const other = district.stairwells.find((one) => one.committee !== area && one.id);
    const sweeper = await as('supervisor');
    expect((await sweeper.call('GET', at(`door-list.pdf?committee=${area}`))).json.refusal.code).toBe(
      'access.forbidden',
    );
    expect((await committee.call('GET', at('door-list.pdf'))).status).toBe(400);
    expect((await committee.call('GET', at(`door-list.pdf?committee=${other?.committee}`))).json.refusal.code).toBe(
      'access.forbidden',
    );
    expect((await committee.call('GET', at(`door-list.pdf?stairwell=nowhere`))).json.refusal.code).toBe(
      'paper.nothing-there',
    );
    expect(
      (await committee.call('GET', `/api/v1/notices/${randomUUID()}/door-list.pdf?committee=${area}`)).status,
    ).toBe(404);
  });

  it('is not made for Word beyond 400 households: commands would wait for it', async () => {
    const id = randomUUID();
    const leader = await as('shift-leader');
    await send(leader, 'notice.compose', `notice/${id}`, {
      template: 'lifted',
      fields: { 灾种: '台风', 时间: '今日' },
      level: 'III',
      audience: { committees: [area] },
    });
    await send(await as('commander'), 'notice.sign', `notice/${id}`, {});
    await send(leader, 'notice.issue', `notice/${id}`, {});
    const where = `committee=${area}&which=open`;
    const word = await committee.call('GET', `/api/v1/notices/${id}/door-list.docx?${where}`);
    expect(word.json.refusal).toMatchObject({ code: 'paper.too-long', params: { most: 400 } });
    expect(word.json.refusal.params.households).toBeGreaterThan(400);
    const pdf = await bytesOf(committee, `/api/v1/notices/${id}/door-list.pdf?${where}`);
    expect(pages(pdf)).toBeGreaterThan(20);
  });
});

describe('ticks from paper', () => {
  it('are taken by code, with the time of the visit; once, however often they are sent', async () => {
    const [stairwell, second] = walked as [Stairwell, Stairwell];
    const households = Object.entries((await doorsAt(stairwell.id)).doors).filter(([, door]) => !door.first);
    const codes = paperCodes(district);
    const code = (n: number) => codes.get(households[n]?.[0] as string) as string;
    const elsewhere = Object.keys((await doorsAt(second.id)).doors)[0] as string;
    const visited = (await yiping.engine.now('drill')) - 60_000;
    const body = {
      id: randomUUID(),
      occurredAt: visited,
      ticks: [
        { code: ` ${code(0).slice(0, 3).toLowerCase()}-${code(0).slice(3)} `, result: 'seen' },
        { code: code(1), result: 'nobody-home' },
        { code: code(2), result: 'needs-help' },
        { code: codes.get(elsewhere), result: 'vacant' },
        { code: 'AAAAAA', result: 'seen' },
      ],
    };
    const first = await committee.call('POST', at('ticks'), body);
    expect(first.json).toEqual({ told: 4, refused: [{ code: 'AAAAAA', refusal: 'paper.unknown-code' }] });
    expect((await committee.call('POST', at('ticks'), body)).json).toEqual(first.json);
    const { doors } = await doorsAt(stairwell.id);
    expect(doors[households[0]?.[0] as string]).toMatchObject({ state: 'seen', since: visited, way: 'visit' });
    expect(doors[households[1]?.[0] as string]).toMatchObject({ state: 'nobody-home', notes: 1 });
    expect(doors[households[2]?.[0] as string]).toMatchObject({ state: 'needs-help', way: 'paper' });
    expect((await doorsAt(second.id)).doors[elsewhere]).toMatchObject({ state: 'vacant' });
    const ahead = { ...body, id: randomUUID(), occurredAt: visited + 3_600_000 };
    expect((await committee.call('POST', at('ticks'), ahead)).json.refusal.code).toBe('clock.ahead');
  });

  it('are judged by the rules of the doors: who may not visit may not tick', async () => {
    const [household] = Object.keys((await doorsAt(walked[2]?.id as string)).doors) as [string];
    const code = paperCodes(district).get(household) as string;
    const dispatcher = await as('dispatcher');
    const answer = await dispatcher.call('POST', at('ticks'), { id: randomUUID(), ticks: [{ code, result: 'seen' }] });
    expect(answer.json).toEqual({ told: 0, refused: [{ code, refusal: 'doors.may-not' }] });
  });
});

describe('posters', () => {
  it('are a sheet for each stairwell, whose code opens the page of this stairwell', async () => {
    const pdf = await bytesOf(committee, at(`poster.pdf?committee=${area}`));
    expect(pages(pdf)).toBe(walked.length);
    const text = await wordsIn(await bytesOf(committee, at(`poster.docx?stairwell=${walked[1]?.id}`)));
    expect(text).toContain('防汛响应升至Ⅱ级');
    expect(text).toContain(walked[1]?.name);
    const { links } = yiping.doors;
    const token = await links.posterFor('drill', notice, walked[1]?.id as string);
    expect(await links.openLink(token)).toMatchObject({ kind: 'stairwell', id: walked[1]?.id });
  });
});

describe('the board', () => {
  it('opens each number to exactly the households that it counts, rooms for those who may', async () => {
    const all = (await Promise.all(walked.map((one) => doorsAt(one.id)))).flatMap((one) => Object.values(one.doors));
    const rows = async (who: Visitor, column: string) =>
      (await who.call('GET', at(`rows?committee=${area}&column=${column}`))).json;
    const whole = await rows(committee, 'households');
    expect(whole.total).toBe(all.length);
    expect(whole.rows[0].room).toBeTruthy();
    const help = await rows(committee, 'needsHelp');
    expect(help.total).toBe(all.filter((door) => door.state === 'needs-help').length);
    expect(help.rows.length).toBe(help.total);
    expect(help.rows.every((row: { state: string }) => row.state === 'needs-help')).toBe(true);
    const observer = await as('dispatcher');
    expect((await rows(observer, 'needsHelp')).rows[0].room).toBeUndefined();
    expect((await committee.call('GET', at('rows?column=everything'))).status).toBe(400);
  });

  it('as a workbook counts what the console counts, and runs nothing', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await bytesOf(committee, at('board.xlsx'))) as never);
    const sheet = book.worksheets[0] as ExcelJS.Worksheet;
    expect(sheet.getRow(3).getCell(4).value).toBe('户数');
    const sum = sheet.getRow(sheet.rowCount);
    let households = 0;
    for (let n = 4; n < sheet.rowCount; n++) households += Number(sheet.getRow(n).getCell(4).value);
    expect(sum.getCell(1).value).toBe('合计');
    expect(sum.getCell(4).value).toBe(households);
    expect(households).toBeGreaterThan(30);
    const evil = { zh: '=HYPERLINK("http://evil")', en: '@SUM(1)' };
    const state: DoorsState = { ...NO_DOORS, opened: true, notice: 'n', stairwell: 'x', committee: 'y' };
    const bad = await boardXlsx(
      { ...district, committees: [{ ...district.committees[0], id: 'y', name: evil }] } as never,
      { body: evil } as NoticeState,
      [onScreen(state)],
      '',
      'zh',
    );
    const again = new ExcelJS.Workbook();
    await again.xlsx.load(bad as never);
    const cells: unknown[] = [];
    again.worksheets[0]?.eachRow((row) => row.eachCell((cell) => cells.push(cell.value)));
    expect(cells.filter((cell) => typeof cell === 'object')).toEqual([]);
    expect(cells.filter((cell) => typeof cell === 'string' && /^[=+@-]/.test(cell))).toEqual([]);
    expect(cells).toContain(`'${evil.zh}`);
  });
});
