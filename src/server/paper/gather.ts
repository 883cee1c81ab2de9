import {
  type Door,
  type DoorsState,
  doorList,
  doorsId,
  type NoticeState,
  paperCodes,
  TAG_LETTERS,
  tagSymbols,
} from '../../domain/notices/index.ts';
import { type District, indexed, type Stairwell } from '../../domain/places/index.ts';
import { type Contacts, maskedPhone } from '../access/contacts.ts';
import type { Engine } from '../engine/types.ts';
import type { DoorListPaper, PaperStairwell } from './model.ts';
import { type PaperLanguage, paperWords } from './words.ts';

/** Stairwells read at the same time: a list must not take every connection from those who work. */
const AT_ONCE = 8;

/** The doors of these stairwells for a notice, this minute, in the order asked for; those it did not go to are left out. */
export async function doorsOf(
  engine: Engine,
  tenant: string,
  notice: string,
  stairwells: readonly string[],
): Promise<DoorsState[]> {
  const found: DoorsState[] = [];
  for (let from = 0; from < stairwells.length; from += AT_ONCE) {
    const some = stairwells.slice(from, from + AT_ONCE);
    const states = await Promise.all(
      some.map((id) => engine.state<DoorsState>(tenant, `doors/${doorsId(notice, id)}`)),
    );
    for (const one of states) if (one?.state.opened) found.push(one.state);
  }
  return found;
}

/** Stairwells of a notice in a part of the district, in walking order. */
export function stairwellsIn(
  district: District,
  notice: NoticeState,
  where: { readonly committee?: string | undefined; readonly stairwell?: string | undefined },
): readonly Stairwell[] {
  const index = indexed(district);
  const walked = index.committees.has(where.committee ?? '')
    ? index.stairwellsOf(where.committee as string)
    : district.committees.flatMap((row) => index.stairwellsOf(row.id));
  return walked.filter(
    (row) => notice.stairwells[row.id] !== undefined && (!where.stairwell || row.id === where.stairwell),
  );
}

export interface ListAsked {
  readonly tenant: string;
  readonly notice: string;
  readonly state: NoticeState;
  readonly stairwells: readonly Stairwell[];
  readonly which: 'at-door' | 'open';
  readonly language: PaperLanguage;
  readonly origin: string;
  readonly printedBy: string;
  readonly printedAt: string;
  readonly reason?: string | undefined;
}

/** A door list with everything that it says; `households` in it. */
export async function gatherDoorList(
  parts: { readonly engine: Engine; readonly contacts: Contacts; readonly district: District },
  asked: ListAsked,
): Promise<{ readonly paper: DoorListPaper; readonly households: number }> {
  const { district } = parts;
  const { language } = asked;
  const index = indexed(district);
  const codes = paperCodes(district);
  const letters = new Set<string>();
  const stairwells: PaperStairwell[] = [];
  const doors = await doorsOf(
    parts.engine,
    asked.tenant,
    asked.notice,
    asked.stairwells.map((row) => row.id),
  );
  for (const state of doors) {
    const stairwell = index.stairwells.get(state.stairwell) as Stairwell;
    const rows = doorList(state, index.householdsOf(stairwell.id), false, asked.which);
    if (rows.length === 0) continue;
    const contacts = await parts.contacts.findAll(
      asked.tenant,
      rows.map((row) => row.household),
    );
    const compound = index.compounds.get(stairwell.compound);
    stairwells.push({
      name: `${compound?.name[language] ?? ''} ${stairwell.name}`.trim(),
      address: `${compound?.address ?? ''}${stairwell.name}`,
      link: `${asked.origin}/console/notices?of=${asked.notice}:${stairwell.id}`,
      rows: rows.map((row) => {
        const household = index.households.get(row.household);
        const symbols = household ? tagSymbols(household) : '';
        for (const letter of symbols) letters.add(letter);
        const phone = contacts.get(row.household)?.phone ?? '';
        return {
          code: codes.get(row.household) ?? '',
          room: row.left ? paperWords[language].left(row.room) : row.room,
          floor: household?.floor ?? 0,
          people: row.door.people,
          care: [row.door.first ? '〇' : '', symbols].filter(Boolean).join(' '),
          phone: asked.reason === undefined ? maskedPhone(phone) : phone,
          before: beforeOf(row.door, language),
        };
      }),
    });
  }
  const committees = [...new Set(doors.map((state) => state.committee))];
  return {
    households: stairwells.reduce((sum, one) => sum + one.rows.length, 0),
    paper: {
      language,
      sender: district.name[language],
      committee: committees.map((id) => index.committees.get(id)?.name[language] ?? id).join('、'),
      text: asked.state.body[language],
      printedBy: asked.printedBy,
      printedAt: asked.printedAt,
      ...(asked.reason === undefined ? {} : { reason: asked.reason }),
      stairwells,
      letters: TAG_LETTERS.filter(({ letter }) => letters.has(letter)).map(({ letter, tag }) => ({
        letter,
        name: district.words?.[`tag.${tag}`]?.[language] ?? tag,
      })),
    },
  };
}

function beforeOf(door: Door, language: PaperLanguage): string {
  if (door.notes === 0) return '';
  return language === 'zh' ? `已留条 ${door.notes} 次` : `${door.notes} note(s) left`;
}
