import type { Definition, Service } from '../../contract/open311.ts';
import type { Category, District, Words } from '../../domain/places/index.ts';

export type Language = 'zh' | 'en';

interface Attribute {
  readonly code: string;
  readonly name: Words;
  readonly hint?: Words;
  readonly datatype: Definition['attributes'][number]['datatype'];
  /** Groups of categories that it is asked for; all without. */
  readonly groups?: readonly string[];
  readonly values?: Readonly<Record<string, Words>>;
}

/** What is asked beside place and words. Nothing is required: a report with a place alone is worth having. */
const ATTRIBUTES: readonly Attribute[] = [
  {
    code: 'depth',
    name: { zh: '水深', en: 'Depth of the water' },
    datatype: 'singlevaluelist',
    groups: ['water'],
    values: {
      ankle: { zh: '没过脚踝', en: 'over the ankle' },
      calf: { zh: '没过小腿', en: 'over the calf' },
      knee: { zh: '没过膝盖', en: 'over the knee' },
      more: { zh: '更深', en: 'deeper' },
    },
  },
  {
    code: 'danger',
    name: { zh: '是否有人遇险', en: 'Is anybody in danger' },
    hint: { zh: '危急时请直接打 110、119、120', en: 'In an emergency call 110, 119 or 120' },
    datatype: 'singlevaluelist',
    values: { yes: { zh: '是', en: 'yes' }, no: { zh: '否', en: 'no' } },
  },
  {
    code: 'happened',
    name: { zh: '发生时间', en: 'When it happened' },
    hint: { zh: '不填即为现在', en: 'Now, when left out' },
    datatype: 'datetime',
  },
];

export function attributesFor({ group }: Category): readonly Attribute[] {
  return ATTRIBUTES.filter(({ groups }) => !groups || groups.includes(group));
}

/**
 * About a household or a person rather than the street: what residents ask for from their own door, and people in need.
 * Such requests are seen by nobody but the key that handed them in.
 */
export const isPrivate = ({ ask, group }: Category): boolean => ask !== undefined || group === 'person';

export function serviceOf(category: Category, district: District, language: Language): Service {
  return {
    service_code: category.code,
    service_name: category.name[language],
    description: category.register[language],
    metadata: true,
    type: 'realtime',
    keywords: category.std ?? null,
    group: district.words?.[category.group]?.[language] ?? category.group,
  };
}

export function definitionOf(category: Category, language: Language): Definition {
  return {
    service_code: category.code,
    attributes: attributesFor(category).map(({ code, name, hint, datatype, values }, n) => ({
      variable: true,
      code,
      datatype,
      required: false,
      datatype_description: hint?.[language] ?? null,
      order: n + 1,
      description: name[language],
      ...(values ? { values: Object.entries(values).map(([key, words]) => ({ key, name: words[language] })) } : {}),
    })),
  };
}
