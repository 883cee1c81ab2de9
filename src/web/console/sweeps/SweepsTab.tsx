import { Plus, Route as RouteIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { PointKind } from '../../../domain/places/index.ts';
import { all } from '../../../domain/screen/index.ts';
import { blindSpots, coverage, mayRound, type RoundState } from '../../../domain/sweeps/index.ts';
import { openRounds } from '../../ui/derive/work.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { Hollow } from '../../ui/parts/Hollow.tsx';
import { Scrolling } from '../../ui/parts/Scrolling.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';
import { BlindSpots } from './BlindSpots.tsx';
import { CoverTable } from './CoverTable.tsx';
import { OpenRound } from './OpenRound.tsx';
import { RoundPanel } from './RoundPanel.tsx';
import { RoundTable } from './RoundTable.tsx';

/** How much of the lists has been seen, by whom, and what nobody has looked at yet. */
export default function SweepsTab() {
  const { words, language } = useSpeech();
  const w = words.sweep;
  const desk = useDesk();
  const actor = useActor();
  const district = useDistrict();
  const { state, revision, past } = useShown(15_000);
  const [opening, setOpening] = useState(false);
  const open = useMemo(() => openRounds(state), [state, revision]);
  const ended = useMemo(
    () =>
      Object.entries(all(state, 'round'))
        .filter(([, r]) => r.phase !== 'open' && r.phase !== 'none')
        .sort(([, a], [, b]) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
        .slice(0, 40),
    [state, revision],
  );
  const rounds = open.map(([, round]) => round);
  const byKind = useMemo(() => coverage(rounds, 'kind'), [state, revision]);
  const byCommittee = useMemo(() => coverage(rounds, 'committee'), [state, revision]);
  const blind = useMemo(() => blindSpots(rounds), [state, revision]);
  const mayOpen = !past && mayRound({ unit: actor.unit ?? '', targets: [] }, 'round.open', actor);
  const pair: [string, RoundState] | undefined =
    desk.detail && desk.detail !== 'blind' ? roundOf(all(state, 'round'), desk.detail) : undefined;
  return (
    <div className={pair ? 'tab-body with-panel' : 'tab-body'}>
      <div className="tab-main">
        <div className="row">
          <h2 className="grow">{w.title}</h2>
          {mayOpen && (
            <button type="button" className="button main" onClick={() => setOpening(true)}>
              <Plus size={16} />
              {w.openRound}
            </button>
          )}
        </div>
        {open.length === 0 && ended.length === 0 && (
          <Hollow icon={RouteIcon} title={w.none}>
            {w.noneNote}
          </Hollow>
        )}
        {open.length > 0 && (
          <div className="sweep-grid">
            <Scrolling className="card" label={`${w.coverage} · ${w.byKind}`}>
              <h3>
                {w.coverage} · {w.byKind}
              </h3>
              <CoverTable rows={[...byKind].map(([kind, cover]) => [w.point[kind as PointKind] ?? kind, cover])} />
            </Scrolling>
            <Scrolling className="card" label={`${w.coverage} · ${w.byCommittee}`}>
              <h3>
                {w.coverage} · {w.byCommittee}
              </h3>
              <CoverTable
                rows={[...byCommittee].map(([id, cover]) => [district.committees.get(id)?.name[language] ?? id, cover])}
              />
            </Scrolling>
            <BlindSpots blind={blind} />
          </div>
        )}
        {(open.length > 0 || ended.length > 0) && <RoundTable rounds={[...open, ...ended]} />}
      </div>
      {pair && <RoundPanel key={pair[0]} id={pair[0]} round={pair[1]} />}
      {opening && <OpenRound onClose={() => setOpening(false)} />}
    </div>
  );
}

/** Any round, also one too old for the table: a second round leads back to its first. */
function roundOf(rounds: Readonly<Record<string, RoundState>>, id: string): [string, RoundState] | undefined {
  const round = rounds[id];
  return round && round.phase !== 'none' ? [id, round] : undefined;
}
