import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { programOf } from './places.ts';

/** Another part of the program in a process of its own. Lines of JSON on its stdout are handed to `heard`. */
export function startPart(
  part: 'yiping' | 'simulator',
  args: readonly string[],
  heard: (line: Record<string, unknown>) => void,
): ChildProcess {
  const child = spawn(process.execPath, [...programOf(part), ...args], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) heard(JSON.parse(line) as Record<string, unknown>);
      else process.stderr.write(`${line}\n`);
    });
  }
  return child;
}

/** Exit code once it has ended; 1 when a signal ended it. */
export function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Asks it to end; kills it when it has not after `patienceMs`. */
export async function endPart(child: ChildProcess, patienceMs = 20_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await ended(child);
  clearTimeout(late);
}
