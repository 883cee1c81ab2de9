import { type FormEvent, useState } from 'react';
import type { SessionAnswer } from '../../contract/session.ts';
import { call, type Trouble } from '../ui/api.ts';
import { useSpeech } from '../ui/words/index.tsx';

/** A one-time password opens nothing but this form. */
export function ChangePassword({ onDone }: { readonly onDone: (session: SessionAnswer) => void }) {
  const { words, language } = useSpeech();
  const [trouble, setTrouble] = useState<Trouble>();
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setTrouble(undefined);
    const changed = await call('/session/password', { body: { old: form.get('old'), new: form.get('new') } });
    if (!changed.ok) return setTrouble(changed.trouble);
    const session = await call<SessionAnswer>('/session');
    if (session.ok) onDone(session.value);
    else setTrouble(session.trouble);
  };
  return (
    <form className="stack district-card open district-body" onSubmit={(e) => void submit(e)}>
      <strong>{words.entry.change}</strong>
      <label className="field">
        <span>{words.entry.oldPassword}</span>
        <input className="input" name="old" type="password" autoComplete="current-password" required />
      </label>
      <label className="field">
        <span>
          {words.entry.newPassword} <small className="muted">{words.entry.passwordRule}</small>
        </span>
        <input className="input" name="new" type="password" autoComplete="new-password" required />
      </label>
      {trouble && (
        <p className="late-ink" role="alert">
          {trouble[language]} {trouble.todo[language]}
        </p>
      )}
      <button type="submit" className="button main">
        {words.entry.changeDo}
      </button>
    </form>
  );
}
