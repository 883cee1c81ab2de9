import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { unitsBehind } from '../ui/derive/behind.ts';
import { caseRows } from '../ui/derive/cases.ts';
import { unitName } from '../ui/derive/names.ts';
import { standingResponse, standingWarnings, warningTitle } from '../ui/derive/standing.ts';
import { type FigureKey, workLeft } from '../ui/derive/work.ts';
import { count, dayOf, dayTime, hourMinute, span } from '../ui/format.ts';
import { useKeys } from '../ui/keys.ts';
import { useActor, useCalm, useConnection, useDistrict, useSession, useShown } from '../ui/live/LiveProvider.tsx';
import { caseFacts, gaugeFacts, stairwellFacts, targetFacts, unitFacts } from '../ui/map/facts.ts';
import { useGauges } from '../ui/map/gauges.ts';
import { collection, spot, useGround } from '../ui/map/ground.ts';
import { go } from '../ui/route.ts';
import { currentTheme, setTheme } from '../ui/theme.ts';
import { useSpeech } from '../ui/words/index.tsx';
import { useFollow } from './follow.ts';
import { WallStorm } from './WallStorm.tsx';

const CityMap = lazy(() => import('../ui/map/CityMap.tsx'));
const FIGURES: readonly FigureKey[] = ['new', 'late', 'open', 'tasks', 'doors', 'blind'];
const PLACE: Readonly<Record<FigureKey, string>> = {
  new: '/console',
  late: '/console',
  open: '/console',
  tasks: '/console/responses',
  doors: '/console/notices',
  blind: '/console/sweeps?of=blind',
};
/** Drawn for 1920 × 1080 seen from 5 m, and enlarged as a whole for larger screens. */
const WIDTH = 1_920;

