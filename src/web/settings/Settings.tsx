import { PlugZap } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ProviderAnswer } from '../../contract/providers.ts';
import type { SessionAnswer } from '../../contract/session.ts';
import { call, keepCsrf, type Trouble } from '../ui/api.ts';
import { useKeys } from '../ui/keys.ts';
import { Bones, Hollow } from '../ui/parts/Hollow.tsx';
import { TroubleNote } from '../ui/parts/TroubleNote.tsx';
import { go } from '../ui/route.ts';
import { useSpeech } from '../ui/words/index.tsx';
import { Open311Card } from './Open311Card.tsx';
import { ProviderCard } from './ProviderCard.tsx';
import { type ChannelCard, ProviderForm } from './ProviderForm.tsx';
import './settings.css';

/** The administrator's page: who sends what this district has to say. */
export default function Settings() {
  const { words, language, switchLanguage } = useSpeech();
  const [session, setSession] = useState<SessionAnswer>();
  const [cards, setCards] = useState<readonly ChannelCard[]>();
  const [providers, setProviders] = useState<readonly ProviderAnswer[]>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [adding, setAdding] = useState(false);
  useKeys({ l: switchLanguage });
  useEffect(() => {
    document.title = `${words.settings.title} · ${words.product}`;
  }, [words]);

  const load = async (): Promise<void> => {
    setTrouble(undefined);
    const opened = await call<SessionAnswer>('/session');
    if (!opened.ok) return opened.trouble.status === 401 ? go('/?back=/settings', true) : setTrouble(opened.trouble);
    keepCsrf(opened.value);
    setSession(opened.value);
    if (!opened.value.capabilities.includes('administer')) return;
    const [channels, list] = await Promise.all([
      call<{ channels: ChannelCard[] }>('/channels'),
      call<{ providers: ProviderAnswer[] }>('/providers'),
    ]);
    if (!channels.ok) return setTrouble(channels.trouble);
    if (!list.ok) return setTrouble(list.trouble);
    setCards(channels.value.channels);
    setProviders(list.value.providers);
  };
  useEffect(() => void load(), []);

  return (
    <div className="settings">
      <header className="settings-bar row">
        <h1>{words.settings.title}</h1>
        <span className="soft grow">{session && `${session.tenant.name[language]} · ${session.name}`}</span>
        <button
          type="button"
          className="button quiet"
          onClick={switchLanguage}
          lang={language === 'zh' ? 'en' : 'zh-CN'}
        >
          {language === 'zh' ? 'English' : '中文'}
        </button>
        <button type="button" className="button quiet" onClick={() => go('/')}>
          {words.common.back}
        </button>
      </header>
      <main className="settings-main stack">
        {trouble ? (
          <TroubleNote trouble={trouble} onRetry={() => void load()} />
        ) : session && !session.capabilities.includes('administer') ? (
          <Hollow title={words.settings.forAdmins} />
        ) : !providers || !cards ? (
          <Bones rows={6} />
        ) : (
          <>
            <div className="row">
              <h2 className="grow">{words.settings.providers}</h2>
              {!adding && (
                <button type="button" className="button main" onClick={() => setAdding(true)}>
                  {words.settings.add}
                </button>
              )}
            </div>
            <p className="soft">{words.settings.lead}</p>
            {adding && (
              <ProviderForm
                cards={cards}
                taken={providers.map(({ id }) => id)}
                onDone={() => {
                  setAdding(false);
                  void load();
                }}
                onCancel={() => setAdding(false)}
              />
            )}
            {providers.length === 0 && !adding ? (
              <Hollow icon={PlugZap} title={words.settings.none}>
                {words.settings.noneWhy}
              </Hollow>
            ) : (
              <ul className="provider-list">
                {providers.map((provider) => (
                  <ProviderCard
                    key={provider.id}
                    provider={provider}
                    cards={cards}
                    tenant={session?.tenant.id ?? ''}
                    onChanged={() => void load()}
                  />
                ))}
              </ul>
            )}
            <Open311Card tenant={session?.tenant.id ?? ''} />
          </>
        )}
      </main>
    </div>
  );
}
