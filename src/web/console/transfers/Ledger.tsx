import { useEffect, useMemo, useState } from 'react';
import type { z } from 'zod';
import type { homesAnswer } from '../../../contract/transfers.ts';
import { frontDoor } from '../../../domain/notices/index.ts';
import type { DistrictIndex } from '../../../domain/places/index.ts';
import {
  isLeft,
  type LedgerState,
  type Line,
  lateWith,
  type Place,
  type Risk,
  samePlace,
  shelterOf,
} from '../../../domain/transfers/index.ts';
import { call } from '../../ui/api.ts';
import { stairwellName } from '../../ui/derive/names.ts';
import { count, dayTime } from '../../ui/format.ts';
import { useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { type Dictionary, useSpeech } from '../../ui/words/index.tsx';
import { hasSteps, LineSteps } from './LineSteps.tsx';

type Home = z.infer<typeof homesAnswer>['homes'][number];

/** The households of one committee: late ones first, then those with something left, as one walks. */
export function Ledger({
  ledger,
  risk,
  leftOnly,
}: {
  readonly ledger: LedgerState;
  /** That of the whole list; said at a household only where it has another. */
  readonly risk: Risk;
  readonly leftOnly: boolean;
}) {
  const { words, language } = useSpeech();
  const w = words.transfer;
  const district = useDistrict();
  const { now, past } = useShown(30_000);
  const homes = useHomes(ledger);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const rows = useMemo(() => {
    const walk = new Map(district.stairwellsOf(ledger.committee).map((row, n) => [row.id, n]));
    const rank = (line: Line) => (lateWith(ledger, line, now) ? 0 : isLeft(ledger, line) ? 1 : 2);
    const place = (id: string) => walk.get(homes.get(id)?.stairwell ?? '') ?? walk.size;
    return Object.entries(ledger.lines)
      .filter(([, line]) => !leftOnly || isLeft(ledger, line) || lateWith(ledger, line, now))
      .sort(
        ([a, x], [b, y]) =>
          rank(x) - rank(y) ||
          place(a) - place(b) ||
          (homes.get(a)?.room ?? a).localeCompare(homes.get(b)?.room ?? b, 'zh', { numeric: true }),
      );
  }, [ledger, leftOnly, homes, district, Math.floor(now / 60_000)]);
  const picked = chosen.filter((id) => rows.some(([one]) => one === id));
  const name = (id: string): string => {
    const home = homes.get(id);
    if (!home) return id;
    const { room = '' } = home;
    // '5号201' names its front door itself: the plates of the whole stairwell would only be in the way.
    const compound = district.compounds.get(district.stairwells.get(home.stairwell)?.compound ?? '');
    if (frontDoor(room) > 0 && compound) return `${compound.address || compound.name[language]} ${room}`;
    return `${stairwellName(district, home.stairwell, language)} ${room}`.trim();
  };
  const choose = (id: string, on: boolean): void =>
    setChosen(on ? [...picked, id] : picked.filter((one) => one !== id));
  const pickable = past ? [] : rows.filter(([, line]) => hasSteps(ledger, line)).map(([id]) => id);
  return (
    <>
      {picked.length > 1 && (
        <div className="card row wrap chosen-lines no-print">
          <strong>{w.chosen(count(language, picked.length))}</strong>
          <LineSteps key={picked.join()} ledger={ledger} households={picked} onDone={() => setChosen([])} />
        </div>
      )}
      <table className="plain ledger">
        <caption>
          {district.committees.get(ledger.committee)?.name[language] ?? ledger.committee} · {w.ledger}
        </caption>
        <thead>
          <tr>
            <th scope="col" className="no-print">
              <input
                type="checkbox"
                aria-label={w.chooseAll}
                disabled={pickable.length === 0}
                checked={pickable.length > 0 && picked.length === pickable.length}
                onChange={(e) => setChosen(e.target.checked ? pickable : [])}
              />
            </th>
            <th scope="col">{w.household}</th>
            <th scope="col" className="num">
              {w.people}
            </th>
            <th scope="col">{w.ledger}</th>
            <th scope="col">{w.stay}</th>
            <th scope="col" className="no-print">
              {words.case.actions}
            </th>
            <th scope="col" className="print-only">
              ✓
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([id, line]) => {
            const late = lateWith(ledger, line, now);
            return (
              <tr key={id} data-line={id} data-state={line.state}>
                <td className="no-print">
                  <input
                    type="checkbox"
                    aria-label={w.choose(name(id))}
                    disabled={!pickable.includes(id)}
                    checked={picked.includes(id)}
                    onChange={(e) => choose(id, e.target.checked)}
                  />
                </td>
                <th scope="row">
                  {name(id)} {line.risk !== risk && <span className="tag">{w.risks[line.risk]}</span>}
                </th>
                <td className="num">{line.people}</td>
                <td>
                  <span className={`line-state line-${line.state}`}>{w.state[line.state]}</span>
                  {late && <span className="tag late">{w.late[late]}</span>}
                  <span className="soft line-facts">{factsOf(line, words, language)}</span>
                </td>
                <td>
                  <Where line={line} words={words} district={district} language={language} />
                </td>
                <td className="no-print">
                  <LineSteps ledger={ledger} households={[id]} />
                </td>
                <td className="print-only">□</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

function Where({
  line,
  words,
  district,
  language,
}: {
  readonly line: Line;
  readonly words: Dictionary;
  readonly district: DistrictIndex;
  readonly language: 'zh' | 'en';
}) {
  const w = words.transfer;
  const named = (place: Place): string => {
    const shelter = shelterOf(place);
    return shelter === undefined ? w.places[place.kind] : (district.points.get(shelter)?.name[language] ?? shelter);
  };
  const { place, plan } = line;
  return (
    <>
      {place && (
        <span>
          {named(place)}{' '}
          {plan?.place && !samePlace(plan.place, place) && <span className="tag near">{w.elsewhere}</span>}
        </span>
      )}
      {!place && plan?.place && <span className="soft">{w.planned(named(plan.place))}</span>}
      <span className="muted line-facts">
        {[
          plan?.transport && w.transports[plan.transport],
          plan?.assisted && w.assistedOf(String(plan.assisted)),
          plan?.pets && w.petsOf(String(plan.pets)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  );
}

function factsOf(line: Line, words: Dictionary, language: 'zh' | 'en'): string {
  const w = words.transfer;
  const at = (time: number): string => dayTime(language, time);
  return [
    line.told && w.told(at(line.told.at), w.how[line.told.how]),
    line.refusal && w.proofs[line.refusal.proof.kind],
    line.forcedBy !== undefined && w.forced(line.forcedBy),
    line.leftAt !== undefined && w.leftAt(at(line.leftAt)),
    line.arrivedAt !== undefined && w.arrivedAt(at(line.arrivedAt), w.arrive),
    line.checkedAt !== undefined && w.checkedAt(at(line.checkedAt)),
    line.returnedAt !== undefined && w.returnedAt(at(line.returnedAt)),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Where the households are, asked for anew when the list grows. */
function useHomes({ transfer, committee, lines }: LedgerState): ReadonlyMap<string, Home> {
  const [homes, setHomes] = useState<ReadonlyMap<string, Home>>(new Map());
  const households = Object.keys(lines).length;
  useEffect(() => {
    let left = false;
    void call<z.infer<typeof homesAnswer>>(
      `/transfers/${transfer}/homes?committee=${encodeURIComponent(committee)}`,
    ).then((answer) => {
      if (!left && answer.ok) setHomes(new Map(answer.value.homes.map((home) => [home.household, home])));
    });
    return () => {
      left = true;
    };
  }, [transfer, committee, households]);
  return homes;
}
