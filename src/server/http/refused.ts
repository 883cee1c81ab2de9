import { refusals } from '../../contract/refusals/index.ts';
import type { RefusalWords } from '../../contract/refusals/refusal.ts';
import type { Refusal, RefusalParam } from '../../domain/kernel/index.ts';
import { PROBLEMS, type Problem } from './problems.ts';

/** A refusal on its way to the caller. Thrown by doors, answered as JSON by the server; it is no fault and not logged. */
export class Refused extends Error {
  readonly refusal: Refusal;
  readonly headers: Readonly<Record<string, string>>;
  constructor(code: string, params?: Refusal['params'], headers: Readonly<Record<string, string>> = {}) {
    super(code);
    this.refusal = params ? { code, params } : { code };
    this.headers = headers;
  }
}

/** Body of every answer that is not a success. */
export interface RefusalAnswer {
  readonly refusal: {
    readonly code: string;
    readonly zh: string;
    readonly en: string;
    readonly todo: { readonly zh: string; readonly en: string };
    readonly params: Readonly<Record<string, RefusalParam>>;
  };
}

/** Words of a code that stands in no catalogue: the decision is still told, and a test finds the gap. */
const UNLISTED: RefusalWords = {
  status: 422,
  zh: '规则不允许（{code}）',
  en: 'The rules do not allow it ({code})',
  todo: { zh: '请联系管理员', en: 'Ask the administrator' },
};

function wordsOf(code: string): RefusalWords {
  return refusals[code] ?? UNLISTED;
}

function filled(text: string, params: Readonly<Record<string, RefusalParam>>, language: 'zh' | 'en'): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (typeof value === 'object') return value[language];
    const problem = name === 'problem' ? PROBLEMS[value as Problem] : undefined;
    return problem ? problem[language] : String(value);
  });
}

/** HTTP status and body of a refusal, words filled in both languages. */
export function answerOf(refusal: Refusal): { status: number; body: RefusalAnswer } {
  const words = wordsOf(refusal.code);
  const params = words === UNLISTED ? { code: refusal.code, ...refusal.params } : (refusal.params ?? {});
  return {
    status: words.status,
    body: {
      refusal: {
        code: refusal.code,
        zh: filled(words.zh, params, 'zh'),
        en: filled(words.en, params, 'en'),
        todo: { zh: filled(words.todo.zh, params, 'zh'), en: filled(words.todo.en, params, 'en') },
        params,
      },
    },
  };
}
