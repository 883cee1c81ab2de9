import type { ClockColour } from '../../../domain/kernel/index.ts';

const INK: Readonly<Record<ClockColour | 'still', string>> = {
  green: 'var(--intime)',
  yellow: 'var(--near)',
  red: 'var(--late)',
  still: 'var(--stale)',
};

/** The clock of a step as a ring: filled by the share used up; over its limit it is full and carries a bar. */
export function Ring({
  share,
  colour,
  size = 22,
  label,
}: {
  readonly share: number;
  readonly colour: ClockColour | 'still';
  readonly size?: number;
  readonly label: string;
}) {
  const r = 9;
  const round = 2 * Math.PI * r;
  const used = Math.max(0.02, Math.min(1, share));
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" role="img" aria-label={label}>
      <circle cx="12" cy="12" r={r} fill="none" stroke="var(--line-strong)" strokeWidth="3" />
      <circle
        cx="12"
        cy="12"
        r={r}
        fill="none"
        stroke={INK[colour]}
        strokeWidth="3"
        strokeDasharray={`${used * round} ${round}`}
        transform="rotate(-90 12 12)"
      />
      {colour === 'red' && <path d="M12 7.6v5.2M12 15.4v1" stroke={INK.red} strokeWidth="2.4" strokeLinecap="round" />}
    </svg>
  );
}
