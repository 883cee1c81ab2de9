import type { CaseRow } from '../../ui/derive/cases.ts';
import { CasePanel } from '../case/CasePanel.tsx';
import { ReportForm } from '../case/ReportForm.tsx';
import { useDesk } from '../desk.tsx';
import { MapPane } from './MapPane.tsx';
import { Queue } from './Queue.tsx';
import './situation.css';

/** Queue, map and what is open beside it. */
export function Situation({ rows }: { readonly rows: readonly CaseRow[] }) {
  const desk = useDesk();
  const beside = desk.reporting || desk.selected !== undefined;
  return (
    <div className={beside ? 'situation with-panel' : 'situation'}>
      <Queue rows={rows} />
      <MapPane rows={rows} />
      {desk.reporting ? (
        <ReportForm />
      ) : (
        desk.selected !== undefined && <CasePanel key={desk.selected} id={desk.selected} rows={rows} />
      )}
    </div>
  );
}
