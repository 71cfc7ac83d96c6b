import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { minimapColour } from './minimapColour.ts'

const workflow = {
  ...workflowOf({
    load: 'local/load-image',
    words: 'local/text',
    save: 'local/save-image',
    note: 'local/note',
    gone: 'local/unknown',
  }),
  groups: [{ id: 'masks', color: 'green', position: { x: 0, y: 0 }, size: { width: 100, height: 100 } }],
}

test.each([
  ['load', 'var(--port-image)'],
  ['words', 'var(--port-text)'],
  ['save', 'var(--port-image)'],
  ['note', 'var(--far)'],
  ['gone', 'var(--far)'],
  ['masks', 'color-mix(in srgb, var(--group-green) 25%, transparent)'],
])('the minimap draws %s in %s', (id, colour) => {
  expect(minimapColour(workflow, registry, id)).toBe(colour)
})
