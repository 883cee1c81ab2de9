import { CloudOff } from 'lucide-react';
import type { Trouble } from '../api.ts';
import { useSpeech } from '../words/index.tsx';

/** What went wrong, what to do about it, and a way to try again. */
export function TroubleNote({ trouble, onRetry }: { readonly trouble: Trouble; readonly onRetry?: () => void }) {
  const { language, words } = useSpeech();
  return (
    <div className="hollow" role="alert" style={{ height: '100%' }}>
      <CloudOff size={28} strokeWidth={1.5} />
      <strong>{trouble[language]}</strong>
      <div>{trouble.todo[language]}</div>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          {words.common.retry}
        </button>
      )}
    </div>
  );
}
