import { type ReactNode, useEffect, useRef, useState } from 'react';

/** A button and what it opens. Closes by Escape, by a click elsewhere, and when `children` calls close. */
export function Popover({
  button,
  label,
  className = 'button quiet',
  align = 'left',
  children,
}: {
  readonly button: ReactNode;
  readonly label: string;
  readonly className?: string;
  readonly align?: 'left' | 'right';
  readonly children: (close: () => void) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const leave = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
      box.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('keydown', leave, true);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('keydown', leave, true);
    };
  }, [open]);
  return (
    <div ref={box} className="popover">
      <button
        type="button"
        className={className}
        aria-expanded={open}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && <div className={`popover-body ${align}`}>{children(() => setOpen(false))}</div>}
    </div>
  );
}
