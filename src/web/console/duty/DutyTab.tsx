export default function DutyTab() { return null; }
