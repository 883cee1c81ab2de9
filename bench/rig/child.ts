import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Starts a file of the rig as a process of its own, bundled and started as `npm start` bundles and starts the server
 * (tools/build.mjs, package.json): what is measured is what is used.
 */
export function child(file: string, args: readonly string[] = []): ChildProcess {
  const outfile = `${ROOT}dist/bench/${file.replace(/^\.\//, '').replace(/\.ts$/, '.mjs')}`;
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
  });
  return fork(outfile, args, {
    execArgv: ['--max-semi-space-size=32'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** The next message of a process. @throws Error when it ends without one. */
export function message<T>(process: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`the process ended with ${code} and said nothing`));
    process.once('exit', gone);
    process.once('message', (value) => {
      process.off('exit', gone);
      const { error } = value as { error?: string };
      if (error) reject(new Error(error));
      else resolve(value as T);
    });
  });
}

export function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => process.once('exit', () => resolve()));
}
