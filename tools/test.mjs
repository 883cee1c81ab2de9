// `npm test`: install what the tests need, run every test, and end with the line `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { install, requireNode, root, run } from './run.mjs';

requireNode();
install();

/** Browser tests use a system Chromium: CHROMIUM_PATH, or one on the PATH, or the package manager's. */
function chromium() {
  const known = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ].find((file) => file && existsSync(file));
  if (known) return known;
  if (!existsSync('/usr/bin/apt-get')) {
    console.error('No Chromium found. Install it with your package manager, or set CHROMIUM_PATH.');
    process.exit(1);
  }
  console.log('Installing Chromium and Chinese fonts for the browser tests …');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    run(command, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  apt('update', '-qq');
  apt('install', '-y', '-qq', 'chromium', 'fonts-noto-cjk');
  return '/usr/bin/chromium';
}

const env = { ...process.env, CHROMIUM_PATH: chromium() };
const { build } = await import('./build.mjs');
await build();

const report = path.join(root, 'var', 'test-report.json');
mkdirSync(path.dirname(report), { recursive: true });
rmSync(report, { force: true });
const args = process.argv.slice(2);
const done = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env,
  },
);
if (!existsSync(report)) {
  console.error('The test runner left no report.');
  process.exit(1);
}
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
  readFileSync(report, 'utf8'),
);
// A file that cannot even be loaded has no failed test of its own; it counts as one.
const unloadable = testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.every((t) => t.status !== 'failed'),
).length;
const failed = numFailedTests + unloadable;
const skipped = numPendingTests + numTodoTests;
console.log(`${numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(done.status === 0 && failed === 0 && numPassedTests > 0 ? 0 : 1);
