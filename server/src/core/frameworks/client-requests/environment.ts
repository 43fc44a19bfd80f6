import type { Module } from '../../syntax/module.ts';

/** Where a file runs, as far as it shows: the rules of browsers for requests hold in browsers alone. */
export type Environment = 'browser' | 'elsewhere' | 'unknown';

const ELSEWHERE_PATHS =
  /(?:^|\/)(?:servers?|backend|api|functions|lambdas?|workers?|scripts?|bin|cli|tests?|e2e|__tests__|crawlers?|scrapers?|electron|netlify|supabase|middlewares?)(?:\/|\.[cm]?[jt]sx?$)|(?:^|[./])(?:route|\+server|\+page\.server|\+layout\.server|server)\.[cm]?[jt]sx?$|\.(?:server|node|worker)\.[cm]?[jt]sx?$|\.(?:config|setup)\.[cm]?[jt]s$/i;

/** Modules of Node, of servers, and of surroundings whose `fetch` is not a page's. */
const ELSEWHERE_MODULES =
  /^(?:node:|bun|fs|path|os|http|https|net|tls|url|crypto|stream|util|zlib|child_process|worker_threads|express|fastify|koa|hono|@hapi\/|@nestjs\/|next\/server|next\/headers|server-only|node-fetch|cross-fetch|undici|got|request|needle|cheerio|puppeteer|playwright|electron|react-native|expo|@tauri-apps|@capacitor|@remix-run\/node|@sveltejs\/kit|http-proxy|supertest|dotenv|discord|telegraf|jsdom)/;

const ELSEWHERE_WORDS =
  /\b(?:getServerSideProps|getStaticProps|export\s+(?:async\s+function|function|const)\s+(?:loader|action)\b|process\.(?:argv|exit|stdout|on)|Deno\.|Bun\.|chrome\.|browser\.runtime|GM_xmlhttpRequest|GM\.xmlHttpRequest|defineEventHandler|createServer|module\.exports|cacheStorage|addEventListener\(\s*['"]fetch['"])|['"]use server['"]|export default \{\s*(?:async\s+)?fetch\s*\(/;

const BROWSER_MODULES =
  /^(?:react(?:-dom)?|preact|vue|svelte|solid-js|lit|jquery|@angular\/|pinia|vuex|react-redux|@reduxjs\/)(?:$|\/)|^@angular\//;

const BROWSER_WORDS =
  /\b(?:document|window|localStorage|sessionStorage)\s*\.|\bnew\s+XMLHttpRequest\b|\$\.(?:ajax|get|post|getJSON)\s*\(|\bjQuery\b/;

export function environmentOf(module: Module): Environment {
  const imported = module.imports().map(({ from }) => from);
  const { text, uri } = module;
  if (ELSEWHERE_PATHS.test(uri) || saysElsewhere(module)) return 'elsewhere';
  const isBrowser =
    /\.(?:[jt]sx|vue)$/.test(uri) ||
    imported.some((from) => BROWSER_MODULES.test(from)) ||
    BROWSER_WORDS.test(text);
  return isBrowser ? 'browser' : 'unknown';
}

/** Whether what a file holds runs on no page, wherever the file lies. */
export function saysElsewhere(module: Module): boolean {
  return (
    module.imports().some(({ from }) => ELSEWHERE_MODULES.test(from)) || ELSEWHERE_WORDS.test(module.text)
  );
}
