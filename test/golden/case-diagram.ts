import { LOOP, type Phase, STAGE_FACTS, STAGES } from '../../src/domain/cases/index.ts';

/** The moves of the loop as a mermaid state diagram, one line per pair of stages, in the order of the table. */
export function diagram(): string {
  const id = (stage: string) => (stage === 'none' ? '[*]' : stage.replaceAll('-', '_'));
  const moves = new Map<string, string[]>();
  for (const { step, from, to } of LOOP) {
    if (to === 'same') continue;
    for (const a of from) {
      for (const b of to) {
        if (a === b) continue;
        const key = `${id(a)} --> ${id(b)}`;
        moves.set(key, [...(moves.get(key) ?? []), step.replace('case.', '').replace(':', ' ')]);
      }
    }
  }
  const phases: readonly Phase[] = ['open', 'working', 'checking', 'closed'];
  return [
    'stateDiagram-v2',
    ...STAGES.map((stage) => `  ${id(stage)}: ${STAGE_FACTS[stage].name.zh} ${STAGE_FACTS[stage].name.en}`),
    ...[...moves].map(([key, steps]) => `  ${key}: ${steps.join(' / ')}`),
    ...phases.map((phase) => `  classDef ${phase} ${COLOURS[phase]}`),
    ...phases.map((phase) => `  class ${STAGES.filter((stage) => STAGE_FACTS[stage].phase === phase).map(id).join(', ')} ${phase}`),
    '',
  ].join('\n');
}

const COLOURS: Readonly<Record<Phase, string>> = {
  open: 'fill:#dbeafe,color:#111',
  working: 'fill:#fef3c7,color:#111',
  checking: 'fill:#ede9fe,color:#111',
  closed: 'fill:#e5e7eb,color:#111',
};
