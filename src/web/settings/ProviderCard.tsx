import { useState } from 'react';
import type { ProviderAnswer } from '../../contract/providers.ts';
import { call } from '../ui/api.ts';
import { dayTime } from '../ui/format.ts';
import { FieldsForm } from '../ui/parts/FieldsForm.tsx';
import { useTeller } from '../ui/parts/Toasts.tsx';
import { useSpeech } from '../ui/words/index.tsx';
import { type ChannelCard, ProviderForm } from './ProviderForm.tsx';

type Trial = { readonly state: 'taken' | 'refused' | 'doubt'; readonly code?: string; readonly ref?: string };

/** One provider: what it is, whether it answers, and what can be done with it. */
export function ProviderCard({
  provider,
  cards,
  tenant,
  onChanged,
}: {
  readonly provider: ProviderAnswer;
  readonly cards: readonly ChannelCard[];
  readonly tenant: string;
  readonly onChanged: () => void;
}) {
  const { words, language } = useSpeech();
  const teller = useTeller();
  const [doing, setDoing] = useState<'edit' | 'test'>();
  const [trial, setTrial] = useState<Trial>();
  const card = cards.find(({ id }) => id === provider.channel);
  const remove = async (): Promise<void> => {
    const answer = await call(`/providers/${provider.id}`, { method: 'DELETE' });
    if (!answer.ok) return teller.refused(answer.trouble[language], answer.trouble.todo[language]);
    teller.done(words.settings.removed);
    onChanged();
  };
  const test = async (to: string): Promise<void> => {
    setTrial(undefined);
    const answer = await call<Trial>(`/providers/${provider.id}/test`, { body: { to } });
    if (!answer.ok) return teller.refused(answer.trouble[language], answer.trouble.todo[language]);
    setTrial(answer.value);
  };
  return (
    <li className="provider">
      <div className="row">
        <span className="provider-place num" title={words.settings.place}>
          {provider.place}
        </span>
        <div className="grow">
          <strong>{provider.name}</strong>
          <div className="soft">
            {card &&
              `${words.settings.rung[card.kind]} · ${card.name[language]} · ${words.settings.receipts[card.receipts]}`}
          </div>
        </div>
        {provider.keyLost && <span className="tag late">{words.settings.keyLost}</span>}
        {provider.silentSince !== undefined && (
          <span className="tag late">{words.settings.silentSince(dayTime(language, provider.silentSince))}</span>
        )}
        <span className={provider.enabled ? 'tag intime' : 'tag'}>
          {provider.enabled ? words.settings.on : words.settings.off}
        </span>
        <button type="button" className="button" onClick={() => setDoing('test')}>
          {words.settings.test}
        </button>
        <button type="button" className="button" onClick={() => setDoing('edit')}>
          {words.settings.edit}
        </button>
        <button type="button" className="button quiet" onClick={() => void remove()}>
          {words.settings.remove}
        </button>
      </div>
      {provider.keyLost && <p className="late-ink">{words.settings.keyLostTodo}</p>}
      {card && (card.receipts === 'push' || card.receipts === 'both') && (
        <div className="soft provider-door">
          {words.settings.receiptDoor}: <code>{`${location.origin}/api/v1/receipts/${tenant}/${provider.id}`}</code>
        </div>
      )}
      {doing === 'test' && (
        <FieldsForm
          fields={[{ kind: 'line', name: 'to', label: words.settings.testTo }]}
          submit={words.settings.test}
          onSubmit={({ to = '' }) => test(to)}
          onCancel={() => setDoing(undefined)}
        />
      )}
      {trial && (
        <p role="status" className={trial.state === 'taken' ? 'trial good' : 'trial bad'}>
          {trial.state === 'taken'
            ? words.settings.taken(trial.ref ?? '')
            : trial.state === 'refused'
              ? words.settings.refused(trial.code ?? '')
              : words.settings.doubt}
        </p>
      )}
      {doing === 'edit' && (
        <ProviderForm
          cards={cards}
          provider={provider}
          onDone={() => {
            setDoing(undefined);
            onChanged();
          }}
          onCancel={() => setDoing(undefined)}
        />
      )}
    </li>
  );
}
