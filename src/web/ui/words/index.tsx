import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Words } from '../../../domain/places/index.ts';
import { say } from '../format.ts';
import { en } from './en.ts';
import type { Language } from './language.ts';
import { type Dictionary, zh } from './zh.ts';

export type { Language } from './language.ts';
export type { Dictionary };

interface Speech {
  readonly language: Language;
  readonly words: Dictionary;
  /** Words that come as data (names of units, categories …) in the language of the reader. */
  readonly name: (words: Words | undefined, fallback?: string) => string;
  readonly switchLanguage: () => void;
}

const SpeechContext = createContext<Speech | undefined>(undefined);
const KEPT = 'yiping.language';

export function SpeechProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh'));
  useEffect(() => {
    localStorage.setItem(KEPT, language);
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const speech = useMemo<Speech>(
    () => ({
      language,
      words: language === 'zh' ? zh : en,
      name: (words, fallback) => say(language, words, fallback),
      switchLanguage: () => setLanguage((l) => (l === 'zh' ? 'en' : 'zh')),
    }),
    [language],
  );
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('useSpeech outside SpeechProvider');
  return speech;
}
