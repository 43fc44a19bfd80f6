import type { Module } from '../../syntax/module.ts';

/** Whether a file is a settings module of Django: other frameworks have `CORS_…` constants too. */

/** Nothing else has these. */
const CERTAIN = /\bcorsheaders\b|\bINSTALLED_APPS\b|\bMIDDLEWARE(?:_CLASSES)?\b|\bROOT_URLCONF\b/;
/** A dotted name of Django, not its name in a sentence. */
const LIKELY = /\bdjango\.\w|\bDJANGO_|\bALLOWED_HOSTS\b|\bCSRF_TRUSTED_ORIGINS\b/;
/** Settings of Django REST framework and its companions: where the settings are split, CORS often stands beside them. */
const BESIDE = /^(?:REST_FRAMEWORK|SIMPLE_JWT|SPECTACULAR_SETTINGS)[ \t]*=/m;
const NAMED = /(?:^|\/)(?:settings\w*\.py|settings\/(?:[^/]+\/)*[^/]+\.py)$/i;
const OTHERS =
  /^(?:fastapi|starlette|flask|flask_cors|quart|sanic|litestar|pydantic|pydantic_settings|aiohttp|falcon)(?:\.|$)/;
/** Names that only django-cors-headers gives. */
const OWN_NAMES =
  /^CORS_(?:ALLOW_ALL_ORIGINS|ALLOWED_ORIGIN_REGEXES|ORIGIN_ALLOW_ALL|ORIGIN_WHITELIST|ORIGIN_REGEX_WHITELIST|URLS_REGEX|PREFLIGHT_MAX_AGE)$/;

export function isDjangoSettings(module: Module, names: readonly string[], isDependency: boolean): boolean {
  const { text, uri } = module;
  if (CERTAIN.test(text)) return true;
  const imports = module.imports();
  if (imports.some(({ from }) => OTHERS.test(from))) return false;
  if (LIKELY.test(text) || BESIDE.test(text)) return true;
  if (!NAMED.test(uri)) return false;
  return isDependency || hasStarImport(module) || names.some((name) => OWN_NAMES.test(name));
}

/** `from .base import *`: more settings come from there. */
export function hasStarImport(module: Module): boolean {
  return module.imports().some(({ name }) => name === '**');
}
