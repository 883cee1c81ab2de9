import { useEffect, useState } from 'react';
import type { Open311Answer } from '../../contract/open311.ts';
import { type Answer, call, type Trouble } from '../ui/api.ts';
import { dayTime } from '../ui/format.ts';
import { type Answers, FieldsForm } from '../ui/parts/FieldsForm.tsx';
import { useTeller } from '../ui/parts/Toasts.tsx';
import { TroubleNote } from '../ui/parts/TroubleNote.tsx';
import { useSpeech } from '../ui/words/index.tsx';

/** The Open311 door: whether anybody may read, and which apps have a key. */
export function Open311Card({ tenant }: { readonly tenant: string }) {
  const { words, language } = useSpeech();
  const { open311 } = words.settings;
  const teller = useTeller();
  const [door, setDoor] = useState<Open311Answer>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<string>();
  const load = async (): Promise<void> => {
    const answer = await call<Open311Answer>('/open311');
    if (!answer.ok) return setTrouble(answer.trouble);
    setTrouble(undefined);
    setDoor(answer.value);
  };
  useEffect(() => void load(), []);
  const done = async (answer: Answer<unknown>, said: string): Promise<void> => {
    if (!answer.ok) return teller.refused(answer.trouble[language], answer.trouble.todo[language]);
    teller.done(said);
    await load();
  };
  const make = async ({ name = '', perMinute = '' }: Answers): Promise<void> => {
    const body = { name, perMinute: Number(perMinute) };
    const answer = await call<{ key: string }>('/open311/keys', { body });
    if (answer.ok) {
      setMade(answer.value.key);
      setAdding(false);
    }
    await done(answer, words.settings.saved);
  };
  const open = async (publicRead: boolean): Promise<void> =>
    done(await call('/open311', { method: 'PUT', body: { publicRead } }), words.settings.saved);
  const withdraw = async (id: string): Promise<void> =>
    done(await call(`/open311/keys/${id}`, { method: 'DELETE' }), open311.withdrawn);

  if (trouble) return <TroubleNote trouble={trouble} onRetry={() => void load()} />;
  if (!door) return null;
  return (
    <section className="provider open311 stack" aria-label={open311.title}>
      <div className="row">
        <h2 className="grow">{open311.title}</h2>
        {!adding && (
          <button type="button" className="button" onClick={() => setAdding(true)}>
            {open311.make}
          </button>
        )}
      </div>
      <p className="soft">{open311.lead}</p>
      <div className="soft provider-door">
        {open311.address}: <code>{`${location.origin}/open311/v2/services.json?jurisdiction_id=${tenant}`}</code>
      </div>
      <label className="row">
        <input type="checkbox" checked={door.publicRead} onChange={(e) => void open(e.target.checked)} />
        {open311.publicRead}
      </label>
      {adding && (
        <FieldsForm
          fields={[
            { kind: 'line', name: 'name', label: open311.name },
            { kind: 'number', name: 'perMinute', label: open311.perMinute, value: 60, min: 1, max: 6_000 },
          ]}
          submit={open311.make}
          onSubmit={make}
          onCancel={() => setAdding(false)}
        />
      )}
      {made && (
        <p role="status" className="provider-door">
          {open311.once} <code>{made}</code>
        </p>
      )}
      {door.keys.length === 0 ? (
        <p className="soft">{open311.none}</p>
      ) : (
        <ul className="provider-list">
          {door.keys.map((key) => (
            <li key={key.id} className="row">
              <div className="grow">
                <strong>{key.name}</strong>
                <div className="soft">
                  {open311.facts(
                    key.perMinute,
                    key.reports,
                    key.usedAt === null ? undefined : dayTime(language, key.usedAt),
                  )}
                </div>
              </div>
              {key.withdrawnAt === null ? (
                <button type="button" className="button quiet" onClick={() => void withdraw(key.id)}>
                  {open311.withdraw}
                </button>
              ) : (
                <span className="tag">{open311.withdrawn}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
