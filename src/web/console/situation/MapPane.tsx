import { Layers } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { all } from '../../../domain/screen/index.ts';
import { type CaseRow, rowClock } from '../../ui/derive/cases.ts';
import { useCalm, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import type { Picked } from '../../ui/map/CityMap.tsx';
import {
  cameraFacts,
  caseFacts,
  gaugeFacts,
  pointFacts,
  shelterFacts,
  stairwellFacts,
  targetFacts,
  unitFacts,
} from '../../ui/map/facts.ts';
import { useGauges } from '../../ui/map/gauges.ts';
import { glyphOf } from '../../ui/map/glyphs.ts';
import { collection, spot, useGround } from '../../ui/map/ground.ts';
import type { Fact } from '../../ui/map/style.ts';
import { Popover } from '../../ui/parts/Popover.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

const CityMap = lazy(() => import('../../ui/map/CityMap.tsx'));

const SWITCHES = [
  'cases',
  'stairwells',
  'targets',
  'units',
  'gauges',
  'shelters',
  'cameras',
  'points',
] as const satisfies readonly Fact[];
const KEPT = 'yiping.hidden-layers';

function keptHidden(): ReadonlySet<Fact> {
  const kept = localStorage.getItem(KEPT);
  // Points and cameras are many and say nothing by themselves: off until asked for.
  return new Set((kept === null ? 'cameras,points' : kept).split(',').filter(Boolean) as Fact[]);
}

export function MapPane({ rows }: { readonly rows: readonly CaseRow[] }) {
  const { words, language } = useSpeech();
  const desk = useDesk();
  const district = useDistrict();
  const { ground, box } = useGround();
  const { state, revision, now } = useShown(10_000);
  const [hidden, setHidden] = useState(keptHidden);
  const slow = useCalm(revision, 1_500);
  const told = useMemo(() => ({ district, language, words }), [district, language, words]);
  const depths = useGauges(now, !hidden.has('gauges'));

  const shownRows = useMemo(
    () => withSelected(rows, desk.selected, state, district, now),
    [rows, desk.selected, state, district, Math.floor(now / 60_000)],
  );
  const cases = useMemo(() => caseFacts(shownRows, told), [shownRows, told]);
  const stairwells = useMemo(() => stairwellFacts(state, undefined, told), [state, slow, told]);
  const targets = useMemo(() => targetFacts(state, told), [state, slow, told]);
  const units = useMemo(() => unitFacts(state, told), [state, slow, told]);
  const shelters = useMemo(() => shelterFacts(state, told), [state, slow, told]);
  const points = useMemo(() => pointFacts(told), [told]);
  const cameras = useMemo(() => cameraFacts(told), [told]);
  const gauges = useMemo(() => gaugeFacts(told, depths), [told, depths]);
  const selectedPlace = desk.selected ? all(state, 'case')[desk.selected]?.place?.position : undefined;
  const mark = useMemo(() => {
    const at = desk.reporting ? desk.place : selectedPlace;
    return at ? collection([spot('mark', at, {})]) : undefined;
  }, [desk.reporting, desk.place, selectedPlace]);
  const facts = useMemo(
    () => ({ cases, stairwells, targets, units, points, cameras, gauges, shelters, ...(mark ? { mark } : {}) }),
    [cases, stairwells, targets, units, points, cameras, gauges, shelters, mark],
  );

  useEffect(() => localStorage.setItem(KEPT, [...hidden].join(',')), [hidden]);
  const pick = ({ fact, id }: Picked): void => {
    if (fact === 'cases') desk.select(id);
    else if (fact === 'stairwells') desk.open('notices', `stairwell:${id}`);
    else if (fact === 'targets') desk.open('sweeps', 'blind');
    else if (fact === 'shelters') desk.open('transfers', `shelter:${id}`);
  };
  const names: Readonly<Record<(typeof SWITCHES)[number], string>> = {
    cases: words.map.cases,
    stairwells: words.map.notices,
    targets: words.map.sweeps,
    units: words.map.units,
    gauges: words.map.gauges,
    shelters: words.map.shelters,
    cameras: words.map.cameras,
    points: words.map.points,
  };
  return (
    <section className="map-pane" aria-label={words.map.label}>
      <Suspense
        fallback={
          <div className="hollow" style={{ height: '100%' }}>
            {words.map.loading}
          </div>
        }
      >
        <CityMap
          ground={ground}
          box={box}
          facts={facts}
          hidden={hidden}
          focus={desk.focus}
          picking={desk.reporting}
          onPick={pick}
          onPlace={desk.setPlace}
        />
      </Suspense>
      <div className="map-top">
        <Popover
          label={words.map.layers}
          className="button"
          button={
            <>
              <Layers size={16} />
              {words.map.layers}
            </>
          }
        >
          {() => (
            <div className="stack">
              {SWITCHES.map((fact) => (
                <label key={fact} className="check">
                  <input
                    type="checkbox"
                    checked={!hidden.has(fact)}
                    onChange={(e) => {
                      const next = new Set(hidden);
                      if (e.target.checked) next.delete(fact);
                      else next.add(fact);
                      setHidden(next);
                    }}
                  />
                  {names[fact]}
                </label>
              ))}
            </div>
          )}
        </Popover>
        {desk.reporting && (
          <div className="map-hint" role="status">
            {desk.place ? words.map.picked : words.map.pick}
          </div>
        )}
      </div>
    </section>
  );
}

/** The selected case stays on the map after it was closed. */
function withSelected(
  rows: readonly CaseRow[],
  selected: string | undefined,
  state: Parameters<typeof all>[0],
  district: ReturnType<typeof useDistrict>,
  now: number,
): readonly CaseRow[] {
  if (!selected || rows.some((row) => row.id === selected)) return rows;
  const found = all(state, 'case')[selected];
  if (!found?.place) return rows;
  const clock = rowClock(found, 'whole', now);
  const row: CaseRow = {
    id: selected,
    state: found,
    clock: clock && { ...clock, colour: 'still' },
    late: false,
    mine: false,
    isNew: false,
    group: 'open',
    glyph: glyphOf(district.categories.get(found.category)?.group),
  };
  return [...rows, row];
}
