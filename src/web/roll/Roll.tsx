import { ArrowLeft, FileSpreadsheet } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { RollAdopted, RollHistory } from '../../contract/roll.ts';
import type { SessionAnswer } from '../../contract/session.ts';
import type { District } from '../../domain/places/index.ts';
import { call, keepCsrf, type Trouble } from '../ui/api.ts';
import { count } from '../ui/format.ts';
import { Bones, Hollow } from '../ui/parts/Hollow.tsx';
import { useTeller } from '../ui/parts/Toasts.tsx';
import { TroubleNote } from '../ui/parts/TroubleNote.tsx';
import { go } from '../ui/route.ts';
import { useSpeech } from '../ui/words/index.tsx';
import { Adopt } from './Adopt.tsx';
import { Aside } from './Aside.tsx';
import { Mapping } from './Mapping.tsx';
import { Problems } from './Problems.tsx';
import { Sample } from './Sample.tsx';
import { Upload } from './Upload.tsx';
import { useImport } from './useImport.ts';
import './roll.css';

/**
 * The household roll as a page of its own: an administrator keeps it and does not see the screen, a committee keeps its
 * own part.
 */
export default function Roll() {
  const { words, language, name } = useSpeech();
  const w = words.roll;
  const { done } = useTeller();
  const [session, setSession] = useState<SessionAnswer>();
  const [district, setDistrict] = useState<Pick<District, 'committees' | 'stairwells' | 'compounds'>>();
  const [history, setHistory] = useState<RollHistory['imports']>();
  const [wrong, setWrong] = useState<Trouble>();
  const work = useImport();

  const load = useCallback(async () => {
    const answer = await call<RollHistory>('/roll/imports');
    if (answer.ok) setHistory(answer.value.imports);
  }, []);
  useEffect(() => {
    document.title = `${w.title} · ${words.product}`;
  }, [w, words]);
  useEffect(() => {
    void call<SessionAnswer>('/session').then((answer) => {
      if (!answer.ok)
        return answer.trouble.code.startsWith('session.') ? go('/?back=/roll', true) : setWrong(answer.trouble);
      keepCsrf(answer.value);
      setSession(answer.value);
      void load();
      void call<District>('/district').then((found) => {
        if (found.ok) setDistrict(found.value);
      });
    });
  }, [load]);

  if (wrong) return <TroubleNote trouble={wrong} />;
  if (!session) return <Bones rows={6} />;
  const may = session.capabilities.includes('keep-roll');
  const { found } = work;
  const step = !found ? 0 : found.state !== 'ready' ? 0 : found.report?.errors ? 2 : 3;
  const adopted = (change: RollAdopted): void => {
    const [households, added, changed, removed] = [change.households, change.added, change.changed, change.removed].map(
      (n) => count(language, n),
    ) as [string, string, string, string];
    done(`${w.adopted(households)} · ${w.written(added, changed, removed)}`);
    work.forget();
    void load();
  };
  return (
    <div className="roll-page">
      <header className="roll-bar">
        <button
          type="button"
          className="button quiet"
          onClick={() => go(session.capabilities.includes('read-screen') ? '/console' : '/')}
        >
          <ArrowLeft size={16} />
          {w.back}
        </button>
        <h1>{w.title}</h1>
        <span className="soft grow">
          {name(session.tenant.name)} · {session.name}
        </span>
        <ol className="roll-steps" aria-label={w.title}>
          {Object.values(w.steps).map((text, n) => (
            <li key={text} aria-current={n === step ? 'step' : undefined}>
              <b>{n + 1}</b> {text}
            </li>
          ))}
        </ol>
      </header>
      {!may ? (
        <Hollow icon={FileSpreadsheet} title={w.none_} />
      ) : (
        <div className="roll-body">
          <main className="roll-main stack">
            {!found || found.state === 'reading' || found.state === 'failed' ? (
              <Upload work={work} />
            ) : (
              <>
                <Adopt found={found} work={work} onAdopted={adopted} />
                <Problems key={`${found.id} ${found.report?.milliseconds}`} found={found} />
                <Mapping key={`m ${found.id} ${found.report?.milliseconds}`} found={found} onAgain={work.again} />
                <Sample found={found} district={district} />
              </>
            )}
          </main>
          <Aside history={history} district={district} session={session} />
        </div>
      )}
    </div>
  );
}
