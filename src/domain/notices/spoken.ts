/** A loudspeaker passes a window in about 20 seconds (domain.md §8.3, template 13). */
export const LOUDSPEAKER_SECONDS = 20;
/** An announcer reads 4 to 5 Chinese characters a second so that it is understood through rain; digits one by one. */
const CHARACTERS_A_SECOND = 4.5;
/** English is announced at about 130 words a minute. */
const WORDS_A_SECOND = 130 / 60;
/** A breath at the end of a sentence, and half of one at a comma. */
const BREATH = { full: 0.5, half: 0.25 };

/** Seconds that a text takes when it is read out. */
export function spokenSeconds(text: string): number {
  const characters = (text.match(/\p{Script=Han}|\d/gu) ?? []).length;
  const words = (text.match(/[A-Za-z][A-Za-z'’-]*/g) ?? []).length;
  const breaths =
    (text.match(/[。！？.!?]/g) ?? []).length * BREATH.full + (text.match(/[，、；：,;:]/g) ?? []).length * BREATH.half;
  return Math.round((characters / CHARACTERS_A_SECOND + words / WORDS_A_SECOND + breaths) * 10) / 10;
}

/** The first landline or service number in a text: what a loudspeaker template asks for as 电话. */
export function numberIn(text: string): string | undefined {
  return /(?<!\d)(?:0\d{2,3}-?)?\d{4}-?\d{4}(?!\d)|(?<!\d)\d{5,6}(?!\d)/.exec(text)?.[0];
}
