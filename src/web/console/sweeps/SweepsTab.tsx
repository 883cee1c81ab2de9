export default function SweepsTab() { return null; }
