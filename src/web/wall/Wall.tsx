import { Gate } from '../ui/Gate.tsx';
import { WallScreen } from './WallScreen.tsx';
import './wall.css';

export default function Wall() {
  return (
    <Gate>
      <WallScreen />
    </Gate>
  );
}
