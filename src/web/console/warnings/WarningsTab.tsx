export default function WarningsTab() { return null; }
