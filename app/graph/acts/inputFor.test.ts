import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import type { MediaKind } from '#shared/ports/value.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { inputFor } from './inputFor.ts'

const workflow = workflowOf(
  {
    load: 'local/load-image',
    text: 'local/text',
    overlay: 'local/composite',
    half: { type: 'local/composite', values: { base: { file: 'a.png' } } },
    full: 'local/composite',
  },
  ['load.image > full.base', 'load.image > full.over', 'load.image > full.mask'],
)

test.each<[string, readonly string[], MediaKind, string | null]>([
  ['the only input of the selected node', ['load'], 'image', 'load.image'],
  ['the first one that is free', ['overlay'], 'image', 'overlay.base'],
  ['one without a value before one that has one', ['half'], 'image', 'half.over'],
  ['an input for masks, where it is a mask', ['overlay'], 'mask', 'overlay.mask'],
  ['an input for pictures, where there is none for masks', ['load'], 'mask', 'load.image'],
  ['nowhere, where all have cables', ['full'], 'image', null],
  ['nowhere, where none takes pictures', ['text'], 'image', null],
  ['nowhere, where two are selected', ['overlay', 'load'], 'image', null],
  ['nowhere, where none is selected', [], 'image', null],
])('a picture goes to %s', (_, selected, kind, expected) => {
  const found = inputFor(workflow, new Set(selected), kind, registry)
  expect(found === null ? null : `${found.node}.${found.port}`).toBe(expected)
})
