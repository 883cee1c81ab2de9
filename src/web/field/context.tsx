import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Actor } from '../../domain/kernel/index.ts';
import type { DistrictIndex } from '../../domain/places/index.ts';
import type { Wish } from '../ui/api.ts';
import { useTeller } from '../ui/parts/Toasts.tsx';
import { useSpeech } from '../ui/words/index.tsx';
import { FieldStore, type FieldView } from './store.ts';

const FieldContext = createContext<FieldStore | undefined>(undefined);

export function FieldProvider({ children }: { readonly children: ReactNode }) {
  const [store] = useState(() => new FieldStore());
  useEffect(() => {
    void store.start();
    return () => store.stop();
  }, [store]);
  return <FieldContext value={store}>{children}</FieldContext>;
}

export function useFieldStore(): FieldStore {
  const store = useContext(FieldContext);
  if (!store) throw new Error('used outside FieldProvider');
  return store;
}
export function useField(): FieldView {
  const store = useFieldStore();
  return useSyncExternalStore(store.subscribe, store.current);
}

/** What the screens inside may take for granted: somebody is signed in and the work of the shift is on the phone. */
export function useShift(): FieldView & { readonly actor: Actor; readonly district: DistrictIndex } {
  const view = useField();
  if (!view.actor || !view.district) throw new Error('used before the shift is there');
  return { ...view, actor: view.actor, district: view.district };
}

/** Tenant time, moved on every `every` ms. */
export function useFieldNow(every = 10_000): number {
  const store = useFieldStore();
  const [now, setNow] = useState(() => store.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(store.now()), every);
    return () => clearInterval(timer);
  }, [store, every]);
  return now;
}

/** Does something and says that it is kept, or why the rules do not allow it. */
export function useDo(): (wish: Wish & { readonly id?: string }, told: string) => Promise<boolean> {
  const store = useFieldStore();
  const { words, language } = useSpeech();
  const { done, refused } = useTeller();
  return useCallback(
    async (wish, told) => {
      const answer = await store.act(wish);
      if (answer.ok) done(words.field.kept(told));
      else refused(answer.trouble[language], answer.trouble.todo[language]);
      return answer.ok;
    },
    [store, words, language, done, refused],
  );
}
