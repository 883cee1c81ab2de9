import { deriveId } from '../domain/kernel/index.ts';

/** The case and the person behind a public report: both follow from the sender's id, so that a repeat meets them again. */
export function publicReportIds(tenant: string, id: string): { readonly case: string; readonly reporter: string } {
  return { case: deriveId('public-report', tenant, id), reporter: deriveId('public-reporter', tenant, id) };
}
