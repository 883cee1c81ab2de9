import { CircleHelp, Languages, LogOut, Monitor, Moon, Sun, UserRound, Volume2, VolumeX } from 'lucide-react';
import { useMemo } from 'react';
import { call, keepCsrf } from '../../ui/api.ts';
import { personName } from '../../ui/derive/names.ts';
import { signedOn } from '../../ui/derive/standing.ts';
import { useDistrict, useSession, useShown } from '../../ui/live/LiveProvider.tsx';
import { Popover } from '../../ui/parts/Popover.tsx';
import { go } from '../../ui/route.ts';
import { setTheme, useTheme } from '../../ui/theme.ts';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';
import type { Sounds } from '../sounds.ts';
import { ClockBox } from './ClockBox.tsx';
import { LevelBox } from './LevelBox.tsx';
import { LinkState } from './LinkState.tsx';

export function TopBar({ sounds, onHelp }: { readonly sounds: Sounds; readonly onHelp: () => void }) {
  const { words, name, language, switchLanguage } = useSpeech();
  const session = useSession();
  const { district } = useDistrict();
  const theme = useTheme();
  const isDrill = session.tenant.mode === 'drill';
  const leave = (): void => {
    void call('/session', { method: 'DELETE' }).then(() => {
      keepCsrf(undefined);
      go('/');
    });
  };
  return (
    <header className="top-bar">
      <a
        className="home"
        href="/"
        onClick={(e) => {
          e.preventDefault();
          go('/');
        }}
      >
        <strong>{name(district.name)}</strong>
      </a>
      {isDrill && (
        <span className="drill-tag" title={words.common.syntheticLong}>
          {words.bar.drillBanner} · {words.common.synthetic}
        </span>
      )}
      <ClockBox />
      <LevelBox />
      <DutyBox />
      <LinkState />
      <span className="top-tools">
        <button
          type="button"
          className="button quiet square"
          onClick={sounds.toggle}
          aria-label={sounds.on ? words.bar.mute : words.bar.unmute}
          title={`${sounds.on ? words.bar.mute : words.bar.unmute} (M)`}
        >
          {sounds.on ? <Volume2 size={18} /> : <VolumeX size={18} />}
        </button>
        <button
          type="button"
          className="button quiet square"
          onClick={switchLanguage}
          aria-label={words.common.language}
          title={`${words.common.language} (L)`}
        >
          <Languages size={18} />
        </button>
        <button
          type="button"
          className="button quiet square"
          onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
          aria-label={words.common.theme}
          title={`${words.common.theme} (T)`}
        >
          {theme === 'dark' ? <Sun size={18} /> : <Moon size={18} />}
        </button>
        <button
          type="button"
          className="button quiet square"
          onClick={onHelp}
          aria-label={words.bar.help}
          title={`${words.bar.help} (?)`}
        >
          <CircleHelp size={18} />
        </button>
        <Popover label={words.bar.menu} align="right" className="button quiet square" button={<UserRound size={18} />}>
          {() => (
            <div className="stack">
              <div>
                <strong>{session.name}</strong>
                <div className="soft">
                  {session.roles.map((role) => words.entry.role[role] ?? role).join(language === 'zh' ? '、' : ', ')}
                </div>
              </div>
              <button type="button" className="button" onClick={() => go('/wall')}>
                <Monitor size={16} />
                {words.bar.wall}
              </button>
              <button type="button" className="button" onClick={leave}>
                <LogOut size={16} />
                {words.entry.signOut}
              </button>
            </div>
          )}
        </Popover>
      </span>
    </header>
  );
}

function DutyBox() {
  const { words, language } = useSpeech();
  const district = useDistrict();
  const desk = useDesk();
  const { state, revision } = useShown(60_000);
  const shifts = useMemo(() => signedOn(state), [state, revision]);
  const leader = shifts.find((shift) => shift.role === 'leader');
  const label = { leader: words.bar.leader, officer: words.bar.officer, standby: words.bar.standby };
  return (
    <Popover
      label={words.bar.duty}
      align="right"
      className="button quiet duty-box"
      button={
        <>
          <span className={leader ? 'dot intime' : 'dot late'} />
          <span className="cut">{shifts.length ? `${words.bar.duty} ${shifts.length}` : words.bar.nobody}</span>
        </>
      }
    >
      {(close) => (
        <div className="stack">
          {shifts.length === 0 && <span className="muted">{words.bar.nobody}</span>}
          {shifts.slice(0, 12).map((shift) => (
            <div key={shift.id} className="row">
              <span className="tag">{label[shift.role]}</span>
              <span className="grow">{personName(state, district, shift.person, language, words)}</span>
            </div>
          ))}
          <button
            type="button"
            className="button"
            onClick={() => {
              close();
              desk.open('duty');
            }}
          >
            {words.duty.title}
          </button>
        </div>
      )}
    </Popover>
  );
}
