import ExcelJS from 'exceljs';
import type { Instant } from '../../domain/kernel/index.ts';
import { type District, indexed } from '../../domain/places/index.ts';
import {
  type LedgerState,
  type Line,
  lateWith,
  peopleIn,
  roomIn,
  type ShelterState,
  shelterOf,
  type TransferState,
  transferRow,
} from '../../domain/transfers/index.ts';
import { told } from '../resident/page.ts';
import { harmless } from './board-xlsx.ts';
import { type LedgerWords, ledgerWords } from './ledger-words.ts';
import type { PaperLanguage } from './words.ts';

export interface LedgerPaper {
  readonly district: District;
  readonly transfer: TransferState;
  readonly ledgers: readonly LedgerState[];
  readonly shelters: Readonly<Record<string, ShelterState>>;
  /** Whether the reader may know rooms in a committee. */
  readonly seesRooms: (committee: string) => boolean;
  readonly now: Instant;
  readonly at: string;
  readonly language: PaperLanguage;
}

/** The ledger as a workbook: sums by committee, a row for each household with work left first, and the shelters. */
export async function ledgerXlsx(paper: LedgerPaper): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  sums(book, paper);
  households(book, paper);
  shelters(book, paper);
  return Buffer.from(await book.xlsx.writeBuffer());
}

function sheetOf(
  book: ExcelJS.Workbook,
  { transfer, at, language }: LedgerPaper,
  name: string,
  heads: readonly string[],
) {
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 3 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  const { order = '', liftOrder } = transfer;
  sheet.addRow([
    harmless(`${transfer.title} · ${order}${liftOrder ? ` · ${ledgerWords[language].lifted} ${liftOrder}` : ''}`),
  ]);
  sheet.addRow([at]);
  sheet.addRow([...heads]).font = { bold: true };
  for (const [n, head] of heads.entries()) sheet.getColumn(n + 1).width = Math.max(9, head.length * 2 + 2);
  sheet.getColumn(1).width = 22;
  return sheet;
}

function sums(book: ExcelJS.Workbook, paper: LedgerPaper): void {
  const { district, ledgers, now, language } = paper;
  const w = ledgerWords[language];
  const sheet = sheetOf(book, paper, w.sums, [
    w.committee,
    w.households,
    w.people,
    ...Object.values(w.state),
    w.left,
    w.late,
    ...Object.values(w.places),
  ]);
  const add = (name: string, some: readonly LedgerState[]) => {
    const { households, people, states, left, late, staying } = transferRow(some, now);
    return sheet.addRow([
      harmless(name),
      households,
      people,
      ...Object.keys(w.state).map((state) => states[state as Line['state']]),
      left,
      late,
      staying.shelter,
      staying.kin,
      staying.nearby,
    ]);
  };
  const { committees } = indexed(district);
  const rows = ledgers
    .map((ledger) => ({ ledger, left: transferRow([ledger], now).left }))
    .sort((a, b) => b.left - a.left);
  for (const { ledger } of rows) add(committees.get(ledger.committee)?.name[language] ?? ledger.committee, [ledger]);
  add(w.sum, ledgers).font = { bold: true };
}

function households(book: ExcelJS.Workbook, paper: LedgerPaper): void {
  const { district, ledgers, shelters, now, language } = paper;
  const w = ledgerWords[language];
  const index = indexed(district);
  const sheet = sheetOf(book, paper, w.ledger, w.heads);
  const time = (at: Instant | undefined) => (at === undefined ? '' : told(at, language));
  const placeOf = (place: Line['place']) => {
    const shelter = shelterOf(place);
    if (shelter !== undefined) return index.points.get(shelter)?.name[language] ?? shelter;
    return place ? w.places[place.kind] : '';
  };
  for (const ledger of ledgers) {
    const rooms = paper.seesRooms(ledger.committee);
    const late = (line: Line) => lateWith(ledger, line, now);
    const lines = Object.entries(ledger.lines).sort(
      ([, a], [, b]) => Number(late(b) !== undefined) - Number(late(a) !== undefined) || a.since - b.since,
    );
    for (const [id, line] of lines) {
      const home = index.households.get(id);
      const stairwell = index.stairwells.get(home?.stairwell ?? '');
      const compound = index.compounds.get(stairwell?.compound ?? '');
      const shelter = shelterOf(line.place);
      const what = late(line);
      sheet.addRow(
        [
          index.committees.get(ledger.committee)?.name[language] ?? ledger.committee,
          `${compound?.address ?? ''}${stairwell?.name ?? ''}`,
          rooms ? (home?.room ?? id) : '',
          line.people,
          line.plan?.assisted ?? '',
          w.risk[line.risk],
          w.state[line.state],
          what ? w.lateWith[what] : '',
          line.told ? `${time(line.told.at)} ${w.how[line.told.how]}` : '',
          line.plan?.transport ? w.transport[line.plan.transport] : '',
          placeOf(line.plan?.place),
          time(line.leftAt),
          time(line.arrivedAt),
          placeOf(line.place),
          (shelter !== undefined && shelters[shelter]?.guests[id]?.bed) || '',
          time(line.checkedAt),
          refusalOf(line, w),
          time(line.returnAllowedAt),
          time(line.returnedAt),
        ].map((cell) => (typeof cell === 'string' ? harmless(cell) : cell)),
      );
    }
  }
}

function refusalOf({ refusal, forcedBy }: Line, w: LedgerWords): string {
  return [refusal && w.proof[refusal.proof.kind], forcedBy && `${w.forced} ${forcedBy}`].filter(Boolean).join(' · ');
}

function shelters(book: ExcelJS.Workbook, paper: LedgerPaper): void {
  const { district, language } = paper;
  const w = ledgerWords[language];
  const index = indexed(district);
  const sheet = sheetOf(book, paper, w.shelters, w.shelterHeads);
  for (const [id, state] of Object.entries(paper.shelters)) {
    sheet.addRow([
      harmless(index.points.get(id)?.name[language] ?? id),
      state.phase === 'open' ? w.open : w.closed,
      state.capacity,
      state.beds,
      peopleIn(state),
      state.others,
      roomIn(state),
      harmless(index.units.get(state.unit)?.name[language] ?? state.unit),
    ]);
  }
}
