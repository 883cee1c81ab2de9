import { Presets, SingleBar } from 'cli-progress';

/** A bar on a terminal; elsewhere a line now and then, so that a log stays readable. */
export interface Bar {
  to(done: number, total: number, words: string): void;
  end(): void;
}

/** Without a terminal a line is written at every such share. */
const LINE_EVERY = 0.1;

export function makeBar(name: string): Bar {
  if (!process.stderr.isTTY) {
    let next = 0;
    return {
      to(done, total, words) {
        const share = total > 0 ? done / total : 1;
        if (share < next) return;
        next = Math.floor(share / LINE_EVERY + 1) * LINE_EVERY;
        process.stderr.write(`${name} ${Math.round(share * 100)} % ${words}\n`);
      },
      end: () => {},
    };
  }
  const bar = new SingleBar(
    { format: `${name} {bar} {percentage} % {words}`, hideCursor: true, stream: process.stderr, fps: 10 },
    Presets.shades_classic,
  );
  let begun = false;
  return {
    to(done, total, words) {
      if (!begun) bar.start(Math.max(1, total), done, { words });
      begun = true;
      bar.setTotal(Math.max(1, total));
      bar.update(done, { words });
    },
    end() {
      if (begun) bar.stop();
    },
  };
}
