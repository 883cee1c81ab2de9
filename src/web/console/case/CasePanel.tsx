import { FileQuestion, MapPin, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type CaseState, isOpen, STAGE_FACTS } from '../../../domain/cases/index.ts';
import type { Instant, Recorded } from '../../../domain/kernel/index.ts';
import { all } from '../../../domain/screen/index.ts';
import { call } from '../../ui/api.ts';
import { type CaseRow, rowClock } from '../../ui/derive/cases.ts';
import { personName, unitName } from '../../ui/derive/names.ts';
import { count, dayTime, span } from '../../ui/format.ts';
import { useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { GlyphSign } from '../../ui/map/GlyphSign.tsx';
import { glyphOf } from '../../ui/map/glyphs.ts';
import { Hollow } from '../../ui/parts/Hollow.tsx';
import { Ring } from '../../ui/parts/Ring.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';
import { CaseActions } from './CaseActions.tsx';
import { CaseTrail } from './CaseTrail.tsx';
import { Nearby } from './Nearby.tsx';
import { Compare } from './photos/Compare.tsx';
import { Photos } from './photos/Photos.tsx';
import { pairOf, usePieces } from './photos/pieces.ts';
import './case.css';

/** One case: where it stands, what may be done, and all that happened. */
export function CasePanel({ id }: { readonly id: string; readonly rows: readonly CaseRow[] }) {
  const { words, language } = useSpeech();
  const desk = useDesk();
  const district = useDistrict();
  const shown = useShown();
  const onScreen = all(shown.state, 'case')[id];
  const { state, events } = useWholeCase(id, onScreen, shown.past ? shown.now : undefined);
  const { pieces, again } = usePieces(id, state);
  const pair = pairOf(pieces);
  if (!state) {
    return (
      <aside className="panel" aria-label={words.case.panel}>
        <Hollow icon={FileQuestion} title={words.case.gone} />
      </aside>
    );
  }
  const category = district.categories.get(state.category);
  const position = state.place?.position;
  const committee = state.place?.committee ? district.committees.get(state.place.committee)?.name[language] : undefined;
  return (
    <aside className="panel case-panel" aria-label={`${words.case.panel} ${state.no}`}>
      <header className="case-head">
        <span className={`sign ${state.urgency !== 'normal' ? 'urgent' : ''}`}>
          <GlyphSign name={glyphOf(category?.group)} size={22} />
        </span>
        <div className="grow">
          <h2>{category?.name[language] ?? state.category}</h2>
          <div className="row wrap">
            <span className={`tag ${isOpen(state) ? 'accent' : 'intime'}`} data-stage={state.stage}>
              {STAGE_FACTS[state.stage].name[language]}
            </span>
            {state.urgency !== 'normal' && <span className="tag late">{words.urgency[state.urgency]}</span>}
            {state.storm && <span className="tag">{words.case.storm}</span>}
            {state.reworks > 0 && <span className="tag near">{words.case.reworks(String(state.reworks))}</span>}
            {state.reopens > 0 && <span className="tag near">{words.case.reopens(String(state.reopens))}</span>}
            {state.dispute && <span className="tag late">{words.case.disputed}</span>}
            <span className="muted">{state.no}</span>
          </div>
        </div>
        {position && (
          <button
            type="button"
            className="button quiet square"
            onClick={() => desk.look(position, 17)}
            aria-label={`${words.keys.map} (G)`}
            title={`${words.keys.map} (G)`}
          >
            <MapPin size={18} />
          </button>
        )}
        <button
          type="button"
          className="button quiet square"
          onClick={() => desk.select(undefined)}
          aria-label={words.common.close}
        >
          <X size={18} />
        </button>
      </header>
      <p className="case-what">{state.description || '—'}</p>
      <p className="soft case-where">
        <MapPin size={15} /> {[committee, state.place?.address].filter(Boolean).join(' · ') || '—'}
      </p>
      <Clocks state={state} now={shown.now} />
      <Photos id={id} state={state} pieces={pieces} again={again} />
      <CaseActions id={id} state={state} />
      {pair && <Compare id={id} pair={pair} />}
      <Nearby id={id} state={state} />
      {factsOf(state)}
      <Contacts state={state} />
      <CaseTrail events={events} state={state} />
    </aside>
  );

  function factsOf(of: CaseState) {
    const rows: readonly (readonly [string, string])[] = [
      [words.case.source, `${words.source[of.source]} · ${words.case.reporters(count(language, of.reporters.length))}`],
      [
        words.case.reported,
        `${dayTime(language, of.occurredAt)}${of.recordedAt - of.occurredAt > 60_000 ? ` · ${words.case.recordedLater(dayTime(language, of.recordedAt))}` : ''}`,
      ],
      ...(of.unit ? [[words.case.unit, unitName(district, of.unit, language)] as const] : []),
      ...(of.handler
        ? [[words.case.handler, personName(shown.state, district, of.handler, language, words)] as const]
        : []),
      ...(of.upper
        ? [
            [
              words.case.upper,
              `${unitName(district, of.upper.unit, language)}${of.upper.lastWord ? ` · ${of.upper.lastWord}` : ''}`,
            ] as const,
          ]
        : []),
      ...(of.suspension
        ? [
            [
              words.request.suspend,
              `${words.case.suspendedTill(dayTime(language, of.suspension.reviewAt))} · ${of.suspension.reason}`,
            ] as const,
          ]
        : []),
      ...(of.mergedInto
        ? [[words.case.mergedInto, all(shown.state, 'case')[of.mergedInto]?.no ?? of.mergedInto] as const]
        : []),
      ...(of.absorbed.length
        ? [[words.step['case.merge'], words.case.absorbed(String(of.absorbed.length))] as const]
        : []),
      ...Object.entries(of.externalNos),
      ...(category
        ? [
            [words.case.register, category.register[language]] as const,
            [words.case.closeWhen, category.close[language]] as const,
          ]
        : []),
    ];
    return (
      <dl className="facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    );
  }
}

/** Both limits at once: the step that runs and the case as a whole. */
function Clocks({ state, now }: { readonly state: CaseState; readonly now: Instant }) {
  const { words, language } = useSpeech();
  const clocks = (['step', 'whole'] as const)
    .map((which) => [which, rowClock(state, which, now)] as const)
    .filter(([, clock]) => clock);
  if (clocks.length === 0) return null;
  return (
    <div className="clocks">
      {clocks.map(([which, clock]) => {
        if (!clock) return null;
        const over = now > clock.dueAt && !clock.stopped;
        const left = span(language, clock.dueAt - now);
        const tone =
          clock.colour === 'red'
            ? 'late-ink'
            : clock.colour === 'yellow'
              ? 'near-ink'
              : clock.colour === 'green'
                ? 'intime-ink'
                : 'muted';
        return (
          <div key={which} className="clock-card">
            <Ring share={clock.share} colour={clock.colour} size={34} label={words.case[which]} />
            <div>
              <div className="soft">{words.case[which]}</div>
              <div className={tone}>
                {clock.stopped ? words.case.stopped : over ? words.common.over(left) : words.common.in(left)}
              </div>
              <div className="muted">{dayTime(language, clock.dueAt)}</div>
            </div>
          </div>
        );
      })}
    </div>
  );
}

function Contacts({ state }: { readonly state: CaseState }) {
  const { words, language } = useSpeech();
  if (state.contacts.length === 0) return null;
  return (
    <section className="case-part">
      <h3>{words.case.contacts}</h3>
      <ol className="contact-chain">
        {state.contacts.map((one) => (
          <li key={`${one.at}${one.who}${one.way}`}>
            <span className={`dot ${one.result === 'reached' || one.result === 'will-come' ? 'intime' : 'late'}`} />
            {words.who[one.who]} · {words.way[one.way]} · {words.result[one.result]}{' '}
            <span className="muted">{dayTime(language, one.at)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/**
 * The case of the screen and its trail from the server, asked again whenever the case moves. In the past the trail
 * ends at the minute that is shown.
 */
function useWholeCase(
  id: string,
  onScreen: CaseState | undefined,
  until: Instant | undefined,
): { readonly state: CaseState | undefined; readonly events: readonly Recorded[] | undefined } {
  const [answer, setAnswer] = useState<{ state: CaseState; events: readonly Recorded[] }>();
  // A fact makes a new state; its time would not tell, because several facts share one instant while a drill stands.
  const moved = until === undefined ? onScreen : undefined;
  useEffect(() => {
    let left = false;
    void call<{ state: CaseState; events: Recorded[] }>(`/cases/${encodeURIComponent(id)}`).then((got) => {
      if (!left && got.ok) setAnswer(got.value);
    });
    return () => {
      left = true;
    };
  }, [id, moved]);
  const events = answer?.events.filter((event) => until === undefined || event.at <= until);
  return { state: onScreen ?? (until === undefined ? answer?.state : undefined), events };
}
