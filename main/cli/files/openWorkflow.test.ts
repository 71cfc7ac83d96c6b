import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { VERSION } from '#shared/document/workflow.ts'
import { testRegistry } from '#shared/testing/nodeTypes.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { readBytes } from '../../platform/readBytes.ts'
import { openWorkflow } from './openWorkflow.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-cli-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A file with these contents. */
function file(content: string | Uint8Array): string {
  const path = join(folder, 'a.json')
  writeFileSync(path, content)
  return path
}

describe('a file', () => {
  test.each([0, 1, 99, 100])('of %d bytes is read if the cap is 100', async (length) => {
    const bytes = new Uint8Array(length).fill(7)
    expect(new Uint8Array(await readBytes(file(bytes), 100))).toEqual(bytes)
  })

  test('that is larger is refused, and the cap is named', async () => {
    const path = file(new Uint8Array(2 ** 20 + 1))
    await expect(readBytes(path, 2 ** 20)).rejects.toMatchObject({
      code: 'workflow.unreadable',
      message: `${path} is larger than 1 MiB, the maximum`,
    })
  })

  test('of unknown size is read no further than the cap', async () => {
    await expect(readBytes('/dev/zero', 1000)).rejects.toMatchObject({ code: 'workflow.unreadable' })
  })

  const missing: readonly (readonly [string, () => string, string])[] = [
    ['is not there', () => join(folder, 'none.json'), 'there is no such file'],
    ['is a folder', () => folder, 'it is a folder'],
    ['lies below a file', () => join(file('{}'), 'a.json'), 'part of its path is not a folder'],
    [
      'is a link to itself',
      () => {
        symlinkSync(join(folder, 'loop'), join(folder, 'loop'))
        return join(folder, 'loop')
      },
      'its links go round in a circle',
    ],
  ]
  test.each(missing)('that %s is named with the reason', async (_, path, why) => {
    mkdirSync(join(folder, 'below'))
    const given = path()
    await expect(readBytes(given, 100)).rejects.toMatchObject({
      code: 'file.unreadable',
      message: `${given} cannot be read: ${why}`,
    })
  })
})

describe('a workflow', () => {
  const workflow = workflowOf({ a: { type: 'test/text', values: { text: 'hé' } } }, [], 'Harbour')

  test('is opened as it is in its file', async () => {
    expect(await openWorkflow(file(JSON.stringify(workflow)), testRegistry())).toEqual({
      ok: true,
      workflow,
      notices: [],
      notes: [],
    })
  })

  test('that is invalid is reported by its problems', async () => {
    const opened = await openWorkflow(file('{"format":'), testRegistry())
    expect(opened).toMatchObject({ ok: false, problems: [{ code: 'shape' }] })
  })

  test('of a newer version does not run: that is the only reported problem', async () => {
    const nodes = workflow.nodes.map((node) => ({ ...node, mode: 'dimmed' }))
    const newer = { ...workflow, version: VERSION + 1, nodes }
    const opened = await openWorkflow(file(JSON.stringify(newer)), testRegistry())
    expect(opened).toMatchObject({ ok: false, problems: [{ code: 'newer', path: ['version'] }] })
    expect(!opened.ok && opened.problems).toHaveLength(1)
  })
})
