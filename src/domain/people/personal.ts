/** A mobile number of the mainland: 11 digits beginning 13 to 19, not inside a longer figure; blanks and hyphens between. */
const MOBILE = /(?<!\d)1[3-9](?:[ -]?\d){9}(?!\d)/g;

/**
 * Whether free text holds a person's number. What goes into the journal stays for good, so such text is refused at the
 * door; offices have landlines, and persons are ids.
 */
export function holdsMobileNumber(text: string): boolean {
  return text.search(MOBILE) >= 0;
}

/** The same text with every such number cut down to its first three digits: for words that must not be turned away. */
export function withoutMobileNumbers(text: string): string {
  return text.replace(MOBILE, (number) => `${number.slice(0, 3)}********`);
}
