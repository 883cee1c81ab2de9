export * from './desks.ts';
export { openedBy } from './follower.ts';
export type { Provider } from './line.ts';
export { type ProviderRow, ProviderStore } from './provider-store.ts';
export * from './providers.ts';
export { writeFresh } from './rows.ts';
export { RungSender } from './sender.ts';
export { smsTerms } from './sms-terms.ts';
