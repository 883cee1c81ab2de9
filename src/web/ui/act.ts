import { useCallback } from 'react';
import { type Done, send, type Wish } from './api.ts';
import { useWinding } from './live/LiveProvider.tsx';
import { useTeller } from './parts/Toasts.tsx';
import { useSpeech } from './words/index.tsx';

/**
 * Sends a command and tells how it went. Answers what the server did, or undefined when it was refused.
 * In the past nothing is sent.
 */
export function useAct(): (wish: Wish, told?: string) => Promise<Done | undefined> {
  const { language, words } = useSpeech();
  const { done, refused } = useTeller();
  const { shown } = useWinding();
  return useCallback(
    async (wish, told) => {
      if (shown !== undefined) {
        refused(words.time.lookingNote);
        return undefined;
      }
      const answer = await send(wish);
      if (answer.ok) {
        done(told ?? words.common.done);
        return answer.value;
      }
      refused(answer.trouble[language], answer.trouble.todo[language]);
      return undefined;
    },
    [language, words, done, refused, shown],
  );
}
