import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { fieldTime, fromFieldTime } from '../format.ts';
import { useSpeech } from '../words/index.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
}
interface Named {
  readonly name: string;
  readonly label: string;
  readonly optional?: boolean;
}
/** What one field asks. A form is a list of these; the answer is a record of strings by name. */
export type Field =
  | (Named & { readonly kind: 'line' | 'text'; readonly placeholder?: string; readonly value?: string })
  | (Named & { readonly kind: 'number'; readonly value?: number; readonly min?: number; readonly max?: number })
  | (Named & { readonly kind: 'time'; readonly value?: number })
  | (Named & { readonly kind: 'choice'; readonly options: readonly Option[]; readonly value?: string })
  | (Named & { readonly kind: 'many'; readonly options: readonly Option[]; readonly chosen?: readonly string[] })
  | (Named & { readonly kind: 'yes'; readonly value?: boolean })
  /** Typed unseen. A secret that is set already is kept when nothing is typed: `placeholder` says so. */
  | (Named & { readonly kind: 'secret'; readonly placeholder?: string; readonly lines?: boolean });

/** Answers by name: texts as typed, times as ms, several values joined by a line break. */
export type Answers = Readonly<Record<string, string>>;
export const many = (answer: string | undefined): readonly string[] =>
  answer ? answer.split('\n').filter(Boolean) : [];

export function FieldsForm({
  fields,
  submit,
  onSubmit,
  onCancel,
  grave = false,
}: {
  readonly fields: readonly Field[];
  readonly submit: string;
  /** True closes the form. */
  readonly onSubmit: (answers: Answers) => Promise<unknown>;
  readonly onCancel?: () => void;
  readonly grave?: boolean;
}) {
  const { words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }, []);
  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const answers: Record<string, string> = {};
    for (const field of fields) {
      const raw =
        field.kind === 'many' ? data.getAll(field.name).join('\n') : String(data.get(field.name) ?? '').trim();
      answers[field.name] = field.kind === 'time' && raw ? String(fromFieldTime(raw) ?? '') : raw;
    }
    setBusy(true);
    await onSubmit(answers);
    setBusy(false);
  };
  return (
    <form
      ref={form}
      className="fields-form stack"
      onSubmit={(e) => void send(e)}
      onKeyDown={(e) => {
        if (e.key === 'Escape' && onCancel) {
          e.stopPropagation();
          // A dialog round the form stays open.
          e.preventDefault();
          onCancel();
        }
        if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) form.current?.requestSubmit();
      }}
    >
      {fields.map((field) => (
        <FieldInput key={field.name} field={field} />
      ))}
      <div className="row">
        <button type="submit" className={grave ? 'button grave' : 'button main'} disabled={busy}>
          {submit}
        </button>
        {onCancel && (
          <button type="button" className="button quiet" onClick={onCancel}>
            {words.common.cancel}
          </button>
        )}
      </div>
    </form>
  );
}

function FieldInput({ field }: { readonly field: Field }) {
  const { words } = useSpeech();
  const id = useId();
  const required = !field.optional;
  if (field.kind === 'yes') {
    return (
      <label className="check">
        <input type="checkbox" name={field.name} value="yes" defaultChecked={field.value} />
        {field.label}
      </label>
    );
  }
  const label = (
    <label htmlFor={id} className="soft">
      {field.label} {field.optional && <span className="muted">({words.common.optional})</span>}
    </label>
  );
  if (field.kind === 'many') {
    return (
      <fieldset className="many">
        <legend className="soft">
          {field.label} {field.optional && <span className="muted">({words.common.optional})</span>}
        </legend>
        <div className="many-list">
          {field.options.map((option) => (
            <label key={option.value} className="check">
              <input
                type="checkbox"
                name={field.name}
                value={option.value}
                defaultChecked={field.chosen?.includes(option.value)}
              />
              {option.label}
            </label>
          ))}
        </div>
      </fieldset>
    );
  }
  return (
    <div className="field">
      {label}
      {field.kind === 'choice' ? (
        <select id={id} className="input" name={field.name} defaultValue={field.value ?? ''} required={required}>
          {(field.optional || field.value === undefined) && (
            <option value="" disabled={required}>
              {field.optional ? '—' : ''}
            </option>
          )}
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : field.kind === 'text' ? (
        <textarea
          id={id}
          className="input"
          name={field.name}
          defaultValue={field.value}
          placeholder={field.placeholder}
          maxLength={2_000}
          required={required}
        />
      ) : field.kind === 'secret' ? (
        <SecretInput id={id} field={field} required={required} />
      ) : field.kind === 'number' ? (
        <input
          id={id}
          className="input"
          name={field.name}
          type="number"
          inputMode="numeric"
          defaultValue={field.value}
          min={field.min}
          max={field.max}
          required={required}
        />
      ) : field.kind === 'time' ? (
        <input
          id={id}
          className="input"
          name={field.name}
          type="datetime-local"
          defaultValue={field.value === undefined ? undefined : fieldTime(field.value)}
          required={required}
        />
      ) : (
        <input
          id={id}
          className="input"
          name={field.name}
          defaultValue={field.value}
          placeholder={field.placeholder}
          maxLength={200}
          required={required}
          autoComplete="off"
        />
      )}
    </div>
  );
}

function SecretInput({
  id,
  field,
  required,
}: {
  readonly id: string;
  readonly field: Extract<Field, { kind: 'secret' }>;
  readonly required: boolean;
}) {
  const common = { id, className: 'input', name: field.name, placeholder: field.placeholder, required };
  return field.lines ? (
    <textarea {...common} maxLength={8_000} spellCheck={false} autoComplete="off" />
  ) : (
    <input {...common} type="password" maxLength={2_000} autoComplete="new-password" />
  );
}
