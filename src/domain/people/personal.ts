/** A mobile number of the mainland: 11 digits beginning 13 to 19, not inside a longer figure; blanks and hyphens between. */
const MOBILE = /(?<!\d)1[3-9](?:[ -]?\d){9}(?!\d)/;

/**
 * Whether free text holds a person's number. What goes into the journal stays for good, so such text is refused at the
 * door; offices have landlines, and persons are ids.
 */
export function holdsMobileNumber(text: string): boolean {
  return MOBILE.test(text);
}
