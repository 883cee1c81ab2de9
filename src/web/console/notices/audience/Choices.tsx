/** One row of buttons that are pressed or not. */
export function Choices<T extends string>({
  legend,
  options,
  chosen,
  onToggle,
  first,
}: {
  readonly legend: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly chosen: readonly T[];
  readonly onToggle: (value: T) => void;
  /** A button before the others that stands for none of them. */
  readonly first?: { readonly label: string; readonly pressed: boolean; readonly onPress: () => void };
}) {
  return (
    <fieldset className="many">
      <legend className="soft">{legend}</legend>
      <div className="row wrap">
        {first && (
          <button type="button" className="button small" aria-pressed={first.pressed} onClick={first.onPress}>
            {first.label}
          </button>
        )}
        {options.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            className="button small"
            data-choice={value}
            aria-pressed={chosen.includes(value)}
            onClick={() => onToggle(value)}
          >
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
