import type { PaperLanguage } from './words.ts';

/** A door list as it will stand on paper, whatever it is set with. */
export interface DoorListPaper {
  readonly language: PaperLanguage;
  readonly sender: string;
  readonly committee: string;
  readonly text: string;
  readonly printedBy: string;
  readonly printedAt: string;
  /** Why telephone numbers are not masked, if they are not. */
  readonly reason?: string;
  readonly stairwells: readonly PaperStairwell[];
  readonly letters: readonly { readonly letter: string; readonly name: string }[];
}
export interface PaperStairwell {
  readonly name: string;
  readonly address: string;
  /** Opens the list of this stairwell in the console. */
  readonly link: string;
  readonly rows: readonly PaperRow[];
}
export interface PaperRow {
  readonly code: string;
  readonly room: string;
  readonly floor: number;
  readonly people: number;
  readonly care: string;
  readonly phone: string;
  /** What was found before, e.g. one note left. */
  readonly before: string;
}

export interface PosterPaper {
  readonly language: PaperLanguage;
  readonly sender: string;
  readonly text: string;
  readonly issued: string;
  readonly sheets: readonly { readonly stairwell: string; readonly link: string }[];
}
