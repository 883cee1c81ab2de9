/** Languages of the interface; Chinese first. */
export type Language = 'zh' | 'en';
