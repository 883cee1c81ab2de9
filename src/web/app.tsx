import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/tokens.css';
import './ui/base.css';
import { ToastProvider } from './ui/parts/Toasts.tsx';
import { useAddress } from './ui/route.ts';
import { restoreTheme } from './ui/theme.ts';
import { SpeechProvider } from './ui/words/index.tsx';

// One chunk per screen: who opens the wall does not load the console.
const Entry = lazy(() => import('./entry/Entry.tsx'));
const Console = lazy(() => import('./console/Console.tsx'));
const Field = lazy(() => import('./field/Field.tsx'));
const Roll = lazy(() => import('./roll/Roll.tsx'));
const Settings = lazy(() => import('./settings/Settings.tsx'));
const Wall = lazy(() => import('./wall/Wall.tsx'));

const SCREENS: Readonly<Record<string, typeof Entry>> = {
  console: Console,
  field: Field,
  wall: Wall,
  roll: Roll,
  settings: Settings,
};

function Screens() {
  const { path } = useAddress();
  const Screen = SCREENS[path[0] ?? ''] ?? Entry;
  return (
    <Suspense fallback={null}>
      <Screen />
    </Suspense>
  );
}

restoreTheme();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <SpeechProvider>
      <ToastProvider>
        <Screens />
      </ToastProvider>
    </SpeechProvider>
  </StrictMode>,
);
