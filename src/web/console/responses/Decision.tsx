import { FilePen, ShieldAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
  mayRespond,
  type Recommendation,
  type ResponseState,
  recommend,
  severity,
} from '../../../domain/responses/index.ts';
import { all } from '../../../domain/screen/index.ts';
import { useAct } from '../../ui/act.ts';
import { personName } from '../../ui/derive/names.ts';
import { kindWords } from '../../ui/derive/standing.ts';
import { dayTime, span } from '../../ui/format.ts';
import { useActor, useDistrict, useSession, useShown } from '../../ui/live/LiveProvider.tsx';
import { Hollow } from '../../ui/parts/Hollow.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { LevelSheet, type LevelStep } from './LevelSheet.tsx';

/** What the facts call for, what stands, and the pen. */
export function Decision({
  id,
  response,
}: {
  readonly id: string | undefined;
  readonly response: ResponseState | undefined;
}) {
  const { words, language } = useSpeech();
  const act = useAct();
  const actor = useActor();
  const session = useSession();
  const district = useDistrict();
  const { state, revision, now, past } = useShown(30_000);
  const [sheet, setSheet] = useState<{ step: LevelStep; proposal?: string }>();
  const minute = Math.floor(now / 60_000);
  const current = response?.phase === 'lifted' ? undefined : response;
  const advice = useMemo<Recommendation>(
    () =>
      recommend(
        current?.kind ?? 'flood-typhoon',
        new Map(Object.entries(all(state, 'warning'))),
        current,
        now,
        session.tenant.mode,
      ),
    [state, revision, minute, current, session],
  );
  const active = current?.phase === 'active';
  const maySign = !past && mayRespond('response.start', actor, null) === 'yes';
  const mayPropose = !past && mayRespond('response.propose', actor, null) === 'yes';
  const waiting = response?.proposals.filter((one) => one.state === 'waiting') ?? [];
  const since = response?.timeline.at(-1)?.from;
  const steps: readonly LevelStep[] = !active
    ? ['start']
    : [
        ...(severity(current.level) < 4 ? (['raise'] as const) : []),
        ...(severity(current.level) > 1 ? (['lower'] as const) : []),
        'lift',
      ];
  return (
    <section className="decision">
      <div className={`standing solid-${active ? current.level : 'none'}`}>
        <span>{response?.kind ? words.response.kind[response.kind] : words.bar.level}</span>
        <strong>
          {active && current.level
            ? words.level[current.level]
            : response?.phase === 'lifted'
              ? words.response.lifted
              : words.bar.noLevel}
        </strong>
        {active && since !== undefined && (
          <span>
            {words.common.since(dayTime(language, since))} · {span(language, now - since)}
          </span>
        )}
        {active && current.expectedUntil && (
          <span>
            {current.expectedPassed
              ? words.response.expectedPassed
              : words.response.until(dayTime(language, current.expectedUntil))}
          </span>
        )}
      </div>
      <div className="advice">
        <div className="row wrap">
          <strong>{words.response.recommend}</strong>
          {advice.level ? (
            <span className={`tag solid-${advice.level}`}>{words.level[advice.level]}</span>
          ) : (
            <span className="tag">{words.bar.noLevel}</span>
          )}
          {advice.step !== 'none' && <span className="tag accent">{words.response[advice.step]}</span>}
        </div>
        <ul className="soft">
          {advice.reasons.slice(0, 4).map((reason) => (
            <li key={reason.why === 'warning' ? reason.warning : reason.number}>
              {reason.why === 'warning'
                ? `${reason.issuer} · ${kindWords(reason.kind, reason.kind)[language]} ${words.colour[reason.colour]} · ${dayTime(language, reason.sent)}`
                : `${words.response.upperOrder} ${reason.number} · ${reason.issuer}`}
            </li>
          ))}
          {advice.reasons.length === 0 && <li className="muted">{words.bar.noWarnings}</li>}
        </ul>
        {(maySign || mayPropose) && (
          <div className="row wrap">
            {steps.map((step) => (
              <button
                key={step}
                type="button"
                className={`button ${advice.step === step ? 'main' : ''}`}
                data-response-step={step}
                onClick={() => setSheet({ step })}
                disabled={!maySign && step === 'lift'}
              >
                <FilePen size={16} />
                {maySign ? words.response[step] : `${words.response.propose}：${words.response[step]}`}
              </button>
            ))}
          </div>
        )}
        {!maySign && !past && <p className="muted">{words.response.onlyCommander}</p>}
      </div>
      {active && (
        <div className="measures">
          <strong>{current.reason}</strong>
          {current.measures && <p className="soft">{current.measures}</p>}
          {current.upper?.level && (
            <p className="soft">
              <ShieldAlert size={15} /> {words.response.upperOrder} {current.upper.number} ·{' '}
              {words.level[current.upper.level]} · {current.upper.issuer}
            </p>
          )}
        </div>
      )}
      {!response && <Hollow title={words.response.none}>{words.response.noneNote}</Hollow>}
      {waiting.map((proposal) => (
        <div key={proposal.id} className="proposal">
          <div className="grow">
            <span className={`tag solid-${proposal.level}`}>{words.level[proposal.level]}</span>{' '}
            <strong>{words.response.waiting}</strong>
            <div>{proposal.reason}</div>
            <div className="muted">
              {personName(state, district, proposal.by, language, words)} · {dayTime(language, proposal.at)}
            </div>
          </div>
          {maySign && id && response && (
            <>
              <button
                type="button"
                className="button main"
                onClick={() =>
                  void act(
                    {
                      type: active
                        ? severity(proposal.level) > severity(response.level)
                          ? 'response.raise'
                          : 'response.lower'
                        : 'response.start',
                      stream: `response/${id}`,
                      data: {
                        level: proposal.level,
                        reason: proposal.reason,
                        scope: proposal.scope,
                        expectedMinutes: proposal.expectedMinutes,
                        measures: proposal.measures,
                        proposal: proposal.id,
                        ...(proposal.upperNumber ? { upperNumber: proposal.upperNumber } : {}),
                        ...(proposal.recommended !== undefined ? { recommended: proposal.recommended } : {}),
                        ...(active ? {} : { kind: response.kind ?? 'flood-typhoon' }),
                      },
                    },
                    words.response.sign,
                  )
                }
              >
                {words.response.signProposal}
              </button>
              <button
                type="button"
                className="button"
                onClick={() =>
                  void act({
                    type: 'response.decline',
                    stream: `response/${id}`,
                    data: { proposal: proposal.id, reason: words.response.decline },
                  })
                }
              >
                {words.response.decline}
              </button>
            </>
          )}
        </div>
      ))}
      {sheet && (
        <LevelSheet
          step={sheet.step}
          id={current ? id : undefined}
          current={current}
          advice={advice}
          sign={maySign}
          onClose={() => setSheet(undefined)}
        />
      )}
    </section>
  );
}
