// `npm run check`: types, formatting and lint, import rules, unused code. One command, the same at the desk and in CI.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { install, requireNode, root } from './run.mjs';

requireNode();
install();
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const files = readdirSync(path.join(root, 'src'), { recursive: true }).filter(
  (name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'),
).length;
let failed = 0;

function check(name, command, args, judge = (done) => done.status === 0) {
  const started = Date.now();
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  const good = judge(done);
  console.log(`${good ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (!good) {
    failed++;
    console.log(done.stdout, done.stderr);
  }
}

check('types: domain without Node and DOM', bin('tsc'), ['-p', 'tsconfig.domain.json']);
check('types: server, simulator, tests', bin('tsc'), ['-p', 'tsconfig.node.json']);
check('types: pages', bin('tsc'), ['-p', 'tsconfig.web.json']);
check('format and lint', bin('biome'), ['check', '--error-on-warnings', '.']);
// A gate that saw nothing is red: the cruiser must have read at least every file under src.
check(
  `imports (${files} files)`,
  bin('depcruise'),
  ['src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
  (done) => {
    const { summary } = JSON.parse(done.stdout || '{"summary":{"totalCruised":0,"violations":[]}}');
    if (summary.totalCruised < files) console.log(`only ${summary.totalCruised} of ${files} files were read`);
    for (const v of summary.violations) console.log(`  ${v.rule.severity} ${v.rule.name}: ${v.from} -> ${v.to}`);
    done.stdout = '';
    return summary.totalCruised >= files && summary.error === 0;
  },
);
check('unused code and dependencies', bin('knip'), []);
process.exit(failed ? 1 : 0);
