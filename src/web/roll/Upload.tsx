import { FileSpreadsheet } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useSpeech } from '../ui/words/index.tsx';
import type { useImport } from './useImport.ts';

/** Where a list is dropped, and how far it has come. */
export function Upload({ work }: { readonly work: ReturnType<typeof useImport> }) {
  const { words, language } = useSpeech();
  const w = words.roll;
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { sent, found } = work;
  const trouble = work.trouble ?? (found?.state === 'failed' ? found.refusal : undefined);
  const share = sent ?? (found?.state === 'reading' ? found.progress : undefined);
  if (share !== undefined) {
    const percent = `${Math.round(share * 100)}%`;
    return (
      <section className="card roll-drop" aria-live="polite">
        <strong>{sent === undefined ? w.reading(percent) : w.sending(percent)}</strong>
        <progress className="roll-progress" value={share} max={1} aria-label={w.title} />
        <span className="soft">{found?.name}</span>
      </section>
    );
  }
  const take = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) work.begin(file);
  };
  return (
    <>
      {trouble && (
        <section className="card roll-failed" role="alert">
          <strong className="late-ink">
            {w.failed}：{trouble[language]}
          </strong>
          <span>{trouble.todo[language]}</span>
        </section>
      )}
      <section
        className={over ? 'card roll-drop over' : 'card roll-drop'}
        aria-label={w.drop}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={take}
      >
        <FileSpreadsheet size={34} strokeWidth={1.4} />
        <strong>{w.drop}</strong>
        <span className="soft">{w.or}</span>
        <button type="button" className="button main" onClick={() => input.current?.click()}>
          {w.pick}
        </button>
        <input
          ref={input}
          className="unseen"
          type="file"
          accept=".xlsx,.xlsm,.csv,.xls"
          aria-label={w.pick}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = '';
            if (file) work.begin(file);
          }}
        />
        <p className="soft">{w.kinds}</p>
        <p className="soft">{w.lead}</p>
      </section>
    </>
  );
}
