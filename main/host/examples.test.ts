import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import paintMask from '#nodes/local/paintMask.ts'
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

test.each(ids)('%s has a short description, and a small image of what it makes', (id) => {
  const entry = examples.map(toEntry).find((each) => each.id === id)
  expect(entry?.help).toMatch(/^[A-Z].{20,90}\.$/)
  const image = readFileSync(join(import.meta.dirname, `../../examples/results/${id}.webp`))
  expect(sniffFormat(image)).toBe('webp')
  expect(image.length).toBeLessThanOrEqual(20 * 1024)
})

test('the main example runs at once: its mask is painted already', () => {
  const main = examples[0]?.workflow
  if (main === undefined) throw new Error('there is a main example')
  const { steps } = plan(main, registry)
  expect(steps.map(({ node }) => node.id)).toEqual(['generate', 'mask', 'repaint', 'save'])
  const painted = main.nodes.find(({ type }) => type === 'local/paint-mask')?.values
  expect(paintMask.userPrompt?.({ ...painted, image: { asset } })).toBeNull()
})

test.each(ids)('%s opens, names itself, and has no problems', async (id) => {
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
