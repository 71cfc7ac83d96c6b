import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { plan } from '#shared/run/plan.ts'
import { sniffFormat } from '#shared/media/formats.ts'
import { openExample, readExamples, toEntry } from './examples.ts'

const examples = readExamples()
const ids = examples.map(({ id }) => id)
const asset = 'a'.repeat(64)

test('the main example comes first, the others by name', () => {
  const [first, ...others] = examples.map(toEntry)
  expect(first?.id).toBe('generate-then-inpaint')
  expect(others.map(({ name }) => name)).toEqual(others.map(({ name }) => name).toSorted())
})

test.each(ids)('%s opens, describes itself, and has no problems', async (id) => {
  const { name, text } = await openExample(id, examples, () => Promise.resolve(asset))
  const read = readWorkflow(text)
  expect(read).toMatchObject({ ok: true, readOnly: false })
  expect(read.ok && plan(read.workflow, registry).problems).toEqual([])
  expect(name).not.toBe('')
})

test.each(ids)('%s names no file, so that it runs wherever it is saved', async (id) => {
  const saved: Uint8Array[] = []
  const { text } = await openExample(id, examples, (_name, uri) => {
    saved.push(Buffer.from(uri.slice(uri.indexOf(',') + 1), 'base64'))
    return Promise.resolve(asset)
  })
  expect(text).not.toContain('"file"')
  expect(text.split(asset).length - 1).toBe(saved.length)
  for (const bytes of saved) expect(sniffFormat(bytes)).not.toBeNull()
})

test('an example is unchanged, however often it was opened', async () => {
  const before = examples.map(({ workflow }) => writeWorkflow(workflow))
  for (const id of ids) await openExample(id, examples, () => Promise.resolve(asset))
  expect(examples.map(({ workflow }) => writeWorkflow(workflow))).toEqual(before)
})

test.each(['', 'nothing', '../package', '__proto__'])('there is no example %j', async (id) => {
  await expect(openExample(id, examples, () => Promise.resolve(asset))).rejects.toMatchObject({
    code: 'input.invalid',
  })
})
