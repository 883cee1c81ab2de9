import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Position } from '../../domain/kernel/index.ts';
import type { FigureKey } from '../ui/derive/work.ts';
import type { Focus } from '../ui/map/CityMap.tsx';
import { go, useAddress } from '../ui/route.ts';

export const TABS = ['map', 'responses', 'notices', 'sweeps', 'transfers', 'duty', 'warnings', 'log'] as const;
export type Tab = (typeof TABS)[number];

/** What lies on the desk: which part, which case, where the map looks, what is being written. */
export interface Desk {
  readonly tab: Tab;
  readonly selected: string | undefined;
  /** Other things that a tab shows beside: a task, a notice, a round, a warning. */
  readonly detail: string | undefined;
  readonly focus: Focus | undefined;
  readonly reporting: boolean;
  readonly place: Position | undefined;
  /** Figure whose rows the queue is narrowed to. */
  readonly figure: FigureKey | undefined;
  readonly open: (tab: Tab, detail?: string) => void;
  readonly select: (id: string | undefined) => void;
  readonly look: (position: Position, zoom?: number) => void;
  readonly report: (on: boolean) => void;
  readonly setPlace: (place: Position | undefined) => void;
  readonly narrow: (figure: FigureKey | undefined) => void;
  /** Step to open in the case panel (the D key asks for 'case.dispatch'). */
  readonly wanted: { readonly step: string; readonly key: number } | undefined;
  readonly want: (step: string) => void;
}
const DeskContext = createContext<Desk | undefined>(undefined);

export function DeskProvider({ children }: { readonly children: ReactNode }) {
  const { path, query } = useAddress();
  const tab = (TABS as readonly string[]).includes(path[1] ?? '') ? (path[1] as Tab) : 'map';
  const selected = query.get('case') ?? undefined;
  const detail = query.get('of') ?? undefined;
  const [focus, setFocus] = useState<Focus>();
  const [reporting, setReporting] = useState(false);
  const [place, setPlace] = useState<Position>();
  const [figure, setFigure] = useState<FigureKey>();
  const [wanted, setWanted] = useState<{ step: string; key: number }>();
  const desk = useMemo<Desk>(() => {
    const address = (to: Tab, id?: string, of?: string): string => {
      const text = new URLSearchParams({ ...(id ? { case: id } : {}), ...(of ? { of } : {}) }).toString();
      return `/console${to === 'map' ? '' : `/${to}`}${text ? `?${text}` : ''}`;
    };
    return {
      tab,
      selected,
      detail,
      focus,
      reporting,
      place,
      figure,
      wanted,
      open: (to, of) => go(address(to, to === 'map' ? selected : undefined, of)),
      select: (id) => {
        setReporting(false);
        go(address('map', id), true);
      },
      look: (position, zoom) => setFocus({ position, zoom, key: Date.now() }),
      report: (on) => {
        setReporting(on);
        setPlace(undefined);
        if (on) go(address('map'));
      },
      setPlace,
      narrow: (key) => {
        setFigure(key);
        if (key) go(address('map', selected));
      },
      want: (step) => setWanted({ step, key: Date.now() }),
    };
  }, [tab, selected, detail, focus, reporting, place, figure, wanted]);
  return <DeskContext value={desk}>{children}</DeskContext>;
}
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk outside DeskProvider');
  return desk;
}
