export * from './desk.ts';
export type { Provider } from './sender.ts';
