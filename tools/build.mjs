// Builds what `npm start` runs: the pages with Vite, the server and the command line with esbuild, into dist/.
// Skipped when nothing that goes into it is newer than the last build.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from './run.mjs';

const inputs = ['src', 'vite.config.ts', 'package-lock.json', 'tools/build.mjs'];
const stamp = path.join(root, 'dist', '.built');

function newest(file) {
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

/** Each page that shrinks gets a .br and a .gz beside it; the server sends what the browser takes. */
function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name);
    if (!/\.(html|js|css|json|geojson|svg|webmanifest|txt)$/.test(name) || statSync(file).size < 1_024) continue;
    const plain = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

export async function build() {
  const latest = Math.max(
    ...inputs
      .map((name) => path.join(root, name))
      .filter(existsSync)
      .map(newest),
  );
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= latest) return;
  console.log('Building · 正在构建 …');
  const { build: bundlePages } = await import('vite');
  await bundlePages({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn' });
  compress(path.join(root, 'dist', 'web'));
  const { build: bundle } = await import('esbuild');
  rmSync(path.join(root, 'dist', 'server'), { recursive: true, force: true });
  await bundle({
    absWorkingDir: root,
    entryPoints: { yiping: 'src/server/cli/yiping.ts', simulator: 'src/simulator/main.ts' },
    outdir: 'dist/server',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, new Date().toISOString());
}

if (process.argv[1] === path.join(root, 'tools', 'build.mjs')) await build();
