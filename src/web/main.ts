import { askEarly } from './ui/early.ts';

// Small on purpose: it is there first, and starts everything else side by side. What the screen would ask for one after
// another (its code, who is signed in, the district, the state, the map) is on its way before the first of it is needed.
const [, screen] = location.pathname.split('/');
if (screen === 'field') void import('./field/Field.tsx');
if (screen === 'console' || screen === 'wall') {
  askEarly();
  void import('./ui/map/CityMap.tsx');
  void (screen === 'console' ? import('./console/Console.tsx') : import('./wall/Wall.tsx'));
}
void import('./app.tsx');
