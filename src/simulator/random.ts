/**
 * Seeded random numbers. Every act of the simulator draws from a stream named after what it decides
 * ('case/abc/handling'), so adding an act somewhere does not change what is drawn elsewhere.
 * Generator: sfc32 (PractRand, Chris Doty-Humphrey; public domain), seeded by 32-bit FNV-1a of the name.
 */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  whole(low: number, high: number): number;
  chance(p: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Exponential with the given mean. */
  exponential(mean: number): number;
  /** Log-normal with the given median and spread (standard deviation of the logarithm). */
  logNormal(median: number, spread: number): number;
  /** Number of events of a Poisson process with the given mean. */
  poisson(mean: number): number;
}

export function random(seed: number, ...name: readonly (string | number)[]): Random {
  let h = 0x811c9dc5 ^ seed;
  for (const part of name) {
    const text = String(part);
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ 0x1f, 0x01000193);
  }
  let a = h >>> 0;
  let b = Math.imul(h, 0x9e3779b9) >>> 0;
  let c = Math.imul(h ^ 0x85ebca6b, 0xc2b2ae35) >>> 0;
  let counter = 1;
  function next(): number {
    const t = (((a + b) >>> 0) + counter++) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + t) >>> 0;
    return t / 4_294_967_296;
  }
  // The first outputs after a weak seed are correlated; the author's advice is to throw away a dozen.
  for (let i = 0; i < 12; i++) next();

  function gauss(): number {
    return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  }
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (p) => next() < p,
    pick: (list) => {
      const item = list[Math.floor(next() * list.length)];
      if (item === undefined) throw new RangeError('nothing to pick from an empty list');
      return item;
    },
    exponential: (mean) => -mean * Math.log(1 - next()),
    logNormal: (median, spread) => median * Math.exp(spread * gauss()),
    poisson: (mean) => {
      // Knuth's product method; exact, and the means here are far below where it gets slow.
      const limit = Math.exp(-mean);
      let n = -1;
      for (let product = 1; product > limit; n++) product *= next();
      return Math.max(0, n);
    },
  };
}
