import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import type { ModelChange } from '#shared/graph/changeModel.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { editorOn, showsIn } from '../../state/testing/showsIn.ts'
import { ChangeSummary } from './ChangeSummary.tsx'

const shown = (change: Partial<ModelChange>): readonly string[] => {
  const workflow = workflowOf({})
  return showsIn(
    editorOn({ workflow }),
    draw(ChangeSummary, { change: { carried: [], dropped: [], added: [], workflow, ...change } }),
  )
}

test('a change says what carries over and under which name, what does not and why, and what is new', () => {
  expect(
    shown({
      carried: [
        { from: 'Prompt', to: 'Prompt', what: 'value' },
        { from: 'Image', to: 'Images', what: 'cable' },
      ],
      dropped: [{ from: 'Turbo', what: 'value', why: 'Far has no input like Turbo.' }],
      added: [
        { label: 'Style', missing: true },
        { label: 'Strength', missing: false },
      ],
    }),
  ).toEqual([
    'Carries over',
    'Prompt',
    'Image, now Images (cable)',
    'Does not carry over',
    'Turbo (value)',
    'Far has no input like Turbo.',
    'New',
    'Style',
    'needs a value',
    'Strength',
  ])
})

test('several cables at one output are one line', () => {
  const cable = { from: 'Image', to: 'Picture', what: 'cable' } as const
  expect(shown({ carried: [cable, cable] })).toEqual(['Carries over', 'Image, now Picture (2 cables)'])
})

test('if no value or cable fits, it says so', () => {
  expect(shown({})).toEqual(['Carries over', 'Nothing: the node has no values or cables that fit.'])
})
