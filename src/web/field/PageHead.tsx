import type { ReactNode } from 'react';
import { go } from '../ui/route.ts';
import { useSpeech } from '../ui/words/index.tsx';

/** Head of a page that one came to from a tab, with the way back. */
export function PageHead({
  title,
  back,
  children,
}: {
  readonly title: string;
  readonly back: string;
  readonly children?: ReactNode;
}) {
  const { words } = useSpeech();
  return (
    <div className="field-page-head">
      <button type="button" className="button big" onClick={() => go(back)}>
        ‹ {words.common.back}
      </button>
      <h1 className="grow">{title}</h1>
      {children}
    </div>
  );
}
