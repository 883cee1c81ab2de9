import { useState } from 'react';
import type { NoticeState } from '../../../domain/notices/index.ts';
import { fetchFile } from '../../ui/api.ts';
import { stairwellName } from '../../ui/derive/names.ts';
import { useDistrict, useSession } from '../../ui/live/LiveProvider.tsx';
import { Sheet } from '../../ui/parts/Sheet.tsx';
import { useTeller } from '../../ui/parts/Toasts.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

/** Chooses what to print: where, which households, and whether for a reason with telephone numbers. */
export function PrintSheet({
  id,
  notice,
  committee,
  stairwell,
  onClose,
}: {
  readonly id: string;
  readonly notice: NoticeState;
  readonly committee: string | undefined;
  readonly stairwell: string | undefined;
  readonly onClose: () => void;
}) {
  const { words, language, name } = useSpeech();
  const { refused } = useTeller();
  const district = useDistrict();
  const { capabilities } = useSession();
  const w = words.paper;
  const meant = district.district.committees.filter((row) => notice.committees.includes(row.id));
  const [where, setWhere] = useState(meant.some((row) => row.id === committee) ? committee : meant[0]?.id);
  const [door, setDoor] = useState(stairwell ?? '');
  const [which, setWhich] = useState<'at-door' | 'open'>('at-door');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const stairwells = district.stairwellsOf(where ?? '').filter((row) => notice.stairwells[row.id] !== undefined);
  const get = (paper: 'door-list' | 'poster', form: 'pdf' | 'docx', title: string): void => {
    const query = new URLSearchParams({ language, ...(door ? { stairwell: door } : { committee: where ?? '' }) });
    if (paper === 'door-list') query.set('which', which);
    if (paper === 'door-list' && reason.trim()) query.set('reason', reason.trim());
    setBusy(true);
    void fetchFile(`/notices/${id}/${paper}.${form}?${query}`, `${title}.${form}`).then((trouble) => {
      setBusy(false);
      if (trouble) refused(trouble[language], trouble.todo[language]);
    });
  };
  const button = (paper: 'door-list' | 'poster', form: 'pdf' | 'docx', title: string): React.ReactNode => (
    <button
      type="button"
      className={form === 'pdf' ? 'button main' : 'button'}
      disabled={busy || !where}
      data-print={`${paper}.${form}`}
      onClick={() => get(paper, form, title)}
    >
      {title}
    </button>
  );
  return (
    <Sheet title={w.printTitle} onClose={onClose}>
      <div className="stack">
        <label className="field">
          <span>{w.place}</span>
          <select
            className="input"
            name="committee"
            value={where}
            onChange={(e) => {
              setWhere(e.target.value);
              setDoor('');
            }}
          >
            {meant.map((row) => (
              <option key={row.id} value={row.id}>
                {name(row.name)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{w.stairwell}</span>
          <select className="input" name="stairwell" value={door} onChange={(e) => setDoor(e.target.value)}>
            <option value="">{w.wholeCommittee}</option>
            {stairwells.map((row) => (
              <option key={row.id} value={row.id}>
                {stairwellName(district, row.id, language)}
              </option>
            ))}
          </select>
        </label>
        {capabilities.includes('read-personal') && (
          <>
            <label className="field">
              <span>{w.which}</span>
              <select
                className="input"
                name="which"
                value={which}
                onChange={(e) => setWhich(e.target.value as typeof which)}
              >
                <option value="at-door">{w.atDoor}</option>
                <option value="open">{w.open}</option>
              </select>
            </label>
            <label className="field">
              <span>{w.reason}</span>
              <input
                className="input"
                name="reason"
                maxLength={200}
                value={reason}
                onChange={(e) => setReason(e.target.value)}
              />
              <small className="muted">{w.reasonNote}</small>
            </label>
            <div className="row wrap">
              {button('door-list', 'pdf', w.listPdf)}
              {button('door-list', 'docx', w.listWord)}
            </div>
            <p className="muted">{w.letters}</p>
          </>
        )}
        {capabilities.includes('command') && (
          <div className="row wrap">
            {button('poster', 'pdf', w.posterPdf)}
            {button('poster', 'docx', w.posterWord)}
          </div>
        )}
      </div>
    </Sheet>
  );
}
