import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** What stands where there is nothing to list: says what would be here, and why it is not. */
export function Hollow({
  icon: Icon,
  title,
  children,
}: {
  readonly icon?: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="hollow">
      {Icon && <Icon size={26} strokeWidth={1.5} />}
      <strong>{title}</strong>
      {children && <div>{children}</div>}
    </div>
  );
}

/** Rows that have not arrived yet. Quiet: no shimmer, it would move all night. */
export function Bones({ rows = 6 }: { readonly rows?: number }) {
  return (
    <div className="stack" style={{ padding: 16 }} aria-hidden="true">
      {Array.from({ length: rows }, (_, i) => i).map((row) => (
        <div key={row} className="bones" style={{ width: `${88 - ((row * 17) % 40)}%` }} />
      ))}
    </div>
  );
}
