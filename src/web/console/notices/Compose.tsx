import { useEffect, useMemo, useState } from 'react';
import type { AudienceSpec, HeadCount } from '../../../domain/notices/index.ts';
import type { Household, Level } from '../../../domain/places/index.ts';
import { LEVELS } from '../../../domain/responses/index.ts';
import { useAct } from '../../ui/act.ts';
import { call, newId, type Trouble } from '../../ui/api.ts';
import { standingResponse } from '../../ui/derive/standing.ts';
import { count } from '../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

const FLOORS: readonly Household['floorKind'][] = ['semi-basement', 'ground', 'middle', 'top'];

/** What, to whom, to how many: the head-count moves while the audience is chosen. */
export function Compose() {
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
  const [level, setLevel] = useState<Level>(response?.level ?? 'IV');
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const [committees, setCommittees] = useState<readonly string[]>(actor.area ? [actor.area] : []);
  const [floorKinds, setFloors] = useState<readonly Household['floorKind'][]>([]);
  const [tags, setTags] = useState<readonly string[]>([]);
  const [head, setHead] = useState<HeadCount>();
  const [trouble, setTrouble] = useState<Trouble>();
  const template = templates.find((one) => one.id === templateId);
  const spec = useMemo<AudienceSpec>(
    () => ({
      ...(committees.length ? { committees } : { everyone: true }),
      ...(floorKinds.length ? { floorKinds } : {}),
      ...(tags.length ? { tags } : {}),
    }),
    [committees, floorKinds, tags],
  );
  useEffect(() => {
    let left = false;
    const timer = setTimeout(() => {
      void call<HeadCount>('/notices/head-count', { body: { audience: spec } }).then((answer) => {
        if (left) return;
        setHead(answer.ok ? answer.value : undefined);
        setTrouble(answer.ok ? undefined : answer.trouble);
      });
    }, 150);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [spec]);
  const body = template
    ? template.body[language].replace(/\{([^{}]+)\}/g, (whole, name: string) => fields[name]?.trim() || whole)
    : '';
  const missing = template?.fields.filter((name) => !fields[name]?.trim()) ?? [];
  const toggle = <T,>(list: readonly T[], one: T): readonly T[] =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
  const tagWords = Object.entries(district.district.words ?? {}).filter(([key]) => key.startsWith('tag.'));
  const send = async (): Promise<void> => {
    const id = newId();
    const done = await act(
      {
        type: 'notice.compose',
        stream: `notice/${id}`,
        data: { template: templateId, fields, level, audience: spec, ...(response ? { response: response.id } : {}) },
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
            <select className="input" value={level} onChange={(e) => setLevel(e.target.value as Level)}>
              {LEVELS.map((one) => (
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
      <section className="card stack">
        <h2>{w.audience}</h2>
        <fieldset className="many">
          <legend className="soft">{w.committees}</legend>
          <div className="row wrap">
            <button
              type="button"
              className="button small"
              aria-pressed={committees.length === 0}
              onClick={() => setCommittees([])}
            >
              {w.everyone}
            </button>
            {district.district.committees.map((row) => (
              <button
                key={row.id}
                type="button"
                className="button small"
                aria-pressed={committees.includes(row.id)}
                onClick={() => setCommittees(toggle(committees, row.id))}
              >
                {row.name[language]}
              </button>
            ))}
          </div>
        </fieldset>
        <fieldset className="many">
          <legend className="soft">{w.floors}</legend>
          <div className="row wrap">
            {FLOORS.map((floor) => (
              <button
                key={floor}
                type="button"
                className="button small"
                aria-pressed={floorKinds.includes(floor)}
                onClick={() => setFloors(toggle(floorKinds, floor))}
              >
                {w.floorKind[floor]}
              </button>
            ))}
          </div>
        </fieldset>
        {tagWords.length > 0 && (
          <fieldset className="many">
            <legend className="soft">{w.tags}</legend>
            <div className="row wrap">
              {tagWords.map(([key, name]) => {
                const tag = key.slice(4);
                return (
                  <button
                    key={key}
                    type="button"
                    className="button small"
                    aria-pressed={tags.includes(tag)}
                    onClick={() => setTags(toggle(tags, tag))}
                  >
                    {name[language]}
                  </button>
                );
              })}
            </div>
          </fieldset>
        )}
        <div className="head-count" role="status">
          <span className="soft">{w.head}</span>
          {head ? (
            <strong>
              {head.households > 0
                ? w.headNote(
                    count(language, head.households),
                    count(language, head.people),
                    count(language, head.stairwells),
                  )
                : w.headEmpty}
            </strong>
          ) : (
            <strong className="muted">{trouble ? trouble[language] : words.common.loading}</strong>
          )}
          {head && head.households > (district.district.settings['secondSignatureFrom'] ?? 0) && (
            <span className="near-ink">{w.signNote}</span>
          )}
        </div>
        <div className="row">
          <button type="submit" className="button main" disabled={missing.length > 0 || head?.households === 0}>
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
    </form>
  );
}
