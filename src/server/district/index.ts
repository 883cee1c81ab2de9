export { assemblePack } from './assemble.ts';
export { packFiles } from './export.ts';
export { exportZip, importZip } from './import.ts';
export { isMapLayer, keepPictures, MAP_LAYERS, mapLayer } from './layers.ts';
export { loadPack } from './load.ts';
export type { DistrictPack, GeoFeature } from './pack.ts';
export { type PackProblem, PackRefused } from './problems.ts';
export { adoptPack, DistrictStore } from './store.ts';
export { ZIP_LIMITS } from './zip.ts';
