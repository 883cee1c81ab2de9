/**
 * Style of the page behind a link. Black on white and white on dark blue: every pair of colours is 7:1 or more, in the
 * dark as well. 18 px at 100 %, and nothing under it; targets 56 px.
 */
export const residentStyle = `
:root { color-scheme: light dark; --ground: #fff; --text: #111; --line: #6b6b6b; --know: #0b4a2b; --help: #8a1010; --on: #fff; --wash: #f1f4f8; --link: #003c8f; }
@media (prefers-color-scheme: dark) { :root { --ground: #101418; --text: #f4f6f8; --line: #8d99a6; --know: #a9e8c4; --help: #ffc2b8; --on: #101418; --wash: #1b222a; --link: #b5d4ff; } }
* { box-sizing: border-box; }
html { font-size: 18px; -webkit-text-size-adjust: 100%; }
html.size-1 { font-size: 27px; } html.size-2 { font-size: 36px; }
body { margin: 0 auto; max-width: 34rem; padding: 0 16px 32px; background: var(--ground); color: var(--text); font: 1rem/1.6 system-ui, -apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; justify-content: space-between; padding: 8px 0; border-bottom: 1px solid var(--line); }
nav { display: flex; flex-wrap: wrap; gap: 0 4px; align-items: center; }
a { color: var(--link); } nav a { display: inline-flex; align-items: center; justify-content: center; min-width: 48px; min-height: 48px; padding: 0 6px; }
nav a[aria-current] { color: var(--text); font-weight: 700; text-decoration: none; border-bottom: 3px solid var(--text); }
h1 { margin: 16px 0 0; font-size: 1.25rem; line-height: 1.35; } h2 { margin: 20px 0 0; font-size: 1.1rem; }
.when { margin: 0 0 8px; } .notice p { margin: 10px 0; font-size: 1.12rem; }
.banner { margin: 16px 0 0; padding: 10px 14px; border: 3px solid var(--help); border-radius: 8px; font-weight: 700; }
.told { margin: 16px 0 0; padding: 10px 14px; border: 3px solid var(--know); border-radius: 8px; } .told h1 { margin: 0; } .told p { margin: 6px 0 0; }
form { display: grid; gap: 14px; margin-top: 18px; }
button, summary, .big { display: flex; align-items: center; justify-content: center; width: 100%; min-height: 72px; padding: 10px 16px; border: 3px solid transparent; border-radius: 12px; font: inherit; font-size: 1.3rem; font-weight: 700; text-align: center; text-decoration: none; cursor: pointer; }
.know { background: var(--know); color: var(--on); } summary, .send { background: var(--help); color: var(--on); }
.quiet, .big { background: var(--ground); color: var(--text); border-color: var(--line); } .quiet { min-height: 56px; font-size: 1rem; font-weight: 400; }
.quiet + .quiet { margin-top: 14px; }
summary { list-style: none; } summary::-webkit-details-marker { display: none; }
fieldset { margin: 14px 0; padding: 0; border: 0; } legend, .field { padding: 0; font-weight: 700; display: block; }
fieldset label { display: flex; gap: 12px; align-items: center; min-height: 56px; margin-top: 8px; padding: 8px 14px; border: 2px solid var(--line); border-radius: 10px; }
input[type=radio] { flex: none; width: 26px; height: 26px; margin: 0; accent-color: var(--help); }
fieldset label:has(:checked) { border-color: var(--text); background: var(--wash); }
input[type=text], textarea { width: 100%; margin-top: 6px; padding: 12px; border: 2px solid var(--line); border-radius: 10px; background: var(--ground); color: var(--text); font: inherit; } input[type=text] { font-size: 1.3rem; } small { font-size: 1rem; }
.numbers { display: flex; flex-wrap: wrap; gap: 8px; padding: 0; list-style: none; } .numbers a { display: inline-flex; align-items: center; min-height: 56px; padding: 0 16px; border: 2px solid var(--line); border-radius: 10px; font-weight: 700; }
:focus-visible { outline: 4px solid var(--text); outline-offset: 3px; }
.said { background: var(--wash); }
[hidden] { display: none !important; }
`;
