import { CloudSun, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import type { warningPreviewAnswer } from '../../../contract/queries.ts';
import { mayRespond, type WarningMessage, type WarningState } from '../../../domain/responses/index.ts';
import { all } from '../../../domain/screen/index.ts';
import { useAct } from '../../ui/act.ts';
import { call, type Trouble } from '../../ui/api.ts';
import { standingWarnings, warningTitle } from '../../ui/derive/standing.ts';
import { dayTime, fullTime } from '../../ui/format.ts';
import { useActor, useSession, useShown } from '../../ui/live/LiveProvider.tsx';
import { FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { Hollow } from '../../ui/parts/Hollow.tsx';
import { useTeller } from '../../ui/parts/Toasts.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

type Told = WarningState & { readonly message: WarningMessage };

export default function WarningsTab() {
  const { words, language } = useSpeech();
  const w = words.warning;
  const desk = useDesk();
  const session = useSession();
  const { state, revision, now, past } = useShown(30_000);
  const minute = Math.floor(now / 60_000);
  const active = useMemo(() => standingWarnings(state, now, session.tenant.mode), [state, revision, minute, session]);
  const ended = useMemo(() => {
    const standing = new Set(active.map((one) => one.id));
    return Object.entries(all(state, 'warning'))
      .filter((pair): pair is [string, Told] => pair[1].message !== null && !standing.has(pair[0]))
      .sort(([, a], [, b]) => b.message.sent - a.message.sent);
  }, [state, revision, active]);
  const chosen = desk.detail ? (all(state, 'warning')[desk.detail] as Told | undefined) : undefined;
  const list = (pairs: readonly (readonly [string, Told])[], faded: boolean): React.ReactNode => (
    <ul className="warning-list">
      {pairs.map(([id, one]) => (
        <li key={id}>
          <button
            type="button"
            className={faded ? 'warning-item faded' : 'warning-item'}
            aria-current={desk.detail === id ? 'true' : undefined}
            onClick={() => desk.open('warnings', id)}
          >
            <span className={`flag solid-${one.message.colour ?? 'none'}`}>
              {warningTitle(one.message, words.colour, language)}
            </span>
            <span className="grow">
              <strong>{one.message.issuer}</strong> {w.action[one.message.action]}{' '}
              <span className="muted">{dayTime(language, one.message.sent)}</span>
              <span className="soft cut block">{one.message.headline || one.message.text}</span>
            </span>
            {one.ended ? (
              <span className="tag">
                {w.ended[one.ended.how]} {dayTime(language, one.ended.at)}
              </span>
            ) : !one.concerns ? (
              <span className="tag">{w.notConcerns}</span>
            ) : faded ? null : (
              <span className="tag accent">{w.active}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <div className={chosen?.message ? 'tab-body with-panel' : 'tab-body'}>
      <div className="tab-main">
        <h2>
          {w.title} · {w.active}
        </h2>
        {active.length === 0 ? (
          <Hollow icon={CloudSun} title={words.bar.noWarnings} />
        ) : (
          list(
            active.map((one) => [one.id, one.state]),
            false,
          )
        )}
        {!past && session.capabilities.includes('receive') && <Paste />}
        {ended.length > 0 && <h2>{w.past}</h2>}
        {list(ended, true)}
      </div>
      {chosen?.message && desk.detail && <Original key={desk.detail} id={desk.detail} told={chosen} />}
    </div>
  );
}

/** Text as it was received; nothing of issuer and time is altered. */
function Original({ id, told }: { readonly id: string; readonly told: Told }) {
  const { words, language } = useSpeech();
  const w = words.warning;
  const act = useAct();
  const actor = useActor();
  const desk = useDesk();
  const { past } = useShown(60_000);
  const [asking, setAsking] = useState<'withdraw' | 'judge'>();
  const { message } = told;
  const may = (type: string): boolean => !past && !told.ended && mayRespond(type, actor, null) === 'yes';
  const rows: readonly (readonly [string, string])[] = [
    [w.issuer, message.issuer],
    [w.sent, fullTime(language, message.sent)],
    [w.sentRaw, message.sentAsWritten],
    [w.effective, fullTime(language, message.effective)],
    [w.expires, message.expires ? fullTime(language, message.expires) : w.noExpiry],
    [w.areas, message.areas.map((area) => area.name).join('、') || '—'],
    [w.received, told.receivedAt ? fullTime(language, told.receivedAt) : '—'],
  ];
  return (
    <aside className="panel" aria-label={w.original}>
      <header className="case-head">
        <div className="grow">
          <h2>
            <span className={`tag solid-${message.colour ?? 'none'}`}>
              {warningTitle(message, words.colour, language)}
            </span>{' '}
            {w.action[message.action]}
          </h2>
          <span className="soft">{told.concerns ? w.concerns : w.notConcerns}</span>
        </div>
        <button
          type="button"
          className="button quiet square"
          onClick={() => desk.open('warnings')}
          aria-label={words.common.close}
        >
          <X size={18} />
        </button>
      </header>
      <dl className="facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <section className="case-part">
        <h3>{w.original}</h3>
        <blockquote className="original">
          {message.headline && <strong>{message.headline}</strong>}
          {message.text}
          {message.instruction && `\n\n${message.instruction}`}
        </blockquote>
        {message.assumed.length > 0 && (
          <p className="near-ink">
            {w.assumed}：{message.assumed.join('、')}
          </p>
        )}
        <div className="row wrap">
          {may('warning.judge') && (
            <button type="button" className="button" onClick={() => setAsking('judge')}>
              {told.concerns ? w.judgeNo : w.judgeYes}
            </button>
          )}
          {may('warning.withdraw') && (
            <button type="button" className="button grave" onClick={() => setAsking('withdraw')}>
              {w.withdraw}
            </button>
          )}
        </div>
        {asking && (
          <FieldsForm
            key={asking}
            fields={[{ kind: 'text', name: 'reason', label: words.common.reason }]}
            submit={words.common.ok}
            onCancel={() => setAsking(undefined)}
            onSubmit={async (a) => {
              const data =
                asking === 'judge' ? { concerns: !told.concerns, reason: a['reason'] } : { reason: a['reason'] };
              if (await act({ type: `warning.${asking}`, stream: `warning/${id}`, data })) setAsking(undefined);
            }}
          />
        )}
      </section>
    </aside>
  );
}

type Preview = z.infer<typeof warningPreviewAnswer>;

/** Paste, see what was read, then accept. */
function Paste() {
  const { words, language } = useSpeech();
  const w = words.warning;
  const { done, refused } = useTeller();
  const [text, setText] = useState('');
  const [preview, setPreview] = useState<Preview>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [busy, setBusy] = useState(false);
  const type = text.trimStart().startsWith('<') ? 'application/cap+xml' : 'text/plain';
  const post = async (path: string): Promise<void> => {
    setBusy(true);
    setTrouble(undefined);
    const answer = await call<Preview>(path, { text: { type: `${type}; charset=utf-8`, content: text } });
    setBusy(false);
    if (!answer.ok) {
      setTrouble(answer.trouble);
      if (path === '/warnings') refused(answer.trouble[language], answer.trouble.todo[language]);
      return;
    }
    if (path === '/warnings') {
      done(w.accept);
      setText('');
      setPreview(undefined);
    } else setPreview(answer.value);
  };
  const read = preview as unknown as
    | {
        ok?: boolean;
        warnings?: readonly { id: string; concerns: boolean; message: WarningMessage }[];
        refusal?: Trouble;
      }
    | undefined;
  return (
    <section className="card stack">
      <label className="field">
        <span>
          <strong>{w.paste}</strong> <span className="muted">{w.pasteNote}</span>
        </span>
        <textarea
          className="input"
          value={text}
          placeholder={w.sample}
          onChange={(e) => {
            setText(e.target.value);
            setPreview(undefined);
          }}
        />
      </label>
      {trouble && (
        <p className="late-ink" role="alert">
          {trouble[language]} {trouble.todo[language]}
        </p>
      )}
      {read?.ok === false && (
        <p className="late-ink" role="alert">
          {read.refusal?.[language] ?? w.nothingRead} {read.refusal?.todo?.[language]}
        </p>
      )}
      {read?.warnings?.map((one) => (
        <div key={one.id} className="preview" role="status">
          <span className={`flag solid-${one.message.colour ?? 'none'}`}>
            {warningTitle(one.message, words.colour, language)}
          </span>
          <span className="grow">
            {one.message.issuer} · {w.action[one.message.action]} · {fullTime(language, one.message.sent)} ·{' '}
            {one.concerns ? w.concerns : w.notConcerns}
            {one.message.assumed.length > 0 && (
              <span className="near-ink block">
                {w.assumed}：{one.message.assumed.join('、')}
              </span>
            )}
          </span>
        </div>
      ))}
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={busy || !text.trim()}
          onClick={() => void post('/warnings/preview')}
        >
          {w.read}
        </button>
        <button
          type="button"
          className="button main"
          disabled={busy || !read?.warnings?.length}
          onClick={() => void post('/warnings')}
        >
          {w.accept}
        </button>
      </div>
    </section>
  );
}
