/** The product's mark: a screen with a line that goes up and comes down, on a stand. */
export function Mark() {
  return (
    <svg width="52" height="52" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--accent-solid)" />
      <rect x="6" y="8" width="20" height="13" rx="2" fill="none" stroke="#fff" strokeWidth="2.2" />
      <path
        d="M9 17.5l4-4 3.2 3.2 6-6"
        fill="none"
        stroke="#fff"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M11 25.2h10" stroke="#fff" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