export function WallScreen() {
  const { words, language, name, switchLanguage } = useSpeech();
  const session = useSession();
  const actor = useActor();
  const district = useDistrict();
  const view = useConnection();
  const shown = useShown();
  const { zoom, height } = useSize();
  const { ground, box } = useGround();
  const slow = useCalm(shown.revision, 1_500);
  const beat = Math.floor(shown.now / 10_000);
  const rows = useMemo(
    () => caseRows(shown.state, district, actor, shown.now),
    [shown.revision, shown.state, district, actor, beat],
  );
  const figures = useMemo(() => workLeft(shown.state, rows), [shown.revision, shown.state, rows]);
  const behind = useMemo(() => unitsBehind(shown.state, rows, shown.now), [shown.revision, shown.state, rows, beat]);
  const warnings = useMemo(
    () => standingWarnings(shown.state, shown.now, session.tenant.mode),
    [shown.revision, shown.state, session, beat],
  );
  const response = useMemo(() => standingResponse(shown.state), [shown.revision, shown.state]);
  const told = useMemo(() => ({ district, language, words }), [district, language, words]);
  const depths = useGauges(shown.now, true);
  const follow = useFollow(rows, shown.now);
  const cases = useMemo(() => caseFacts(rows, told), [rows, told]);
  const stairwells = useMemo(() => stairwellFacts(shown.state, undefined, told), [slow, shown.state, told]);
  const targets = useMemo(() => targetFacts(shown.state, told), [slow, shown.state, told]);
  const units = useMemo(() => unitFacts(shown.state, told), [slow, shown.state, told]);
  const gauges = useMemo(() => gaugeFacts(told, depths), [told, depths]);
  const at = follow.row?.state.place?.position;
  const facts = useMemo(
    () => ({ cases, stairwells, targets, units, gauges, ...(at ? { mark: collection([spot('mark', at, {})]) } : {}) }),
    [cases, stairwells, targets, units, gauges, at],
  );
  const focus = useMemo(
    () =>
      at
        ? { position: at, zoom: 15.6, key: follow.key }
        : { position: district.district.centre, zoom: 14.35, key: follow.key },
    [at, follow.key, district],
  );
  useEffect(() => {
    document.title = `${words.wall.title} · ${words.product}`;
  }, [words]);
  const leave = (): void => go('/console');
  useKeys({
    l: switchLanguage,
    t: () => setTheme(currentTheme() === 'dark' ? 'light' : 'dark'),
    Escape: leave,
  });
  const stale = view.connection !== 'live';
  const since = response?.timeline.at(-1)?.from;
  const category = follow.row ? district.categories.get(follow.row.state.category)?.name[language] : undefined;
  return (
    <main className={stale ? 'wall stale' : 'wall'} style={{ zoom, height }}>
      <h1 className="unseen">{words.wall.title}</h1>
      <header className="wall-top">
        <button
          type="button"
          className={`wall-level solid-${response?.level ?? 'none'}`}
          onClick={() => go('/console/responses')}
        >
          <span>{response?.kind ? words.response.kind[response.kind] : words.bar.level}</span>
          <strong>{response?.level ? words.level[response.level] : words.wall.noResponse}</strong>
          {since !== undefined && <span>{words.common.since(dayTime(language, since))}</span>}
        </button>
        <div className="wall-warnings">
          {warnings.length === 0 && <span className="muted">{words.wall.quiet}</span>}
          {warnings.slice(0, 3).map(({ id, state }) => (
            <button
              key={id}
              type="button"
              className={`wall-warning solid-${state.message.colour ?? 'none'}`}
              onClick={() => go(`/console/warnings?of=${encodeURIComponent(id)}`)}
            >
              <strong>{warningTitle(state.message, words.colour, language)}</strong>
              <span>
                {state.message.issuer} {hourMinute(state.message.sent)}
              </span>
            </button>
          ))}
        </div>
        <div className="wall-clock">
          <div className="wall-name">
            {name(district.district.name)}
            {session.tenant.mode === 'drill' && (
              <span className="wall-drill">
                {words.bar.drillBanner} · {words.common.synthetic}
              </span>
            )}
          </div>
          <time>{hourMinute(shown.now)}</time>
          <div className="soft">
            {dayOf(language, shown.now)} · {words.common.beijing}
            {response?.startedAt ? ` · ${words.wall.storm} ${span(language, shown.now - response.startedAt)}` : ''}
          </div>
        </div>
      </header>
      <section className="wall-map">
        <Suspense fallback={<div className="hollow">{words.map.loading}</div>}>
          <CityMap ground={ground} box={box} facts={facts} focus={focus} still pixelRatio={zoom * devicePixelRatio} />
        </Suspense>
        <div className="wall-follow">
          <span className="soft">{follow.row ? words.wall[follow.why] : words.wall.whole}</span>
          {follow.row && (
            <strong>
              {category} ·{' '}
              {follow.row.state.place?.address ||
                district.committees.get(follow.row.state.place?.committee ?? '')?.name[language]}
            </strong>
          )}
        </div>
      </section>
      <section className="wall-work" aria-label={words.wall.work}>
        {FIGURES.map((key) => {
          const figure = figures[key];
          return (
            <button key={key} type="button" className="wall-figure" onClick={() => go(PLACE[key])}>
              <span className="name">{words.left[key]}</span>
              <span className={`value ${figure.value === 0 ? 'zero' : key === 'late' ? 'late-ink' : ''}`}>
                {count(language, figure.value)}
              </span>
              <span className="note">
                {key !== 'late' && figure.late > 0 ? (
                  <span className="late-ink">{words.left.lateOf(count(language, figure.late))}</span>
                ) : figure.of ? (
                  `/ ${count(language, figure.of)}`
                ) : figure.oldest && figure.value > 0 ? (
                  words.left.oldest(span(language, shown.now - figure.oldest))
                ) : (
                  ' '
                )}
              </span>
            </button>
          );
        })}
      </section>
      <section className="wall-behind">
        <h2>{words.wall.units}</h2>
        {behind.length === 0 && <p className="wall-good">{words.wall.unitsNone}</p>}
        <ol>
          {behind.slice(0, 6).map((one) => (
            <li key={one.unit}>
              <span className="cut">{unitName(district, one.unit, language)}</span>
              <span className="late-ink">
                {[
                  one.lateTasks > 0 && words.wall.lateTasks(String(one.lateTasks)),
                  one.lateCases > 0 && words.wall.lateCases(String(one.lateCases)),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <span className="soft">{span(language, shown.now - one.since)}</span>
            </li>
          ))}
        </ol>
      </section>
      <WallStorm stale={stale} />
    </main>
  );
}

function useSize(): { readonly zoom: number; readonly height: number } {
  const read = () => ({
    zoom: Math.max(0.5, innerWidth / WIDTH),
    height: innerHeight / Math.max(0.5, innerWidth / WIDTH),
  });
  const [size, setSize] = useState(read);
  useEffect(() => {
    const turn = (): void => setSize(read());
    window.addEventListener('resize', turn);
    return () => window.removeEventListener('resize', turn);
  }, []);
  return size;
}
