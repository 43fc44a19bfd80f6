import { test } from 'vitest'; test('x', () => {});
import { printProbes, printPlaces } from '../support/print-value.ts';
const show = (s: string, p: string) => { console.log('-----\n' + s + '\n=>\n' + printProbes(s, p) + '\n   places: ' + printPlaces(s, p)); };
show(`import os
def get_origins():
    """Return it."""
    env = os.getenv("ORIGINS")
    if env:
        return [o.strip() for o in env.split(",")]
    # return nothing
    return ["http://localhost:3000"]
probe(get_origins())
def f(x, y=1):
    return [x, y]
probe(f("a"), f("a", "b"))
`, 'a.py');
show(`from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    CORS: str = "http://a.b, http://c.d"
    @property
    def origins(self):
        return [o.strip() for o in self.CORS.split(",")]
@lru_cache
def get_settings():
    return Settings()
settings = get_settings()
s2 = Settings()
probe(s2.origins, get_settings().origins, settings.origins, settings.CORS)
`, 'a.py');
show(`function getOrigins() { if (process.env.NODE_ENV === 'production') { return ['https://a.b']; } return '*'; }
const isDev = () => process.env.NODE_ENV !== 'production';
const parse = (s) => { return s.split(','); };
probe(getOrigins(), isDev() ? '*' : 'x', parse('a,b'), ['a'].map(function (x) { return x + '!'; }));
class A { get origins() { return ['x'] } f() { probe(this.origins) } }
`, 'a.ts');
