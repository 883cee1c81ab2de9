export default function ResponsesTab() { return null; }
