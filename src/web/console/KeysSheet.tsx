import { Sheet } from '../ui/parts/Sheet.tsx';
import { useSpeech } from '../ui/words/index.tsx';

export function KeysSheet({ onClose }: { readonly onClose: () => void }) {
  const { words } = useSpeech();
  const k = words.keys;
  const rows: readonly (readonly [string, string])[] = [
    ['/', k.find],
    ['J  K', k.walk],
    ['Enter', k.open],
    ['D', k.dispatch],
    ['G', k.map],
    ['R', k.report],
    ['N', k.notice],
    ['1 – 8', k.tabs],
    ['← →', k.time],
    ['Esc', k.escape],
    ['L', k.language],
    ['T', k.theme],
    ['M', k.mute],
    ['?', k.help],
  ];
  return (
    <Sheet title={k.title} onClose={onClose}>
      <dl className="keys">
        {rows.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split(/\s+/).map((one) => (
                <kbd key={one} className="key">
                  {one}
                </kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
