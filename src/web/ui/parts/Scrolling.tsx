import type { ReactNode } from 'react';

/** A part of a page that scrolls by itself, and can be scrolled by the arrow keys because it takes the focus. */
export function Scrolling({
  label,
  className,
  children,
}: {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without the focus nobody can scroll it by keyboard (WCAG 2.1.1)
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
