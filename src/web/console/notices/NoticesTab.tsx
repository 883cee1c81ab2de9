export default function NoticesTab() { return null; }
