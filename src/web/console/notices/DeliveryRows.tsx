import { useEffect, useState } from 'react';
import type { DeliveryColumn, DeliveryKind, DeliveryRows as Rows } from '../../../contract/providers.ts';
import { call, type Trouble } from '../../ui/api.ts';
import { stairwellName } from '../../ui/derive/names.ts';
import { count, dayTime } from '../../ui/format.ts';
import { useDistrict } from '../../ui/live/LiveProvider.tsx';
import { Sheet } from '../../ui/parts/Sheet.tsx';
import { TroubleNote } from '../../ui/parts/TroubleNote.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

/** The messages behind a number of the strip. */
export function DeliveryRows({
  id,
  kind,
  column,
  onClose,
}: {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly column: DeliveryColumn;
  readonly onClose: () => void;
}) {
  const { words, language } = useSpeech();
  const district = useDistrict();
  const [found, setFound] = useState<Rows>();
  const [trouble, setTrouble] = useState<Trouble>();
  useEffect(() => {
    let left = false;
    void call<Rows>(`/notices/${id}/deliveries/rows?${new URLSearchParams({ kind, column })}`).then((answer) => {
      if (left) return;
      if (answer.ok) setFound(answer.value);
      else setTrouble(answer.trouble);
    });
    return () => {
      left = true;
    };
  }, [id, kind, column]);
  const w = words.sending;
  const total = count(language, found?.total ?? 0);
  return (
    <Sheet title={w.rows(w.rung[kind], w.column[column], found ? total : '…')} wide onClose={onClose}>
      {trouble && <TroubleNote trouble={trouble} />}
      {found && (
        <>
          {found.total > found.rows.length && <p className="muted">{w.most(count(language, found.rows.length))}</p>}
          <table className="plain" data-rows={found.rows.length}>
            <thead>
              <tr>
                <th scope="col">{words.notice.stairwell}</th>
                <th scope="col">{w.household}</th>
                <th scope="col">{w.to}</th>
                <th scope="col">{w.by}</th>
                <th scope="col">{w.answer}</th>
                <th scope="col" className="num">
                  {w.at}
                </th>
              </tr>
            </thead>
            <tbody>
              {found.rows.map((row) => (
                <tr key={`${row.household} ${row.try} ${row.at}`}>
                  <td>{stairwellName(district, row.stairwell, language)}</td>
                  <td>{row.room ?? row.household}</td>
                  <td>{row.to ?? '—'}</td>
                  <td>{row.provider ?? '—'}</td>
                  <td>{(row.code && (w.code[row.code] ?? row.code)) ?? '—'}</td>
                  <td className="num muted">{dayTime(language, row.at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Sheet>
  );
}
