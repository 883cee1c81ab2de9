import { useState } from 'react';
import type { z } from 'zod';
import type { readListAnswer } from '../../../contract/transfers.ts';
import { call, type Trouble } from '../../ui/api.ts';
import { count } from '../../ui/format.ts';
import { TroubleNote } from '../../ui/parts/TroubleNote.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

/** A list as a committee keeps it, one household a line; what is not recognised stays to be mended. */
export function PasteList({ onRead }: { readonly onRead: (households: readonly string[]) => void }) {
  const { words, language } = useSpeech();
  const w = words.transfer;
  const [text, setText] = useState('');
  const [found, setFound] = useState<z.infer<typeof readListAnswer>>();
  const [trouble, setTrouble] = useState<Trouble>();
  const read = async (): Promise<void> => {
    const answer = await call<z.infer<typeof readListAnswer>>('/transfers/read-list', { body: { text } });
    setTrouble(answer.ok ? undefined : answer.trouble);
    setFound(answer.ok ? answer.value : undefined);
    onRead(answer.ok ? answer.value.households : []);
  };
  return (
    <section className="card stack">
      <label className="field">
        <span>{w.pasteNote}</span>
        <textarea
          className="input paste-list"
          name="paste"
          value={text}
          spellCheck={false}
          onChange={(e) => {
            setText(e.target.value);
            setFound(undefined);
            onRead([]);
          }}
        />
      </label>
      <div className="row">
        <button type="button" className="button" data-list="read" disabled={!text.trim()} onClick={() => void read()}>
          {w.pasteRead}
        </button>
        {found && (
          <strong role="status">
            {w.readOf(count(language, found.households.length), count(language, found.people))}
          </strong>
        )}
      </div>
      {trouble && <TroubleNote trouble={trouble} />}
      {found && found.unread.length > 0 && (
        <>
          <p className="near-ink">{w.unread(count(language, found.unread.length))}</p>
          <ul className="unread-lines">
            {found.unread.slice(0, 50).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
