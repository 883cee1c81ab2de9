import { useState } from 'react';
import type { z } from 'zod';
import type { cardAnswer, ProviderAnswer, ProviderBody } from '../../contract/providers.ts';
import { call } from '../ui/api.ts';
import { type Answers, type Field, FieldsForm } from '../ui/parts/FieldsForm.tsx';
import { useTeller } from '../ui/parts/Toasts.tsx';
import { useSpeech } from '../ui/words/index.tsx';

export type ChannelCard = z.infer<typeof cardAnswer>;

/** The form of one provider, drawn from the card of its channel. */
export function ProviderForm({
  cards,
  provider,
  taken = [],
  onDone,
  onCancel,
}: {
  readonly cards: readonly ChannelCard[];
  /** The one that is changed; a new one without. */
  readonly provider?: ProviderAnswer;
  readonly taken?: readonly string[];
  readonly onDone: () => void;
  readonly onCancel: () => void;
}) {
  const { words, language } = useSpeech();
  const teller = useTeller();
  const [channel, setChannel] = useState(provider?.channel ?? cards[0]?.id ?? '');
  const card = cards.find(({ id }) => id === channel);
  if (!card) return null;
  const set = (key: string): string | undefined => {
    const value = provider?.channel === channel ? provider.settings[key] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const fields: Field[] = [
    { kind: 'line', name: 'name', label: words.settings.name, value: provider?.name ?? card.name[language] },
    ...(provider
      ? []
      : [
          {
            kind: 'line' as const,
            name: 'id',
            label: words.settings.id,
            placeholder: words.settings.idHint,
            value: freeId(card.id, taken),
          },
        ]),
    {
      kind: 'number',
      name: 'place',
      label: words.settings.place,
      value: provider?.place ?? taken.length + 1,
      min: 0,
      max: 99,
    },
    ...card.fields.map((field) => fieldOf(field)),
    { kind: 'yes', name: 'enabled', label: words.settings.on, value: provider?.enabled ?? true },
  ];
  function fieldOf(field: ChannelCard['fields'][number]): Field {
    const label = field.words[language];
    const hint = field.hint?.[language];
    const known = provider?.channel === channel && provider.settings[field.key] !== undefined;
    const named = {
      name: `s:${field.key}`,
      label: hint ? `${label} — ${hint}` : label,
      optional: !field.required || undefined,
    };
    switch (field.type) {
      case 'secret':
      case 'pem':
        return {
          ...named,
          kind: 'secret',
          lines: field.type === 'pem',
          ...(known ? { optional: true, placeholder: words.settings.secretKept } : {}),
        };
      case 'choice':
        return {
          ...named,
          kind: 'choice',
          options: (field.choices ?? []).map((value) => ({ value, label: value })),
          value: set(field.key) ?? field.default,
        };
      default:
        return { ...named, kind: 'line', value: set(field.key), placeholder: field.default };
    }
  }
  const save = async (answers: Answers): Promise<void> => {
    const settings: Record<string, string> = {};
    for (const { key } of card.fields) {
      const value = answers[`s:${key}`];
      if (value) settings[key] = value;
    }
    const body: ProviderBody = {
      channel,
      name: answers['name'] ?? '',
      settings,
      place: Number(answers['place'] || 0),
      enabled: answers['enabled'] === 'yes',
    };
    const answer = await call<ProviderAnswer>(`/providers/${provider?.id ?? answers['id']}`, { method: 'PUT', body });
    if (!answer.ok) return teller.refused(answer.trouble[language], answer.trouble.todo[language]);
    teller.done(words.settings.saved);
    onDone();
  };
  return (
    <section className="provider-form stack">
      {!provider && (
        <label className="field">
          <span className="soft">{words.settings.channel}</span>
          <select className="input" value={channel} onChange={(e) => setChannel(e.target.value)}>
            {cards.map((one) => (
              <option key={one.id} value={one.id}>
                {words.settings.rung[one.kind]} · {one.name[language]}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className="soft">{card.about[language]}</p>
      <FieldsForm key={channel} fields={fields} submit={words.common.save} onSubmit={save} onCancel={onCancel} />
    </section>
  );
}

function freeId(channel: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? channel : `${channel}-${n}`;
    if (!taken.includes(id)) return id;
  }
}
