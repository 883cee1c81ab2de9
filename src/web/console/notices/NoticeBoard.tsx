import { ChevronRight, Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
  boardRow,
  DOOR_STATES,
  type DoorsOnScreen,
  type NoticeState,
  sumOfStates,
} from '../../../domain/notices/index.ts';
import { stairwellName } from '../../ui/derive/names.ts';
import { count } from '../../ui/format.ts';
import { useDistrict } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { BoardRows, type Counted } from './BoardRows.tsx';
import { BoardTable, type Line } from './BoardTable.tsx';
import { Deliveries } from './Deliveries.tsx';
import { DoorList } from './DoorList.tsx';
import { NoticeHead } from './NoticeHead.tsx';
import { Papers } from './Papers.tsx';

/** Committee → compound → stairwell, each with the sum of its households' states; the last step is the door list. */
export function NoticeBoard({
  id,
  notice,
  doors,
  at,
}: {
  readonly id: string;
  readonly notice: NoticeState;
  readonly doors: readonly DoorsOnScreen[];
  readonly at: string | undefined;
}) {
  const { words, language } = useSpeech();
  const district = useDistrict();
  const first = at ? district.stairwells.get(at) : undefined;
  const [committee, setCommittee] = useState(first?.committee);
  const [compound, setCompound] = useState(first?.compound);
  const [stairwell, setStairwell] = useState(at);
  const [openOnly, setOpenOnly] = useState(false);
  const [counted, setCounted] = useState<Counted>();
  const sum = useMemo(() => sumOfStates(doors), [doors]);
  const total = DOOR_STATES.reduce((n, state) => n + sum[state], 0);
  const opened = Object.values(notice.stairwells).reduce((n, households) => n + households, 0);
  const lines = useMemo<readonly Line[]>(() => {
    const groups = new Map<string, DoorsOnScreen[]>();
    for (const one of doors) {
      const place = district.stairwells.get(one.stairwell);
      if (committee && one.committee !== committee) continue;
      if (compound && place?.compound !== compound) continue;
      const key = !committee ? one.committee : !compound ? (place?.compound ?? '') : one.stairwell;
      const list = groups.get(key);
      if (list) list.push(one);
      else groups.set(key, [one]);
    }
    const name = (key: string): string =>
      (!committee
        ? district.committees.get(key)?.name[language]
        : !compound
          ? `${district.compounds.get(key)?.name[language] ?? ''} ${district.compounds.get(key)?.address ?? ''}`
          : stairwellName(district, key, language)) ?? key;
    return [...groups]
      .map(([key, list]) => ({ id: key, name: name(key), row: boardRow(list) }))
      .filter((line) => !openOnly || line.row.done < line.row.households)
      .sort((a, b) => b.row.households - b.row.done - (a.row.households - a.row.done));
  }, [doors, committee, compound, district, language, openOnly]);
  const open = (key: string): void => {
    if (!committee) setCommittee(key);
    else if (!compound) setCompound(key);
    else setStairwell(key);
  };
  /** Where a number was pressed: one line, or all that the board shows. */
  const whereOf = (line: string | undefined): Counted['where'] => {
    if (line === undefined) return { ...(committee ? { committee } : {}), ...(compound ? { compound } : {}) };
    if (!committee) return { committee: line };
    return { committee, ...(compound ? { compound, stairwell: line } : { compound: line }) };
  };
  const within = doors.filter(
    (one) =>
      (!committee || one.committee === committee) &&
      (!compound || district.stairwells.get(one.stairwell)?.compound === compound),
  );
  const openDoors = (key: string): void => {
    const place = district.stairwells.get(key);
    setCommittee(place?.committee);
    setCompound(place?.compound);
    setStairwell(key);
    setCounted(undefined);
  };
  const shownDoors = stairwell ? doors.find((one) => one.stairwell === stairwell) : undefined;
  return (
    <>
      <NoticeHead id={id} notice={notice} unconfirmed={doors.reduce((n, one) => n + one.tally.unconfirmed, 0)} />
      {doors.length > 0 && (
        <>
          <Deliveries id={id} running={notice.phase === 'issued' || notice.phase === 'settled'} />
          <Papers id={id} notice={notice} committee={committee} stairwell={stairwell} />
          <ul className="sum-of-states" aria-label={words.notice.board}>
            {DOOR_STATES.filter((state) => sum[state] > 0).map((state) => (
              <li key={state} className={`door-${state}`} style={{ flexGrow: sum[state] }}>
                <strong>{count(language, sum[state])}</strong> {words.notice.state[state]}
              </li>
            ))}
          </ul>
          <p
            className={total === opened || notice.audience.of ? 'intime-ink' : 'late-ink'}
            data-sum-holds={total === opened || Boolean(notice.audience.of)}
          >
            {total === opened || notice.audience.of
              ? words.notice.sumHolds(count(language, total))
              : words.notice.sumBroken(count(language, total), count(language, opened))}
          </p>
          <nav className="row wrap crumbs" aria-label={words.notice.board}>
            <button
              type="button"
              className="button quiet small"
              onClick={() => {
                setCommittee(undefined);
                setCompound(undefined);
                setStairwell(undefined);
              }}
            >
              {words.notice.everyone}
            </button>
            {committee && (
              <>
                <ChevronRight size={15} />
                <button
                  type="button"
                  className="button quiet small"
                  onClick={() => {
                    setCompound(undefined);
                    setStairwell(undefined);
                  }}
                >
                  {district.committees.get(committee)?.name[language]}
                </button>
              </>
            )}
            {compound && (
              <>
                <ChevronRight size={15} />
                <button type="button" className="button quiet small" onClick={() => setStairwell(undefined)}>
                  {district.compounds.get(compound)?.name[language]}
                </button>
              </>
            )}
            {stairwell && (
              <>
                <ChevronRight size={15} />
                <span>{stairwellName(district, stairwell, language)}</span>
              </>
            )}
            <span className="grow" />
            <label className="check">
              <input type="checkbox" checked={openOnly} onChange={(e) => setOpenOnly(e.target.checked)} />
              {words.notice.openOnly}
            </label>
            <button type="button" className="button small" onClick={() => window.print()}>
              <Printer size={15} />
              {words.common.print}
            </button>
          </nav>
          {shownDoors ? (
            <DoorList shown={shownDoors} openOnly={openOnly} />
          ) : (
            <BoardTable
              lines={lines}
              sum={boardRow(within)}
              head={!committee ? words.notice.committee : !compound ? words.notice.compound : words.notice.stairwell}
              onOpen={open}
              onCount={(column, title, line) => setCounted({ column, title, where: whereOf(line) })}
            />
          )}
          {counted && (
            <BoardRows
              id={id}
              counted={counted}
              of={boardRow(doors)[counted.column]}
              onOpen={openDoors}
              onClose={() => setCounted(undefined)}
            />
          )}
        </>
      )}
    </>
  );
}
