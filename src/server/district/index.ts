export { assemblePack, digestOf } from './assemble.ts';
export { packFiles } from './export.ts';
export { countsOf, exportZip, importZip } from './import.ts';
export { isMapLayer, MAP_LAYERS, type MapLayer, mapLayer } from './layers.ts';
export { loadDistrict, loadPack, readFolder } from './load.ts';
export type { Contact, DistrictPack, DrillPerson, GeoCollection, GeoFeature, PackFiles } from './pack.ts';
export { type PackProblem, PackRefused } from './problems.ts';
export { adoptPack, DistrictStore } from './store.ts';
