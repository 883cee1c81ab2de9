import { useState } from 'react';
import { mayNotice, type NoticeCommand, type NoticeState } from '../../../domain/notices/index.ts';
import { useAct } from '../../ui/act.ts';
import { count, dayTime } from '../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

type Ask = 'discard' | 'close' | 'take-back' | 'correct';

/** What the notice says and to how many, and what may be done with it. */
export function NoticeHead({
  id,
  notice,
  unconfirmed,
}: {
  readonly id: string;
  readonly notice: NoticeState;
  readonly unconfirmed: number;
}) {
  const { words, language } = useSpeech();
  const act = useAct();
  const actor = useActor();
  const desk = useDesk();
  const district = useDistrict();
  const { past } = useShown(60_000);
  const [asking, setAsking] = useState<Ask>();
  const stream = `notice/${id}`;
  const { phase } = notice;
  const running = phase === 'issued' || phase === 'settled';
  const may = (type: NoticeCommand['type']): boolean => !past && mayNotice(notice, type, actor);
  const mayCompose = !past && mayNotice(notice, 'notice.compose', actor, actor.area ? [actor.area] : notice.committees);
  const send = (type: string, data: Record<string, unknown>, told: string): Promise<unknown> =>
    act({ type, stream, data }, told).then((done) => done && setAsking(undefined));
  const template = district.district.noticeTemplates.find((one) => one.id === notice.template);
  const follow = asking === 'take-back' || asking === 'correct';
  const head = notice.headCount;
  return (
    <section className="card stack notice-head">
      <div className="row wrap">
        <span className={`tag solid-${notice.level}`}>{words.level[notice.level]}</span>
        <span className="tag accent" data-notice-phase={phase}>
          {words.notice.phase[phase]}
        </span>
        <strong>
          {words.notice.headNote(
            count(language, head.households),
            count(language, head.people),
            count(language, head.stairwells),
          )}
        </strong>
        {notice.issuedAt !== undefined && (
          <span className="muted">{words.notice.issuedAt(dayTime(language, notice.issuedAt))}</span>
        )}
      </div>
      <p className="notice-text">{notice.body[language]}</p>
      {notice.needsSecond && phase === 'composed' && <p className="near-ink">{words.notice.signNote}</p>}
      <div className="row wrap no-print">
        {phase === 'composed' && may('notice.sign') && (
          <button
            type="button"
            className="button main"
            data-notice="sign"
            onClick={() => void send('notice.sign', {}, words.notice.sign)}
          >
            {words.notice.sign}
          </button>
        )}
        {(phase === 'signed' || (phase === 'composed' && !notice.needsSecond)) && may('notice.issue') && (
          <button
            type="button"
            className="button main"
            data-notice="issue"
            onClick={() => void send('notice.issue', {}, words.notice.issue)}
          >
            {words.notice.issue}
          </button>
        )}
        {(phase === 'composed' || phase === 'signed') && may('notice.discard') && (
          <button type="button" className="button quiet" onClick={() => setAsking('discard')}>
            {words.notice.discard}
          </button>
        )}
        {notice.issuedAt !== undefined && unconfirmed > 0 && mayCompose && (
          <button
            type="button"
            className="button"
            data-notice="remind"
            onClick={() => desk.open('notices', `new:${id}`)}
          >
            {words.audience.remind} {count(language, unconfirmed)}
          </button>
        )}
        {running && may('notice.correct') && (
          <button type="button" className="button" onClick={() => setAsking('correct')}>
            {words.notice.correct}
          </button>
        )}
        {running && may('notice.close') && (
          <button type="button" className="button quiet" onClick={() => setAsking('close')}>
            {words.notice.close}
          </button>
        )}
        {running && may('notice.take-back') && (
          <button type="button" className="button grave" onClick={() => setAsking('take-back')}>
            {words.notice.takeBack}
          </button>
        )}
      </div>
      {asking && (
        <FieldsForm
          key={asking}
          fields={[
            { kind: 'text', name: 'reason', label: words.common.reason },
            ...(follow && template
              ? template.fields.map((name) => ({ kind: 'line' as const, name: `f.${name}`, label: name }))
              : []),
          ]}
          submit={asking === 'take-back' ? words.notice.takeBack : words.notice[asking]}
          grave={asking === 'take-back'}
          onCancel={() => setAsking(undefined)}
          onSubmit={(a) => {
            const fields = Object.fromEntries(
              Object.entries(a)
                .filter(([key]) => key.startsWith('f.'))
                .map(([key, value]) => [key.slice(2), value]),
            );
            return send(
              `notice.${asking}`,
              { reason: a['reason'], ...(follow ? { template: notice.template, fields } : {}) },
              words.common.done,
            );
          }}
        />
      )}
    </section>
  );
}
