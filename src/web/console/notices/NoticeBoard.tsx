import { ChevronRight, Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
  type BoardRow,
  boardRow,
  DOOR_STATES,
  type DoorsOnScreen,
  type NoticeState,
  sumOfStates,
} from '../../../domain/notices/index.ts';
import { stairwellName } from '../../ui/derive/names.ts';
import { count, percent } from '../../ui/format.ts';
import { useDistrict } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { DoorList } from './DoorList.tsx';
import { NoticeHead } from './NoticeHead.tsx';

interface Line {
  readonly id: string;
  readonly name: string;
  readonly row: BoardRow;
}

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
  const shownDoors = stairwell ? doors.find((one) => one.stairwell === stairwell) : undefined;
  return (
    <>
      <NoticeHead id={id} notice={notice} unconfirmed={doors.reduce((n, one) => n + one.tally.unconfirmed, 0)} />
      {doors.length > 0 && (
        <>
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
            <Board
              lines={lines}
              onOpen={open}
              head={!committee ? words.notice.committee : !compound ? words.notice.compound : words.notice.stairwell}
            />
          )}
        </>
      )}
    </>
  );
}

function Board({
  lines,
  head,
  onOpen,
}: {
  readonly lines: readonly Line[];
  readonly head: string;
  readonly onOpen: (id: string) => void;
}) {
  const { words, language } = useSpeech();
  const w = words.notice.rows;
  const n = (value: number, tone = ''): React.ReactNode => (
    <td className={`num ${value === 0 ? 'muted' : tone}`}>{count(language, value)}</td>
  );
  return (
    <table className="plain notice-board">
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {[w.households, w.delivered, w.confirmed, w.help, w.unreached, w.visit].map((name) => (
            <th key={name} scope="col" className="num">
              {name}
            </th>
          ))}
          <th scope="col">{w.share}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <th scope="row">
              <button type="button" className="link-row" onClick={() => onOpen(line.id)}>
                <span>{line.name}</span>
              </button>
            </th>
            {n(line.row.households)}
            {n(line.row.reached)}
            {n(line.row.confirmed, 'intime-ink')}
            {n(line.row.needsHelp, 'late-ink')}
            {n(line.row.unreached)}
            {n(line.row.atDoor, 'near-ink')}
            <td>
              <span className="row">
                <span className="bar-track">
                  <i style={{ width: percent(line.row.households ? line.row.confirmed / line.row.households : 0) }} />
                </span>
                {percent(line.row.households ? line.row.confirmed / line.row.households : 0)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
