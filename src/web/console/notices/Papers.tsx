import { ClipboardCheck, FileSpreadsheet, Megaphone, Printer } from 'lucide-react';
import { useState } from 'react';
import { mayDoors, type NoticeState } from '../../../domain/notices/index.ts';
import { fetchFile } from '../../ui/api.ts';
import { useActor, useSession, useShown } from '../../ui/live/LiveProvider.tsx';
import { useTeller } from '../../ui/parts/Toasts.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { Loudspeaker } from './Loudspeaker.tsx';
import { PaperTicks } from './PaperTicks.tsx';
import { PrintSheet } from './PrintSheet.tsx';

/** What leaves the screen and comes back: lists, posters, the workbook, the loudspeaker, ticks from paper. */
export function Papers({
  id,
  notice,
  committee,
  stairwell,
}: {
  readonly id: string;
  readonly notice: NoticeState;
  readonly committee: string | undefined;
  readonly stairwell: string | undefined;
}) {
  const { words, language } = useSpeech();
  const { refused } = useTeller();
  const actor = useActor();
  const session = useSession();
  const { past } = useShown(60_000);
  const [open, setOpen] = useState<'print' | 'ticks' | 'speak'>();
  const w = words.paper;
  if (notice.issuedAt === undefined) return null;
  const { capabilities } = session;
  const running = notice.phase === 'issued' || notice.phase === 'settled';
  const own = { committee: actor.area ?? '', stairwell: '' };
  const mayTick = !past && running && mayDoors(own, 'doors.visit', actor);
  const close = (): void => setOpen(undefined);
  const button = (what: typeof open, icon: React.ReactNode, name: string): React.ReactNode => (
    <button type="button" className="button small" data-paper={what} onClick={() => setOpen(what)}>
      {icon}
      {name}
    </button>
  );
  return (
    <div className="row wrap no-print">
      {(capabilities.includes('read-personal') || capabilities.includes('command')) &&
        button('print', <Printer size={15} />, w.print)}
      <button
        type="button"
        className="button small"
        data-paper="excel"
        onClick={() =>
          void fetchFile(`/notices/${id}/board.xlsx?language=${language}`, `${words.notice.board}.xlsx`).then(
            (trouble) => trouble && refused(trouble[language], trouble.todo[language]),
          )
        }
      >
        <FileSpreadsheet size={15} />
        {w.excel}
      </button>
      {mayTick && button('ticks', <ClipboardCheck size={15} />, w.ticks)}
      {button('speak', <Megaphone size={15} />, w.speak)}
      {open === 'print' && (
        <PrintSheet id={id} notice={notice} committee={committee ?? actor.area} stairwell={stairwell} onClose={close} />
      )}
      {open === 'ticks' && <PaperTicks id={id} onClose={close} />}
      {open === 'speak' && <Loudspeaker notice={notice} onClose={close} />}
    </div>
  );
}
