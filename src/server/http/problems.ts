import type { z } from 'zod';

/** What can be wrong with a field, as words in both languages; the key is what programs read. */
export const PROBLEMS = {
  unknown: { zh: '不是已知字段', en: 'is not a known field' },
  missing: { zh: '缺少', en: 'is missing' },
  type: { zh: '类型不对', en: 'has the wrong type' },
  small: { zh: '太小或太短', en: 'is too small or too short' },
  large: { zh: '太大或太长', en: 'is too large or too long' },
  form: { zh: '写法不对', en: 'is not written in the expected form' },
  choice: { zh: '不在允许的取值之内', en: 'is not one of the allowed values' },
} as const;
export type Problem = keyof typeof PROBLEMS;

/** First thing that a schema found wrong: the path of the field ('data.place.lon') and what it is. */
export function firstProblem(error: z.ZodError, root = ''): { field: string; problem: Problem } {
  const issue = error.issues[0] as z.core.$ZodIssue;
  const path = [...(root ? [root] : []), ...issue.path.map(String)];
  let problem: Problem = 'form';
  switch (issue.code) {
    case 'unrecognized_keys':
      path.push(issue.keys[0] ?? '');
      problem = 'unknown';
      break;
    case 'invalid_type':
      problem = issue.input === undefined && issue.message.endsWith('undefined') ? 'missing' : 'type';
      break;
    case 'too_small':
      problem = 'small';
      break;
    case 'too_big':
      problem = 'large';
      break;
    case 'invalid_value':
    case 'invalid_union':
      problem = 'choice';
      break;
    default:
      problem = 'form';
  }
  // A hostile key may be megabytes long: the answer names the first characters only.
  const field = path.join('.').slice(0, 120) || 'body';
  return { field, problem };
}
