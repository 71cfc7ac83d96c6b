import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseSync } from 'vite'
import { startOf, readDataUri } from '#main/assets/dataUri.ts'
import { plainText } from '#main/cli/console/plainText.ts'
import { quote } from '#main/engines/answers/quote.ts'
import { readJson } from '#main/engines/answers/readJson.ts'
import { readPartOfJson } from '#main/engines/answers/readPartOfJson.ts'
import { readRetryAfter } from '#main/engines/answers/retryAfter.ts'
import { checkPattern, fileName, folderPath } from '#nodes/local/naming/pattern.ts'
import { safeName } from '#nodes/local/naming/safeName.ts'
import { CLASSES, overgrowth, runsOf } from '../../build/lint/pattern/growth.ts'

const parts = { workflow: 'a', node: 'b', seed: '1', date: '', time: '', n: '1' }

/** What main/ and nodes/ do with an untrusted text, besides their patterns. */
const named: Readonly<Record<string, (text: string) => unknown>> = {
  safeName: (text) => safeName(text, 'a'),
  checkPattern,
  fileName: (text) => fileName(text, { ...parts, workflow: text }),
  folderPath: (text) => folderPath(text, parts),
  plainText,
  quote: (text) => quote(text),
  readJson,
  readPartOfJson,
  readRetryAfter: (text) => readRetryAfter(text, text, 0),
  readDataUri,
  startOf,
}

/** Every exported function of shared/ whose only required parameter is a text. */
async function ofShared(): Promise<Readonly<Record<string, (text: string) => unknown>>> {
  const root = join(import.meta.dirname, '../..')
  const found: Record<string, (text: string) => unknown> = {}
  for (const file of globSync('shared/**/*.ts', { cwd: root })) {
    if (/\.test\.|\/testing\//.test(file)) continue
    const names = namesIn(readFileSync(join(root, file), 'utf8'), file)
    if (names.length === 0) continue
    // The cast: the names are those of functions that take a text, as the parser has found.
    const module = (await import(join(root, file))) as Record<string, (text: string) => unknown>
    for (const name of names) if (module[name] !== undefined) found[`${file} ${name}`] = module[name]
  }
  return found
}

interface Syntax {
  readonly type: string
  readonly [field: string]: unknown
}

function namesIn(source: string, file: string): readonly string[] {
  const program: unknown = parseSync(file, source).program
  // The casts: what the parser makes, as far as it is read here.
  const { body } = program as { readonly body: readonly Syntax[] }
  return body.flatMap((statement) => {
    const declaration = (
      statement.type === 'ExportNamedDeclaration' ? statement['declaration'] : null
    ) as Syntax | null
    const functions =
      declaration?.type === 'FunctionDeclaration'
        ? [{ id: declaration['id'], init: declaration }]
        : ((declaration?.['declarations'] ?? []) as { id: unknown; init: Syntax | null }[])
    return functions.flatMap(({ id, init }) => {
      const params = (init?.['params'] ?? []) as Syntax[]
      const [first, ...more] = params
      const type = (first?.['typeAnnotation'] as { typeAnnotation?: Syntax } | null | undefined)
        ?.typeAnnotation
      const isText =
        type?.type === 'TSStringKeyword' ||
        (type?.type === 'TSUnionType' &&
          (type['types'] as Syntax[]).some((one) => one.type === 'TSStringKeyword'))
      const alone = more.every((one) => one.type === 'AssignmentPattern' || one['optional'] === true)
      return isText && alone ? [(id as { name: string }).name] : []
    })
  })
}

/** Refusing is an answer too. */
const tried = (act: (text: string) => unknown, text: string): void => {
  try {
    act(text)
  } catch {
    // It was refused.
  }
}

function slowOn(act: (text: string) => unknown): readonly string[] {
  return runsOf([...CLASSES, 'eyJ-', 'https://', '{a', '\\"']).flatMap((run) => {
    const found = overgrowth(run.of, (text) => tried(act, text))
    return found === null ? [] : [`${run.name}: ${found}`]
  })
}

test.each(Object.entries(named))('%s takes linear time in the length of the text', (_, act) => {
  expect(slowOn(act)).toEqual([])
})

const shared = Object.entries(await ofShared())

test('functions of shared/ that take a text are found', () => {
  expect(shared.length).toBeGreaterThan(10)
})

// One test each: all in one take minutes on a busy machine.
test.each(shared)('%s takes linear time in the length of the text', (_, act) => {
  expect(slowOn(act)).toEqual([])
})

test('a number with a tail of a megabyte is read in linear time', async () => {
  const { readWorkflow } = await import('#shared/document/readWorkflow.ts')
  const text = (tail: string): string =>
    `{"format": "patchbay/workflow", "version": 1, "nodes": [], "edges": [], "x": 1${'0'.repeat(20)}.${tail}1}`
  expect(overgrowth((length) => text('0'.repeat(length)), readWorkflow)).toBeNull()
})

test('no message is checked by `z.json()`, which takes microseconds for each of its values', () => {
  const root = join(import.meta.dirname, '../..')
  const found = globSync('{shared,main,nodes}/**/*.ts', { cwd: root, exclude: ['main/practice/**'] }).filter(
    (file) => !file.includes('.test.') && /\bz\.json\(\)(?!`)/.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(found).toEqual([])
})
