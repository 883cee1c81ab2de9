import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { SessionAnswer } from '../../contract/session.ts';
import { call, keepCsrf, type Trouble, whenSignedOut } from './api.ts';
import { LiveProvider } from './live/LiveProvider.tsx';
import { TroubleNote } from './parts/TroubleNote.tsx';
import { go } from './route.ts';
import { useSpeech } from './words/index.tsx';

/** Lets in who is signed in; sends everybody else to the entry and brings them back afterwards. */
export function Gate({ children }: { readonly children: ReactNode }) {
  const { words } = useSpeech();
  const [session, setSession] = useState<SessionAnswer>();
  const [trouble, setTrouble] = useState<Trouble>();
  const ask = useCallback(() => {
    setTrouble(undefined);
    void call<SessionAnswer>('/session').then((answer) => {
      if (answer.ok && !answer.value.mustChange) {
        keepCsrf(answer.value);
        setSession(answer.value);
      } else if (answer.ok || answer.trouble.code.startsWith('session.')) leave();
      else setTrouble(answer.trouble);
    });
  }, []);
  useEffect(() => {
    whenSignedOut(leave);
    ask();
  }, [ask]);
  if (trouble) return <TroubleNote trouble={trouble} onRetry={ask} />;
  if (!session) return <Waiting words={words.common.loading} />;
  return (
    <LiveProvider
      session={session}
      waiting={(wrong, retry) =>
        wrong ? <TroubleNote trouble={wrong} onRetry={retry} /> : <Waiting words={words.common.loading} />
      }
    >
      {children}
    </LiveProvider>
  );
}

function leave(): void {
  const back = location.pathname + location.search;
  go(`/?back=${encodeURIComponent(back)}`, true);
}

function Waiting({ words }: { readonly words: string }) {
  return (
    <div className="hollow" style={{ height: '100%' }} role="status">
      {words}
    </div>
  );
}
