import { useEffect, useRef } from 'react';

type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/**
 * Single keys for the whole page. Silent while somebody types or a dialog is open, and when a modifier is held
 * (those belong to the browser and to screen readers). Keys are `event.key`, letters in lower case.
 */
export function useKeys(keys: Keys, active = true): void {
  const held = useRef(keys);
  held.current = keys;
  useEffect(() => {
    if (!active) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      // Escape closes the dialog and nothing behind it.
      if (document.querySelector('dialog[open]')) return;
      if (event.key !== 'Escape' && typing(event.target)) return;
      // Enter on a button or a link is theirs: taking it here would leave hands without a mouse locked out.
      if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('button, a, summary'))
        return;
      const act = held.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act) {
        if (event.key !== 'Escape') event.preventDefault();
        act(event);
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [active]);
}
