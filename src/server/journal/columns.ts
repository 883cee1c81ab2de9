/**
 * How a batch travels to PostgreSQL: one parameter per column, all values of the column in it. Text columns are
 * joined by the control character RS and taken apart by string_to_array, which needs no quoting on either side
 * (JSON text never holds a raw control character, other text is stripped of them). Array literals were tried:
 * quoting the JSON cost more than all other work on a row together.
 */
const SEPARATOR = '\u001e';
const NULL = '\u001d';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000\u001d\u001e]/g;

/** Values of a text column; empty text is NULL (string_to_array could not tell one empty text from none). */
export function textColumn(values: (string | null | undefined)[]): string {
  for (let i = 0; i < values.length; i++) values[i] ||= NULL;
  // join, not +=: a string put together piece by piece is flattened only when the driver copies it, at three times the cost.
  return values.join(SEPARATOR);
}

/** Text that came from outside the engine may hold anything. */
export function cleanText(value: string): string {
  return value.replace(CONTROL, '');
}

/** Values of a number or boolean column as an array literal. */
export function scalarColumn(values: (number | boolean | null | undefined)[]): string {
  for (let i = 0; i < values.length; i++)
    if (values[i] === null || values[i] === undefined) (values as unknown[])[i] = 'NULL';
  return `{${values.join(',')}}`;
}

/** SQL that gives the array of a text column back: `parameter` is '$3'. */
export function textArray(parameter: string): string {
  return `string_to_array(${parameter}::text, E'\\x1e', E'\\x1d')`;
}
