import { z } from 'zod';

/** Shapes that commands of several nouns share. Every string has a bound: nothing that is sent can be a file. */

/** Ids of units, persons, households, points, posts, categories, media: short, without spaces or control characters. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$/);
export const ids = (most: number) => z.array(id).max(most).readonly();
export const someIds = (most: number) => z.array(id).min(1).max(most).readonly();
export const uuid = z.uuid();
/** What people write by hand: a line, or a paragraph. */
export const line = z.string().trim().min(1).max(200);
export const text = z.string().trim().min(1).max(2_000);
/** Milliseconds since 1970, to the year 2100. */
export const instant = z.number().int().min(0).max(4_102_444_800_000);
/** A month is the longest that anything here is given. */
export const minutes = z.number().int().min(1).max(43_200);
export const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).readonly();
export const level = z.enum(['IV', 'III', 'II', 'I']);
export const noticeLevel = z.enum(['ORDINARY', 'IV', 'III', 'II', 'I']);
export const nothing = z.strictObject({});
/** 'kind/id'. */
export const stream = z.string().regex(/^[a-z]{2,20}\/[A-Za-z0-9][A-Za-z0-9._:-]{0,119}$/);
