import {type Markup, trusted} from './markup.js';

/** The looks of a report's page: for a screen, a phone, and A4 paper. */
export const STYLE: Markup = trusted(`
:root{--ink:#0f172a;--soft:#475569;--line:#e2e8f0;--ground:#f8fafc;--card:#fff;--better:#15803d;--worse:#b91c1c}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",sans-serif}
main{max-width:1120px;margin:0 auto;padding:32px 24px 48px}
header{border-bottom:3px solid var(--ink);padding-bottom:14px;margin-bottom:22px}
h1{font-size:28px;line-height:1.2;margin:0 0 8px;letter-spacing:-.01em}
h2{font-size:18px;margin:0 0 12px}
h3{font-size:13px;font-weight:600;color:var(--soft);margin:0}
p{margin:0}
section{margin:0 0 30px}
.facts{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:4px 18px;color:var(--soft)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px}
.tiles article,figure,.scroll{background:var(--card);border:1px solid var(--line);border-radius:10px}
.tiles article{padding:14px 14px 12px;break-inside:avoid}
.value{font-size:22px;font-weight:650;line-height:1.3;font-variant-numeric:tabular-nums;white-space:nowrap}
h3 small{font-size:11px;font-weight:500}h3::first-letter,th::first-letter,dt::first-letter{text-transform:uppercase}
.change{font-size:13px;font-weight:600;min-height:20px;font-variant-numeric:tabular-nums}
.better{color:var(--better)}.worse{color:var(--worse)}.same{color:var(--soft)}
.before,.part{font-size:12px;color:var(--soft)}
figure{margin:0 0 14px;padding:14px 14px 6px;break-inside:avoid}
figcaption{font-weight:600;margin-bottom:4px}
figure svg{display:block;width:100%;height:auto}
.narrow{display:none}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:8px 12px;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
thead th{font-size:12px;color:var(--soft);background:var(--ground);white-space:nowrap}
tbody th{font-weight:500;min-width:120px;max-width:340px;overflow-wrap:anywhere}
.n{text-align:right;white-space:nowrap}
tbody tr:last-child>*{border-bottom:0}
tfoot th,tfoot td{border-top:1px solid var(--line);border-bottom:0}
tfoot tr:first-child>*{border-top:2px solid var(--ink);font-weight:650}
tfoot tr:last-child>*{color:var(--soft);font-weight:400}
.empty,.more{padding:18px;color:var(--soft)}
.notes{margin:0;padding-left:20px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 20px;margin:0;font-size:14px}
dt{font-weight:600}dd{margin:0;color:var(--soft)}
footer{border-top:1px solid var(--line);padding-top:12px;font-size:12px;color:var(--soft)}
@media(max-width:640px){main{padding:18px 12px 32px}h1{font-size:22px}.tiles{grid-template-columns:repeat(2,1fr);gap:8px}.value{font-size:19px}
.wide{display:none}.narrow{display:block}figure{padding:12px 6px 4px}figcaption{padding-left:6px}dl{grid-template-columns:1fr;gap:2px}dd{margin-bottom:8px}th,td{padding:7px 9px}}
@media print{@page{size:A4;margin:14mm}body{background:#fff;font-size:11px}main{max-width:none;padding:0}h1{font-size:22px}dl{font-size:10px;gap:3px 14px}.tiles{grid-template-columns:repeat(4,1fr)}.value{font-size:16px}
.wide{display:block}.narrow{display:none}.scroll{overflow:visible}thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}th,td{padding:4px 8px}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`);
