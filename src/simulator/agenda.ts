/** What the outside means to do: acts by tenant time, and among equals in the order in which they were meant. */
export interface Agenda<A> {
  readonly size: number;
  /** `at` in the past is done at the next tick. */
  add(at: number, act: A): void;
  /** Takes out everything meant for `until` or earlier, in order. */
  take(until: number): readonly A[];
  /** When the next act is meant; undefined when there is none. */
  nextAt(): number | undefined;
}

interface Entry<A> {
  readonly at: number;
  readonly order: number;
  readonly act: A;
}

/** A binary heap: a storm has some hundred thousand acts, and a sorted list would move them all at each one added. */
export function createAgenda<A>(): Agenda<A> {
  const heap: Entry<A>[] = [];
  let order = 0;
  const before = (a: Entry<A>, b: Entry<A>): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

  function up(index: number): void {
    let i = index;
    const entry = heap[i] as Entry<A>;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent] as Entry<A>;
      if (!before(entry, above)) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = entry;
  }
  function down(): void {
    const entry = heap[0] as Entry<A>;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Entry<A>, heap[child] as Entry<A>)) child++;
      const below = heap[child] as Entry<A>;
      if (!before(below, entry)) break;
      heap[i] = below;
      i = child;
    }
    heap[i] = entry;
  }
  return {
    get size() {
      return heap.length;
    },
    add(at, act) {
      heap.push({ at, order: order++, act });
      up(heap.length - 1);
    },
    take(until) {
      const acts: A[] = [];
      while (heap.length > 0 && (heap[0] as Entry<A>).at <= until) {
        acts.push((heap[0] as Entry<A>).act);
        const last = heap.pop() as Entry<A>;
        if (heap.length > 0) {
          heap[0] = last;
          down();
        }
      }
      return acts;
    },
    nextAt: () => heap[0]?.at,
  };
}
