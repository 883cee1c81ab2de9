import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useSpeech } from '../words/index.tsx';

interface Toast {
  readonly id: number;
  readonly refused: boolean;
  readonly text: string;
  readonly todo?: string;
}
interface Teller {
  readonly done: (text: string) => void;
  readonly refused: (text: string, todo?: string) => void;
}
const TellerContext = createContext<Teller>({ done: () => undefined, refused: () => undefined });

/** A done thing goes after 4 s; a refusal stays twice as long, because it has to be read and acted on. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const { words } = useSpeech();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const drop = useCallback((id: number) => setToasts((all) => all.filter((t) => t.id !== id)), []);
  const teller = useMemo<Teller>(() => {
    let next = 0;
    const add = (refused: boolean, text: string, todo?: string): void => {
      const id = ++next;
      setToasts((all) => [...all.slice(-2), { id, refused, text, todo }]);
      setTimeout(() => drop(id), refused ? 9_000 : 4_000);
    };
    return { done: (text) => add(false, text), refused: (text, todo) => add(true, text, todo) };
  }, [drop]);
  return (
    <TellerContext value={teller}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map((t) => (
          <div key={t.id} className={t.refused ? 'toast refused' : 'toast'}>
            {t.refused ? (
              <CircleAlert size={18} className="late-ink" />
            ) : (
              <CircleCheck size={18} className="intime-ink" />
            )}
            <div className="grow">
              <div>{t.text}</div>
              {t.todo && <div className="soft">{t.todo}</div>}
            </div>
            <button
              type="button"
              className="button quiet small"
              onClick={() => drop(t.id)}
              aria-label={words.common.close}
            >
              <X size={16} />
            </button>
          </div>
        ))}
      </div>
    </TellerContext>
  );
}
export function useTeller(): Teller {
  return useContext(TellerContext);
}
