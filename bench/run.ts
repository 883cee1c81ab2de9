// npm run bench -- [name …] [--json FILE]: measures side by side, prints a table, keeps RESULTS.md.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { holds, type Measure, type Result } from './measure.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const RESULTS = `${FOLDER}RESULTS.md`;

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: { json: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
});

const measures = await findMeasures();
const known = measures.flatMap((measure) => measure.names);
if (values.help) {
  console.log(`npm run bench -- [name …] [--json FILE]\nnames: ${known.join(', ')}`);
  process.exit(0);
}
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no measure named ${unknown.join(', ')}. Names: ${known.join(', ')}`);
  process.exit(2);
}
const wanted = positionals.length > 0 ? positionals : known;

const results: Record<string, Result> = {};
let broken = false;
for (const measure of measures) {
  const names = measure.names.filter((name) => wanted.includes(name));
  if (names.length === 0) continue;
  console.error(`— ${names.join(', ')}`);
  try {
    const measured = await measure.run((line) => console.error(`  ${line}`));
    for (const name of names) {
      const result = measured[name];
      if (!result) throw new Error(`${name} was not measured`);
      results[name] = result;
      console.error(`  ${row(name, result)}`);
    }
  } catch (error) {
    broken = true;
    console.error(`  failed: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

console.log(table(Object.entries(results)));
if (values.json)
  writeFileSync(
    values.json,
    `${JSON.stringify(Object.fromEntries(Object.entries(results).map(([name, result]) => [name, bare(result)])), null, 2)}\n`,
  );
keep(results);
const missed = Object.entries(results).filter(([, result]) => !holds(result));
for (const [name, { ratio, want }] of missed) console.error(`${name}: ${ratio}, wanted ${want}`);
process.exit(broken || missed.length > 0 ? 1 : 0);

/** Every file beside this one that measures something. */
async function findMeasures(): Promise<Measure[]> {
  const files = readdirSync(FOLDER).filter(
    (name) => name.endsWith('.ts') && name !== 'run.ts' && name !== 'measure.ts',
  );
  const found: Measure[] = [];
  for (const file of files.sort()) {
    const module = (await import(`./${file}`)) as Partial<Measure>;
    if (module.names && module.run) found.push(module as Measure);
  }
  if (found.length === 0) throw new Error('no file in bench/ measures anything');
  return found;
}

function bare({ value, unit, against, against_value, ratio, want }: Result): Omit<Result, 'note'> {
  return { value, unit, against, against_value, ratio, want };
}

function row(name: string, { value, unit, against, against_value, ratio, want, note }: Result): string {
  return `| \`${name}\` | ${value} ${unit} | ${against}: ${against_value} | **${ratio}** | ${want} | ${holds({ ratio, want }) ? 'yes' : 'no'} | ${note ?? ''} |`;
}

function table(entries: readonly (readonly [string, Result])[]): string {
  return [
    '| measure | value | against | ratio | want | holds | note |',
    '|---|---|---|---|---|---|---|',
    ...entries.map(([name, result]) => row(name, result)),
  ].join('\n');
}

/** RESULTS.md: one row per measure, the newest of each; rows not measured now stay as they are. */
function keep(measured: Readonly<Record<string, Result>>): void {
  const rows = new Map<string, string>();
  const before = existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8') : '';
  for (const line of before.split('\n')) {
    const name = /^\| `([^`]+)` \|/.exec(line)?.[1];
    if (name && known.includes(name)) rows.set(name, line);
  }
  for (const [name, result] of Object.entries(measured)) rows.set(name, row(name, result));
  const ordered = known.filter((name) => rows.has(name)).map((name) => rows.get(name));
  const { model = 'unknown processor' } = cpus()[0] ?? {};
  const head = [
    '# Measured',
    '',
    'Written by `npm run bench`; each row holds its alternative measured in the same run. Rates move with the machine, ratios much less.',
    '',
    `Last run: Node ${process.version}, ${cpus().length} × ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB.`,
    '',
    table([]),
    ...ordered,
  ];
  const tail = before
    .split('\n## ')
    .slice(1)
    .map((section) => `\n## ${section.trimEnd()}`);
  writeFileSync(RESULTS, `${[...head, ...tail].join('\n')}\n`);
}
