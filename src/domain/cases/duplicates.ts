import { distance, type Instant, MINUTE } from '../kernel/index.ts';
import { type District, indexed } from '../places/index.ts';
import type { CaseState } from './case.ts';
import { isOpen } from './loop.ts';

/** What a new report says that can be compared. */
export interface Telling {
  readonly category: string;
  readonly place: Pick<NonNullable<CaseState['place']>, 'position' | 'stairwell'>;
  readonly at: Instant;
  readonly links?: CaseState['links'];
}

export interface Candidate {
  readonly case: string;
  readonly no: string;
  /** 0 to 1; from LIKELY on it is shown as "probably the same". */
  readonly score: number;
  readonly metres: number;
  readonly minutes: number;
  /** What speaks for it, strongest first: codes for the words of the interface. */
  readonly reasons: readonly ('same-point' | 'same-category' | 'same-group' | 'same-stairwell' | 'near' | 'recent')[];
}

/** Weight of a report of another category of the same group: a hanging limb and a fallen tree may be one tree. */
const GROUP_WEIGHT = 0.6;
/** A point on a list (drain 17, tree 240) is the thing itself. */
const SAME_POINT = 0.95;
export const LIKELY = 0.5;
/** Below this it is noise. */
const LEAST = 0.2;

/**
 * Open cases that may be the same thing as a report (L2), best first. Place and time fade to nothing at the category's
 * limits (`category.duplicate`), so a report at the very place at the very time scores 1 and one at the edge near 0. Place
 * fades by the square: people name the nearest door or crossing, so that some ten metres say nothing.
 * Nobody is merged by a score: a person looks and decides.
 */
export function duplicatesOf(telling: Telling, among: Iterable<CaseState>, district: District): readonly Candidate[] {
  const { categories } = indexed(district);
  const kind = categories.get(telling.category);
  if (!kind) return [];
  const found: Candidate[] = [];
  for (const state of among) {
    if (state.id === '' || state.stage === 'draft' || !isOpen(state) || !state.place) continue;
    const minutes = sinceTold(state, telling.at) / MINUTE;
    const metres = distance(telling.place.position, state.place.position);
    const samePoint = telling.links?.point !== undefined && telling.links.point === state.links.point;
    const sameCategory = state.category === telling.category;
    const sameGroup = sameCategory || categories.get(state.category)?.group === kind.group;
    if (!sameGroup) continue;
    if (samePoint && sameCategory) {
      found.push({
        case: state.id,
        no: state.no,
        score: SAME_POINT,
        metres,
        minutes,
        reasons: ['same-point', 'same-category'],
      });
      continue;
    }
    const reach = kind.duplicate;
    if (metres > reach.metres || minutes > reach.minutes) continue;
    const sameStairwell = telling.place.stairwell !== undefined && telling.place.stairwell === state.place.stairwell;
    const nearness = sameStairwell ? 1 : 1 - (metres / Math.max(reach.metres, 1)) ** 2;
    const recency = 1 - minutes / Math.max(reach.minutes, 1);
    // Place says more than time: people report one puddle for hours.
    const score = (0.7 * nearness + 0.3 * recency) * (sameCategory ? 1 : GROUP_WEIGHT);
    if (score < LEAST) continue;
    const reasons: Candidate['reasons'][number][] = [sameCategory ? 'same-category' : 'same-group'];
    if (sameStairwell) reasons.push('same-stairwell');
    else if (metres <= reach.metres / 2) reasons.push('near');
    if (recency >= 0.5) reasons.push('recent');
    found.push({ case: state.id, no: state.no, score, metres, minutes, reasons });
  }
  return found.sort((a, b) => b.score - a.score || a.metres - b.metres || (a.case < b.case ? -1 : 1));
}

/** Time to the nearest telling of a case: one that was told again a while ago is not an old one. */
function sinceTold({ occurredAt, reporters }: CaseState, at: Instant): number {
  return Math.min(Math.abs(at - occurredAt), ...reporters.map((reporter) => Math.abs(at - reporter.at)));
}
