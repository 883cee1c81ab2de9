import { refuse } from '../kernel/index.ts';
import type { Evidence, EvidenceKind, TaskState } from './task.ts';

type Refused = ReturnType<typeof refuse>;

/** Whether a piece of evidence is what the plan asks for and holds together. A photo is accepted where a log is asked. */
export function checkEvidence(wanted: EvidenceKind, given: Evidence): Refused | undefined {
  if (
    given.kind !== wanted &&
    !(wanted === 'receipt' && given.kind === 'note') &&
    !(wanted === 'log' && given.kind === 'photo')
  )
    return refuse('task.other-evidence', { wanted, given: given.kind });
  switch (given.kind) {
    case 'receipt':
      return undefined;
    case 'log':
    case 'minutes':
    case 'note':
    case 'brief':
      return given.text.trim() === '' ? refuse('task.evidence-empty') : undefined;
    case 'photo':
      return given.refs.length === 0 ? refuse('task.evidence-empty') : undefined;
    case 'list':
      return given.done > given.total
        ? refuse('task.evidence-sum', { part: given.done, whole: given.total })
        : undefined;
    case 'ledger':
      return given.done + given.refused > given.due
        ? refuse('task.evidence-sum', { part: given.done + given.refused, whole: given.due })
        : undefined;
    case 'counts': {
      if (given.rows.length === 0) return refuse('task.evidence-empty');
      const wrong = given.rows.find((row) => row.removed + row.reinforced > row.found);
      return wrong
        ? refuse('task.evidence-sum', { part: wrong.removed + wrong.reinforced, whole: wrong.found })
        : undefined;
    }
  }
}

/** Whether the current round has evidence that lets it be called done. */
export function evidenced(task: TaskState): boolean {
  const round = task.rounds.at(-1)?.number ?? 1;
  return task.evidence.some((piece) => piece.round === round);
}

/** Counts of all rounds of a task added up, by what was counted (the columns of a storm brief). */
export function sumCounts(
  tasks: Iterable<TaskState>,
): ReadonlyMap<string, { found: number; removed: number; reinforced: number }> {
  const sums = new Map<string, { found: number; removed: number; reinforced: number }>();
  for (const task of tasks)
    for (const { what } of task.evidence) {
      if (what.kind !== 'counts') continue;
      for (const row of what.rows) {
        const sum = sums.get(row.what) ?? { found: 0, removed: 0, reinforced: 0 };
        sums.set(row.what, {
          found: sum.found + row.found,
          removed: sum.removed + row.removed,
          reinforced: sum.reinforced + row.reinforced,
        });
      }
    }
  return sums;
}
