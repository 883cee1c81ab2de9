import { useState } from 'react';
import type { TransferState } from '../../../domain/transfers/index.ts';
import { useAct } from '../../ui/act.ts';
import { newId } from '../../ui/api.ts';
import { standingResponse } from '../../ui/derive/standing.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { Sheet } from '../../ui/parts/Sheet.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

/** Templates of the district that are offered first: to move, and to come home (domain.md §8.3, 4 and 8). */
const FIRST = { ordered: 'transfer', lifted: 'return-home' } as const;

/** A notice to exactly the households of the list, of the own area for a committee; it is signed and issued as any other. */
export function NotifySheet({
  id,
  transfer,
  onClose,
}: {
  readonly id: string;
  readonly transfer: TransferState;
  readonly onClose: () => void;
}) {
  const { words, language } = useSpeech();
  const w = words.transfer;
  const act = useAct();
  const desk = useDesk();
  const actor = useActor();
  const { district } = useDistrict();
  const response = standingResponse(useShown(60_000).state);
  const templates = district.noticeTemplates;
  const first = FIRST[transfer.phase === 'lifted' ? 'lifted' : 'ordered'];
  const [template, setTemplate] = useState(
    templates.some((one) => one.id === first) ? first : (templates[0]?.id ?? ''),
  );
  const fields = templates.find((one) => one.id === template)?.fields ?? [];
  const households = Object.values(transfer.list)
    .filter((row) => actor.area === undefined || row.committee === actor.area)
    .map((row) => row.household);
  const known: Readonly<Record<string, string | undefined>> = {
    文号: transfer.order,
    区指令: transfer.liftOrder ?? transfer.order,
    危险: transfer.title,
  };
  return (
    <Sheet title={`${transfer.phase === 'lifted' ? w.notifyReturn : w.notify} · ${transfer.title}`} onClose={onClose}>
      <p className="soft">{w.notifyNote}</p>
      <label className="field">
        <span>{words.notice.template}</span>
        <select className="input" name="template" value={template} onChange={(e) => setTemplate(e.target.value)}>
          {templates.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name[language]}
            </option>
          ))}
        </select>
      </label>
      <FieldsForm
        key={template}
        fields={fields.map((name) => ({ kind: 'line', name, label: name, value: known[name] }))}
        submit={words.notice.save}
        onCancel={onClose}
        onSubmit={async (answers) => {
          const notice = newId();
          const data = {
            template,
            fields: answers,
            level: response?.level ?? 'II',
            audience: { households },
            transfer: id,
            ...(response ? { response: response.key } : {}),
          };
          if (await act({ type: 'notice.compose', stream: `notice/${notice}`, data }, words.notice.save))
            desk.open('notices', notice);
        }}
      />
    </Sheet>
  );
}
