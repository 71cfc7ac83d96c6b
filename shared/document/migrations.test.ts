import { expect, test } from 'vitest'
import { type FileObject, migrate, type Migration, migrations } from './migrations.ts'
import { readWorkflow } from './readWorkflow.ts'
import { VERSION } from './workflow.ts'
import { writeWorkflow } from './writeWorkflow.ts'

const saved = new Map(
  Object.entries(
    import.meta.glob<string>('./migrations/*.json', { query: '?raw', import: 'default', eager: true }),
  ).map(([path, text]) => [path.replace('./migrations/', ''), text]),
)

/** What a program that writes `version` lacks: a migration from each version before, and a saved file of each. */
function lacking(
  version: number,
  table: ReadonlyMap<number, Migration>,
  files: ReadonlySet<string>,
): string[] {
  const versions = Array.from({ length: version }, (_, index) => index + 1)
  return [
    ...versions.filter((one) => one < version && !table.has(one)).map((one) => `a migration from ${one}`),
    ...versions.filter((one) => !files.has(`v${one}.json`)).map((one) => `migrations/v${one}.json`),
  ]
}

test('there is a migration from every old version and a saved file of every version', () => {
  const files = new Set(saved.keys())
  expect(lacking(VERSION, migrations, files)).toEqual([])
  expect(lacking(VERSION + 1, migrations, files)).toEqual([
    `a migration from ${VERSION}`,
    `migrations/v${VERSION + 1}.json`,
  ])
})

test.each([...saved])('the saved file %s opens without a notice', (_, text) => {
  expect(readWorkflow(text)).toEqual({ ok: true, readOnly: false, notices: [], workflow: expect.anything() })
})

test('the saved file of this version is written back byte for byte', () => {
  const text = saved.get(`v${VERSION}.json`) ?? ''
  const read = readWorkflow(text)
  expect(read.ok && writeWorkflow(read.workflow)).toBe(text)
})

const rename: Migration = ({ links, ...file }) => ({ ...file, edges: links })
const older: FileObject = { format: 'patchbay/workflow', version: VERSION - 1, nodes: [], links: [], mine: 1 }

test('a file goes through each step from its version to the current one, which it then carries', () => {
  const table = new Map<number, Migration>([
    [VERSION - 2, (file) => ({ ...file, mine: 2 })],
    [VERSION - 1, rename],
  ])
  const file = { ...older, version: VERSION - 2 }
  expect(migrate(file, VERSION - 2, table)).toEqual({
    format: 'patchbay/workflow',
    version: VERSION,
    nodes: [],
    edges: [],
    mine: 2,
  })
  expect(file).toEqual({ ...older, version: VERSION - 2 })
})

test('a file of this version stays the same object', () => {
  const file = { version: VERSION }
  expect(migrate(file, VERSION)).toBe(file)
})

test('a file with a step missing on its way is not migrated', () => {
  expect(migrate(older, VERSION - 1)).toBeNull()
})

test('an older file opens as one of the current version, editable', () => {
  expect(readWorkflow(JSON.stringify(older), new Map([[VERSION - 1, rename]]))).toEqual({
    ok: true,
    readOnly: false,
    notices: [],
    workflow: { format: 'patchbay/workflow', version: VERSION, nodes: [], mine: 1, edges: [] },
  })
})

test('a migration that throws on a file refuses it', () => {
  const stumble: Migration = () => {
    throw new TypeError('no links')
  }
  expect(readWorkflow(JSON.stringify(older), new Map([[VERSION - 1, stumble]]))).toEqual({
    ok: false,
    problems: [
      {
        code: 'shape',
        message: `${VERSION - 1} cannot be brought up to ${VERSION}: TypeError: no links`,
        path: ['version'],
      },
    ],
  })
})
