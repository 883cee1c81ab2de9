import { useAct } from '../../ui/act.ts';
import { Sheet } from '../../ui/parts/Sheet.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { ListChoice } from './ListChoice.tsx';

/** Households that come onto the list later; those who are on it already stay as they are. */
export function AddSheet({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { words } = useSpeech();
  const w = words.transfer;
  const act = useAct();
  return (
    <Sheet title={w.add} wide onClose={onClose}>
      <div className="compose">
        <ListChoice>
          {({ spec, ready }) => (
            <button
              type="button"
              className="button main"
              data-transfer="add-do"
              disabled={!ready}
              onClick={() =>
                void act({ type: 'transfer.add', stream: `transfer/${id}`, data: { households: spec } }, w.add).then(
                  (done) => done && onClose(),
                )
              }
            >
              {w.add}
            </button>
          )}
        </ListChoice>
      </div>
    </Sheet>
  );
}
