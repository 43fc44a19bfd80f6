import { loadCore } from '../lib/core.mjs';
import { median } from './measure.mjs';

/**
 * How long it takes to put probes to a policy: what its library answers, and what the browser makes of it. `--runs N`. Method and
 * results: docs/performance.md, "Probing".
 */
const at = process.argv.indexOf('--runs');
const runs = at < 0 ? 40 : Number(process.argv[at + 1]);
/** Runs that find the code cold. */
const WARM = 20;
const REPEATED = 20;

const ORIGINS = Array.from({ length: 20 }, (_, index) => `https://app${index}.example.com`);
const list = JSON.stringify(ORIGINS);
const FILES = {
  'main.py': `from fastapi.middleware.cors import CORSMiddleware
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True, allow_methods=["*"], allow_headers=["*"])
app.add_middleware(CORSMiddleware, allow_origins=${list}, allow_origin_regex=r"https://[a-z0-9-]+\\.example\\.com", allow_credentials=True)
`,
  'app.py': `from flask_cors import CORS
CORS(app, origins=${list}, supports_credentials=True)
CORS(other, origins=[r"https://.*\\.example\\.com", "https://a.example"])
`,
  'settings.py': `INSTALLED_APPS = ["corsheaders"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]
CORS_ALLOWED_ORIGINS = ${list}
CORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\\w+\\.example\\.com$"]
CORS_ALLOW_CREDENTIALS = True
`,
  'server.ts': `import cors from 'cors';
app.use(cors({ origin: ${list}, credentials: true }));
app.use('/b', cors({ origin: [/\\.example\\.com$/, 'https://a.example'], credentials: true, methods: ['PUT'] }));
app.use('/c', (req, res, next) => { res.setHeader('Access-Control-Allow-Origin', '*'); next(); });
`,
};
/** Those that the rules of exposure and the hover ask. */
const PROBES = [
  { origin: 'https://evil.example', method: 'GET', headers: [], credentials: true },
  { origin: 'https://evil.example', method: 'GET', headers: [], credentials: false },
  { origin: 'null', method: 'GET', headers: [], credentials: true },
  { origin: ORIGINS[7], method: 'GET', headers: [], credentials: true },
  {
    origin: 'https://evil.example',
    method: 'PUT',
    headers: [['Content-Type', 'application/json']],
    credentials: true,
  },
].map((probe) => ({ ...probe, cookie: true, engine: 'fetch' }));

const { explainSetups, openModule, parseText, dialectOf, DEFAULT_SETTINGS } = await loadCore();
const setups = Object.entries(FILES).flatMap(([name, text]) => {
  const uri = `file:///${name}`;
  const module = openModule(uri, parseText(text, dialectOf(uri)));
  return explainSetups(
    {
      module: (wanted) => (wanted === uri ? module : undefined),
      resolve: () => ({ kind: 'outside' }),
      version: ([first = '']) => ({ package: first, from: 'assumed' }),
      settings: DEFAULT_SETTINGS,
    },
    uri,
  );
});
if (setups.length < 7) throw new Error(`${setups.length} set-ups were read`);

// Processor time, which other work on the machine leaves alone: it concerns one thread that waits for nothing.
const times = [];
for (let run = 0; run < WARM + runs; run++) {
  const start = process.cpuUsage();
  for (let again = 0; again < REPEATED; again++) {
    for (const setup of setups) for (const probe of PROBES) setup.ask(probe);
  }
  const { user, system } = process.cpuUsage(start);
  if (run >= WARM) times.push((user + system) / 1000 / REPEATED / setups.length);
}
const each = median(times);
process.stdout.write(
  [
    `probing, ${setups.length} policies with ${PROBES.length} probes each, ${runs} runs, processor time`,
    `  a policy   ${each.toFixed(3)} ms`,
    `  a probe    ${(each / PROBES.length).toFixed(3)} ms (budget 0.2 ms a policy)`,
    '',
  ].join('\n'),
);
