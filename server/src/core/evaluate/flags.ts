/** Names that are true while a program is developed, in lower case without underscores and without `is` and `in`. */
const DEVELOPMENT_FLAGS: ReadonlySet<string> = new Set(
  `debug debugmode debugenabled enabledebug dev devmode devenv development developmentmode developmentenv
  local locally localdev localdevelopment localhost localmode test testing tests testmode testenv
  djangodebug flaskdebug appdebug devserver devenvironment developmentenvironment`.split(/\s+/),
);

const PRODUCTION_FLAGS: ReadonlySet<string> = new Set(
  `prod prodmode prodenv production productionmode productionenv prodenvironment productionenvironment live`.split(
    /\s+/,
  ),
);

export function isDevelopmentFlag(name: string): boolean {
  return DEVELOPMENT_FLAGS.has(plainName(name));
}

/** True where a switch of this name, on or off, shows a program that is being developed. */
export function flagName(name: string, outcome: boolean): boolean {
  return (outcome ? DEVELOPMENT_FLAGS : PRODUCTION_FLAGS).has(plainName(name));
}

function plainName(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  return plain.replace(/^(?:is|in)(?=[dplt])/, '');
}
