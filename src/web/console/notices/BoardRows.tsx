import { useEffect, useState } from 'react';
import type { z } from 'zod';
import type { boardRowsAnswer } from '../../../contract/papers.ts';
import type { BoardColumn, DoorState } from '../../../domain/notices/index.ts';
import { call, type Trouble } from '../../ui/api.ts';
import { stairwellName } from '../../ui/derive/names.ts';
import { count, dayTime } from '../../ui/format.ts';
import { useDistrict } from '../../ui/live/LiveProvider.tsx';
import { Sheet } from '../../ui/parts/Sheet.tsx';
import { TroubleNote } from '../../ui/parts/TroubleNote.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

export interface Counted {
  readonly column: BoardColumn;
  readonly title: string;
  readonly where: { readonly committee?: string; readonly compound?: string; readonly stairwell?: string };
}

/** The households behind a number of the board; asked for anew when the number changes (`of`). */
export function BoardRows({
  id,
  counted,
  of,
  onOpen,
  onClose,
}: {
  readonly id: string;
  readonly counted: Counted;
  readonly of: number;
  readonly onOpen: (stairwell: string) => void;
  readonly onClose: () => void;
}) {
  const { words, language } = useSpeech();
  const district = useDistrict();
  const [found, setFound] = useState<z.infer<typeof boardRowsAnswer>>();
  const [trouble, setTrouble] = useState<Trouble>();
  const query = new URLSearchParams({ column: counted.column, ...counted.where }).toString();
  useEffect(() => {
    let left = false;
    void call<z.infer<typeof boardRowsAnswer>>(`/notices/${id}/rows?${query}`).then((answer) => {
      if (left) return;
      if (answer.ok) setFound(answer.value);
      setTrouble(answer.ok ? undefined : answer.trouble);
    });
    return () => {
      left = true;
    };
  }, [id, query, of]);
  const w = words.paper;
  return (
    <Sheet title={w.rows(counted.title, count(language, found?.total ?? of))} wide onClose={onClose}>
      {trouble && <TroubleNote trouble={trouble} />}
      {found && (
        <>
          {found.total > found.rows.length && <p className="muted">{w.more(count(language, found.rows.length))}</p>}
          <table className="plain" data-rows={found.rows.length}>
            <thead>
              <tr>
                <th scope="col">{words.notice.stairwell}</th>
                <th scope="col" className="num">
                  {w.household}
                </th>
                <th scope="col">{words.notice.board}</th>
                <th scope="col" className="num">
                  {w.since}
                </th>
              </tr>
            </thead>
            <tbody>
              {found.rows.map((row) => (
                <tr key={row.household}>
                  <td>
                    <button type="button" className="link-row" onClick={() => onOpen(row.stairwell)}>
                      {stairwellName(district, row.stairwell, language)}
                    </button>
                  </td>
                  <td className="num">{row.room ?? row.household}</td>
                  <td>
                    <span className={`door-state door-${row.state}`}>{words.notice.state[row.state as DoorState]}</span>
                    {row.need && (
                      <span className="muted"> {district.categories.get(row.need)?.name[language] ?? row.need}</span>
                    )}
                  </td>
                  <td className="num muted">{dayTime(language, row.since)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Sheet>
  );
}
