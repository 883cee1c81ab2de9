export { placeOf } from './place.ts';
export { commandIds, fieldsOf, nameIn, readForm, saidIn } from './report.ts';
export { type Asking, findRequest, findRequests, instantOf, noticeOf, spanOf } from './requests.ts';
export { definitionOf, type Language, serviceOf } from './services.ts';
export { type Key, Open311Store } from './store.ts';
export { xmlOf } from './xml.ts';
