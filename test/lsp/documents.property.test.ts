import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseText } from '../../server/src/core/index.ts';
import { OpenDocument } from '../../server/src/lsp/documents.ts';

const SOURCE = `from fastapi.middleware.cors import CORSMiddleware
# 👩‍💻 an emoji, and a string over lines
text = """
app.add_middleware(
"""
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)\r
if DEBUG:
    origins = [f"http://localhost:{port}" for port in PORTS]
`;

const edit = fc.record({
  line: fc.nat(12),
  character: fc.nat(60),
  lines: fc.nat(2),
  to: fc.nat(60),
  text: fc.constantFrom(
    '',
    'x',
    '\n',
    '\r\n',
    '(',
    ')',
    '"',
    '"""',
    '[',
    '    ',
    '# ',
    '👩‍💻',
    'allow_origins=["*"]',
    ', ',
  ),
});

test('a document after any edits has the text that the client has, and the tree that a fresh parse gives', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(edit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      (events) => {
        const dialect = { language: 'python', typescript: false, jsx: false } as const;
        const document = new OpenDocument(
          { uri: 'file:///a.py', languageId: 'python', version: 0, text: SOURCE },
          dialect,
        );
        let expected = SOURCE;
        events.forEach((edits, index) => {
          const changes = edits.map(({ line, character, lines, to, text }) => ({
            range: {
              start: { line, character },
              end: { line: line + lines, character: lines === 0 ? character + to : to },
            },
            text,
          }));
          for (const change of changes) {
            const at = (position: { line: number; character: number }) => {
              const copy = new OpenDocument(
                { uri: 'file:///b.py', languageId: 'python', version: 0, text: expected },
                dialect,
              );
              return copy.offset(position);
            };
            const [start, end] = [at(change.range.start), at(change.range.end)];
            expected =
              expected.slice(0, Math.min(start, end)) + change.text + expected.slice(Math.max(start, end));
          }
          document.change(changes, index + 1);
          // Now and then several events come before anybody asks for the tree.
          if (index % 2 === 0) document.parsed();
        });
        expect(document.text).toBe(expected);
        expect(document.parsed().tree.toString()).toBe(parseText(expected, dialect).tree.toString());
      },
    ),
    { numRuns: 300 },
  );
});
