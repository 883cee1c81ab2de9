import { Gate } from '../ui/Gate.tsx';
import { DeskProvider } from './desk.tsx';
import { Shell } from './Shell.tsx';
import './console.css';
import './console-tabs.css';

export default function Console() {
  return (
    <Gate>
      <DeskProvider>
        <Shell />
      </DeskProvider>
    </Gate>
  );
}
