import { ArrowRight, FlaskConical, ShieldCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { DistrictList, SessionAnswer } from '../../contract/session.ts';
import { call, type Trouble } from '../ui/api.ts';
import { useTeller } from '../ui/parts/Toasts.tsx';
import { useSpeech } from '../ui/words/index.tsx';

type Listed = DistrictList['districts'][number];

export function DistrictCard({
  district,
  open,
  onOpen,
  onEnter,
}: {
  readonly district: Listed;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onEnter: (session: SessionAnswer) => void;
}) {
  const { words, name } = useSpeech();
  const [other, setOther] = useState(false);
  const isDrill = district.mode === 'drill';
  const note = isDrill ? words.entry.drillNote : district.setup ? words.entry.waiting : words.entry.realNote;
  return (
    <section className={open ? 'district-card open' : 'district-card'}>
      <button type="button" className="district-head" aria-expanded={open} onClick={onOpen}>
        {isDrill ? <FlaskConical size={20} /> : <ShieldCheck size={20} />}
        <span className="grow">
          <strong>{name(district.name)}</strong>
          <span className="soft">{note}</span>
        </span>
        <span className={isDrill ? 'tag near' : 'tag intime'}>{isDrill ? words.entry.drill : words.entry.real}</span>
      </button>
      {open && (
        <div className="district-body">
          {district.setup ? (
            <SetUp tenant={district.id} onMade={onEnter} />
          ) : district.drill && !other ? (
            <>
              <p className="soft">{words.entry.enterAsNote}</p>
              <div className="roles">
                {oneOfEach(district.drill.accounts).map((account) => (
                  <OneClick
                    key={account.login}
                    tenant={district.id}
                    account={account}
                    password={district.drill?.password ?? ''}
                    onEnter={onEnter}
                  />
                ))}
              </div>
              <AnyPost tenant={district.id} drill={district.drill} onEnter={onEnter} />
              <button type="button" className="button quiet small" onClick={() => setOther(true)}>
                {words.entry.otherAccount}
              </button>
            </>
          ) : (
            <SignIn tenant={district.id} onEnter={onEnter} />
          )}
        </div>
      )}
    </section>
  );
}

interface Account {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
}
/** The posts that somebody would try first, in the order of the loop; the rest are in the list below. */
const FIRST = [
  'commander',
  'shift-leader',
  'intake',
  'dispatcher',
  'supervisor',
  'handler',
  'committee',
  'observer',
  'admin',
];
function oneOfEach(accounts: readonly Account[]): readonly Account[] {
  // Who holds that role alone shows it best.
  return FIRST.flatMap(
    (role) =>
      accounts.filter((one) => one.roles.includes(role)).toSorted((a, b) => a.roles.length - b.roles.length)[0] ?? [],
  );
}

/** Anybody of the drill: every post of every unit, found by typing. */
function AnyPost({
  tenant,
  drill,
  onEnter,
}: {
  readonly tenant: string;
  readonly drill: { readonly password: string; readonly accounts: readonly Account[] };
  readonly onEnter: (session: SessionAnswer) => void;
}) {
  const { words } = useSpeech();
  const [login, setLogin] = useState('');
  const account = drill.accounts.find((one) => one.login === login);
  return (
    <div className="row any-post">
      <select
        className="input"
        aria-label={words.entry.anyPost}
        value={login}
        onChange={(e) => setLogin(e.target.value)}
      >
        <option value="">{words.entry.anyPost}</option>
        {drill.accounts.map((one) => (
          <option key={one.login} value={one.login}>
            {one.login} · {one.name} · {one.roles.map((role) => words.entry.role[role] ?? role).join(' ')}
          </option>
        ))}
      </select>
      {account && <OneClick tenant={tenant} account={account} password={drill.password} onEnter={onEnter} />}
    </div>
  );
}

function OneClick({
  tenant,
  account,
  password,
  onEnter,
}: {
  readonly tenant: string;
  readonly account: Account;
  readonly password: string;
  readonly onEnter: (session: SessionAnswer) => void;
}) {
  const { words, language } = useSpeech();
  const { refused } = useTeller();
  const [busy, setBusy] = useState(false);
  const enter = (): void => {
    setBusy(true);
    void call<SessionAnswer>('/session', { body: { tenant, login: account.login, password } }).then((answer) => {
      setBusy(false);
      if (answer.ok) onEnter(answer.value);
      else refused(answer.trouble[language], answer.trouble.todo[language]);
    });
  };
  return (
    <button type="button" className="role-button" onClick={enter} disabled={busy} data-login={account.login}>
      <span className="grow">
        <strong>{account.roles.map((role) => words.entry.role[role] ?? role).join(' · ')}</strong>
        <span className="soft cut">{account.name}</span>
      </span>
      <ArrowRight size={17} />
    </button>
  );
}

function Wrong({ trouble }: { readonly trouble: Trouble | undefined }) {
  const { language } = useSpeech();
  if (!trouble) return null;
  return (
    <p className="late-ink" role="alert">
      {trouble[language]} {trouble.todo[language]}
    </p>
  );
}

function SignIn({ tenant, onEnter }: { readonly tenant: string; readonly onEnter: (session: SessionAnswer) => void }) {
  const { words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setTrouble(undefined);
    void call<SessionAnswer>('/session', {
      body: { tenant, login: form.get('login'), password: form.get('password') },
    }).then((answer) => {
      setBusy(false);
      if (answer.ok) onEnter(answer.value);
      else setTrouble(answer.trouble);
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <label className="field">
        <span>{words.entry.account}</span>
        <input className="input" name="login" autoComplete="username" required />
      </label>
      <label className="field">
        <span>{words.entry.password}</span>
        <input className="input" name="password" type="password" autoComplete="current-password" required />
      </label>
      <Wrong trouble={trouble} />
      <button type="submit" className="button main" disabled={busy}>
        {busy ? words.entry.signingIn : words.entry.signIn}
      </button>
    </form>
  );
}

function SetUp({ tenant, onMade }: { readonly tenant: string; readonly onMade: (session: SessionAnswer) => void }) {
  const { words } = useSpeech();
  const { done } = useTeller();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setTrouble(undefined);
    const body = {
      tenant,
      code: form.get('code'),
      login: form.get('login'),
      name: form.get('name'),
      password: form.get('password'),
    };
    void call<SessionAnswer>('/setup', { body }).then((answer) => {
      setBusy(false);
      if (!answer.ok) return setTrouble(answer.trouble);
      done(words.entry.madeAdmin);
      onMade(answer.value);
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="soft">{words.entry.setupNote}</p>
      <label className="field">
        <span>{words.entry.code}</span>
        <input className="input" name="code" autoComplete="off" required />
      </label>
      <div className="pair">
        <label className="field">
          <span>{words.entry.account}</span>
          <input className="input" name="login" autoComplete="username" required />
        </label>
        <label className="field">
          <span>{words.entry.name}</span>
          <input className="input" name="name" autoComplete="name" required />
        </label>
      </div>
      <label className="field">
        <span>
          {words.entry.newPassword} <small className="muted">{words.entry.passwordRule}</small>
        </span>
        <input className="input" name="password" type="password" autoComplete="new-password" required />
      </label>
      <Wrong trouble={trouble} />
      <button type="submit" className="button main" disabled={busy}>
        {words.entry.create}
      </button>
    </form>
  );
}
