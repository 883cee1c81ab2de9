import { useMemo, useState } from 'react';
import type { NoticeLevel } from '../../../domain/places/index.ts';
import { LEVELS } from '../../../domain/responses/index.ts';
import { useAct } from '../../ui/act.ts';
import { newId } from '../../ui/api.ts';
import { standingResponse } from '../../ui/derive/standing.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';
import { AudiencePicker } from './audience/AudiencePicker.tsx';
import { type Chosen, nothingChosen, specOf, unfitDraft } from './audience/chosen.ts';
import { HeadCount } from './audience/HeadCount.tsx';
import { useHeadCount } from './audience/headCount.ts';
import { LadderPlan } from './LadderPlan.tsx';
import { filledIn, SmsPrice } from './SmsPrice.tsx';

const NOTICE_LEVELS: readonly NoticeLevel[] = ['ORDINARY', ...LEVELS];

/**
 * What, to whom, to how many: the head-count moves while the audience is chosen.
 * `earlier`: the notice whose unconfirmed households are meant.
 */
export function Compose({ earlier }: { readonly earlier?: string }) {
  const { words, language } = useSpeech();
  const w = words.notice;
  const act = useAct();
  const desk = useDesk();
  const actor = useActor();
  const district = useDistrict();
  const shown = useShown(60_000);
  const response = standingResponse(shown.state);
  const templates = district.district.noticeTemplates;
  const [templateId, setTemplate] = useState(templates[0]?.id ?? '');
  const [level, setLevel] = useState<NoticeLevel>(response?.level ?? 'ORDINARY');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const [chosen, setChosen] = useState<Chosen>(() => nothingChosen(actor.area, earlier));
  const template = templates.find((one) => one.id === templateId);
  const spec = useMemo(() => specOf(chosen), [chosen]);
  const unfit = unfitDraft(chosen);
  const { head, trouble, stale } = useHeadCount(spec);
  const body = template ? filledIn(template.body[language], fields) : '';
  const missing = template?.fields.filter((name) => !fields[name]?.trim()) ?? [];
  const send = async (): Promise<void> => {
    const id = newId();
    const done = await act(
      {
        type: 'notice.compose',
        stream: `notice/${id}`,
        data: {
          template: templateId,
          fields,
          level,
          audience: spec,
          ...(response ? { response: response.id } : {}),
          ...(chosen.earlier ? { follows: { notice: chosen.earlier, as: 'reminder' } } : {}),
        },
      },
      w.save,
    );
    if (done) desk.open('notices', id);
  };
  return (
    <form
      className="compose"
      aria-label={w.compose}
      onSubmit={(e) => {
        e.preventDefault();
        void send();
      }}
    >
      <div className="message">
        <section className="card stack">
          <h2>{w.compose}</h2>
          <div className="pair">
            <label className="field">
              <span>{w.template}</span>
              <select
                className="input"
                value={templateId}
                onChange={(e) => {
                  setTemplate(e.target.value);
                  setFields({});
                }}
              >
                {templates.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name[language]}
                  </option>
                ))}
              </select>
            </label>
            <label className="field">
              <span>{w.level}</span>
              <select
                className="input"
                name="level"
                value={level}
                onChange={(e) => setLevel(e.target.value as NoticeLevel)}
              >
                {NOTICE_LEVELS.map((one) => (
                  <option key={one} value={one}>
                    {words.level[one]}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <div className="pair">
            {template?.fields.map((name) => (
              <label key={name} className="field">
                <span>{name}</span>
                <input
                  className="input"
                  name={name}
                  value={fields[name] ?? ''}
                  maxLength={200}
                  required
                  onChange={(e) => setFields({ ...fields, [name]: e.target.value })}
                />
              </label>
            ))}
          </div>
          <div>
            <span className="soft">{w.preview}</span>
            <p className="notice-text">{body}</p>
          </div>
        </section>
        <section className="card stack" aria-label={w.head}>
          <HeadCount head={head} trouble={trouble} stale={stale} />
          {template && <SmsPrice template={template} fields={fields} level={level} head={stale ? undefined : head} />}
          <LadderPlan level={level} head={stale ? undefined : head} />
          <div className="row">
            <button
              type="submit"
              className="button main"
              disabled={missing.length > 0 || unfit !== undefined || stale || !head?.households}
            >
              {w.save}
            </button>
            <button type="button" className="button quiet" onClick={() => desk.open('notices')}>
              {words.common.cancel}
            </button>
            {missing.length > 0 && (
              <span className="muted">
                {w.needsField}：{missing.join('、')}
              </span>
            )}
          </div>
        </section>
      </div>
      <AudiencePicker chosen={chosen} onChange={(change) => setChosen({ ...chosen, ...change })} />
    </form>
  );
}
