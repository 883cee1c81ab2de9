import type { DistrictIndex } from '../../../domain/places/index.ts';
import { all, type ScreenState } from '../../../domain/screen/index.ts';
import type { Dictionary, Language } from '../words/index.tsx';

/**
 * Whom an event names, in words. The journal knows persons as ids and posts; their names are personal data and stay out
 * of it, so the screen says the post: 'ops centre · dispatcher'.
 */
export function personName(
  screen: ScreenState,
  district: DistrictIndex,
  id: string,
  language: Language,
  words: Dictionary,
): string {
  if (!id) return words.common.unknownPerson;
  if (id === 'system') return words.common.system;
  const appointment = all(screen, 'person')[id]?.posts[0];
  const postId = appointment?.post ?? id.replace(/\.\d+$/, '');
  const post = district.posts.get(postId);
  if (!post) return id.includes('-') && id.length > 30 ? words.common.unknownPerson : id;
  const unit = district.units.get(post.unit)?.name[language] ?? '';
  const nth = /\.(\d+)$/.exec(id)?.[1];
  return `${unit} ${post.name[language]}${nth ? ` ${nth}` : ''}`;
}
export function unitName(district: DistrictIndex, id: string | null | undefined, language: Language): string {
  return id ? (district.units.get(id)?.name[language] ?? id) : '';
}
/** '3–7号' as it is, or '3–7' in English; '2号8–14层' as '2, floors 8–14'. */
export function plates(name: string, language: Language): string {
  return language === 'zh' ? name : name.replace(/号(.+)层$/, ', floors $1').replace(/号$/, '');
}
export function stairwellName(district: DistrictIndex, id: string, language: Language): string {
  const stairwell = district.stairwells.get(id);
  if (!stairwell) return id;
  const compound = district.compounds.get(stairwell.compound);
  return `${compound ? compound.address || compound.name[language] : ''} ${plates(stairwell.name, language)}`.trim();
}
export function targetName(district: DistrictIndex, id: string, language: Language): string {
  return district.points.get(id)?.name[language] ?? stairwellName(district, id, language);
}
