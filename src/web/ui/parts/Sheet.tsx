import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useSpeech } from '../words/index.tsx';

/** A dialog above the screen. The native element keeps the focus inside and gives it back. */
export function Sheet({
  title,
  wide,
  onClose,
  footer,
  children,
}: {
  readonly title: ReactNode;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { words } = useSpeech();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  return (
    <dialog
      ref={ref}
      className={wide ? 'sheet wide' : 'sheet'}
      aria-labelledby={titleId}
      onCancel={(e) => {
        e.preventDefault();
        onClose();
      }}
      onMouseDown={(e) => {
        if (e.target === ref.current) onClose();
      }}
    >
      <header>
        <h2 id={titleId} className="grow">
          {title}
        </h2>
        <button type="button" className="button quiet square" onClick={onClose} aria-label={words.common.close}>
          <X size={18} />
        </button>
      </header>
      <div className="inner">{children}</div>
      {footer && <footer>{footer}</footer>}
    </dialog>
  );
}
