import { MINUTE } from '../../../domain/kernel/index.ts';
import type { TaskState } from '../../../domain/responses/index.ts';
import { dayTime, span } from '../../ui/format.ts';
import { useSpeech } from '../../ui/words/index.tsx';

/** What the plan asks of a task, and how often it had to be reminded of. */
export function TaskFacts({ task }: { readonly task: TaskState }) {
  const { words, language } = useSpeech();
  const w = words.task;
  const round = task.rounds.at(-1);
  return (
    <dl className="facts">
      <div>
        <dt>{w.evidence}</dt>
        <dd>{w.kind[task.evidenceKind]}</dd>
      </div>
      <div>
        <dt>{w.basis}</dt>
        <dd>{task.basis}</dd>
      </div>
      {task.everyMinutes && (
        <div>
          <dt>{w.rounds(String(round?.number ?? 1))}</dt>
          <dd>{w.every(span(language, task.everyMinutes * MINUTE))}</dd>
        </div>
      )}
      {task.progress && (
        <div>
          <dt>{w.progress}</dt>
          <dd>
            {task.progress.done}/{task.progress.total}
          </dd>
        </div>
      )}
      {task.reminders > 0 && (
        <div>
          <dt>{w.press}</dt>
          <dd>{w.reminded(String(task.reminders))}</dd>
        </div>
      )}
      {task.escalatedAt !== null && (
        <div>
          <dt>{w.escalated}</dt>
          <dd>{dayTime(language, task.escalatedAt)}</dd>
        </div>
      )}
    </dl>
  );
}
