import { useEffect, useState } from 'react';
import type { DistrictList, SessionAnswer } from '../../contract/session.ts';
import { call, keepCsrf, type Trouble } from '../ui/api.ts';
import { useKeys } from '../ui/keys.ts';
import { Hollow } from '../ui/parts/Hollow.tsx';
import { TroubleNote } from '../ui/parts/TroubleNote.tsx';
import { go, useAddress } from '../ui/route.ts';
import { currentTheme, setTheme } from '../ui/theme.ts';
import { useSpeech } from '../ui/words/index.tsx';
import { ChangePassword } from './ChangePassword.tsx';
import { DistrictCard } from './DistrictCard.tsx';
import { Mark } from './Mark.tsx';
import './entry.css';

const mayRead = (session: SessionAnswer): boolean =>
  session.capabilities.includes('read-screen') || !session.capabilities.includes('administer');

/** The first page: which district, and as whom. */
export default function Entry() {
  const { words, language, switchLanguage } = useSpeech();
  const { query } = useAddress();
  const [list, setList] = useState<DistrictList>();
  const [trouble, setTrouble] = useState<Trouble>();
  const [session, setSession] = useState<SessionAnswer>();
  const [chosen, setChosen] = useState<string>();
  const ask = (): void => {
    setTrouble(undefined);
    void call<DistrictList>('/districts').then((answer) =>
      answer.ok ? setList(answer.value) : setTrouble(answer.trouble),
    );
    void call<SessionAnswer>('/session').then((answer) => {
      if (!answer.ok) return;
      keepCsrf(answer.value);
      setSession(answer.value);
    });
  };
  useEffect(ask, []);
  useEffect(() => {
    document.title = words.product;
  }, [words]);
  useKeys({ l: switchLanguage });

  const enter = (opened: SessionAnswer): void => {
    keepCsrf(opened);
    setSession(opened);
    if (!opened.mustChange) go(query.get('back') ?? (mayRead(opened) ? '/console' : '/settings'));
  };
  const signOut = (): void => {
    void call('/session', { method: 'DELETE' }).then(() => {
      keepCsrf(undefined);
      setSession(undefined);
    });
  };
  const districts = list?.districts ?? [];
  return (
    <div className="entry">
      <header className="entry-bar">
        <span className="grow" />
        <button
          type="button"
          className="button quiet"
          onClick={() => setTheme(currentTheme() === 'dark' ? 'light' : 'dark')}
        >
          {words.common.theme}
        </button>
        <button
          type="button"
          className="button quiet"
          onClick={switchLanguage}
          lang={language === 'zh' ? 'en' : 'zh-CN'}
        >
          {language === 'zh' ? 'English' : '中文'}
        </button>
      </header>
      <main className="entry-main">
        <div className="entry-head">
          <Mark />
          <div>
            <h1>{words.product}</h1>
            <p className="soft">{words.entry.lead}</p>
          </div>
        </div>
        {session?.mustChange ? (
          <ChangePassword onDone={(fresh) => enter(fresh)} />
        ) : trouble ? (
          <TroubleNote trouble={trouble} onRetry={ask} />
        ) : !list ? (
          <Hollow title={words.entry.loading} />
        ) : districts.length === 0 ? (
          <Hollow title={words.entry.none} />
        ) : (
          <>
            {session && (
              <div className="entry-session row">
                <span className="grow">
                  {session.tenant.name[language]} · {session.name} ·{' '}
                  {session.roles.map((role) => words.entry.role[role] ?? role).join('、')}
                </span>
                <button type="button" className="button quiet" onClick={signOut}>
                  {words.entry.signOut}
                </button>
                {session.capabilities.includes('keep-roll') && (
                  <button type="button" className="button" onClick={() => go('/roll')}>
                    {words.roll.title}
                  </button>
                )}
                {session.capabilities.includes('administer') && (
                  <button type="button" className="button" onClick={() => go('/settings')}>
                    {words.settings.open}
                  </button>
                )}
                <button type="button" className="button" onClick={() => go('/wall')}>
                  {words.entry.openWall}
                </button>
                <button type="button" className="button main" onClick={() => go('/console')}>
                  {words.entry.openConsole}
                </button>
              </div>
            )}
            <h2 className="entry-choose">{words.entry.choose}</h2>
            <div className="entry-districts">
              {districts.map((district) => (
                <DistrictCard
                  key={district.id}
                  district={district}
                  open={
                    chosen === undefined
                      ? district === (districts.find((d) => d.drill) ?? districts[0])
                      : chosen === district.id
                  }
                  onOpen={() => setChosen(district.id)}
                  onEnter={enter}
                />
              ))}
            </div>
          </>
        )}
      </main>
      <footer className="entry-foot">{words.entry.foot}</footer>
    </div>
  );
}
