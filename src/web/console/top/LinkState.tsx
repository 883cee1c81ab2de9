import { CloudOff, LoaderCircle, Radio } from 'lucide-react';
import { span } from '../../ui/format.ts';
import { useConnection, useTick } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

/** Whether what is seen is now: live, connecting, or since when nothing was heard. */
export function LinkState() {
  const { words, language } = useSpeech();
  const view = useConnection();
  useTick(1_000);
  const silent = Date.now() - view.heardAt;
  if (view.connection === 'live') {
    return (
      <span className="link live" role="status" title={`seq ${view.seq}`}>
        <Radio size={17} />
        <span>{silent > 20_000 ? words.bar.dataAge(span(language, silent)) : words.bar.live}</span>
      </span>
    );
  }
  const text = {
    loading: words.bar.loading,
    broken: words.bar.broken,
    failed: words.bar.failed,
    ended: words.bar.ended,
  }[view.connection];
  return (
    <span className={`link ${view.connection}`} role="status">
      {view.connection === 'loading' ? <LoaderCircle size={17} /> : <CloudOff size={17} />}
      <span>
        {text}
        {view.heardAt > 0 && view.connection !== 'loading' && ` · ${words.bar.dataAge(span(language, silent))}`}
      </span>
    </span>
  );
}
