import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ItemPath } from '#shared/run/address.ts'
import type { PendingPrompt } from '#shared/run/reduceRun.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Editor } from '../base/editor.ts'
import { createParts } from '../base/editor.ts'
import { closeMask, openMask, openMaskStore } from '../state/mask/openMask.ts'
import { replay } from '../state/runs/runs.ts'
import { openTab, setTabRun } from '../state/tabs.ts'
import { followMasks } from './nextMask.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const prompt: PendingPrompt = {
  at: 0,
  input: 'painting',
  words: 'Paint the mask on this picture',
  inputs: {},
}
const promptEvent = (item: ItemPath) => ({ type: 'step.asked', node: 'm', item, ...prompt }) as const
const answer = (item: ItemPath): void =>
  replay(editor, 'r', [{ type: 'step.answered', node: 'm', item, at: 1 }])
const opened = (): string | null => editor.get(openMaskStore).getState().open?.node ?? null

let stop: () => void
beforeEach(() => {
  openTab(editor, {
    id: 't',
    entry: null,
    workflow: workflowOf({ m: 'local/paint-mask' }),
    saved: null,
    readOnly: false,
  })
  setTabRun(editor, 't', 'r')
  replay(editor, 'r', [
    { type: 'run.started', run: 'r', workflow: '', at: 0, nodes: ['m'], seeds: {} },
    promptEvent('0'),
    promptEvent('1'),
  ])
  stop = followMasks(editor)
  openMask(editor, 'm')
})
afterEach(() => {
  closeMask(editor)
  stop()
})

test('the next mask is opened when one is done, and none after the last', () => {
  closeMask(editor)
  expect(opened()).toBe(null)
  answer('0')
  expect(opened()).toBe('m')
  closeMask(editor)
  answer('1')
  expect(opened()).toBe(null)
})

test('dismissing a mask opens no other', () => {
  closeMask(editor)
  replay(editor, 'r', [{ type: 'run.finished', at: 2, state: 'cancelled', cost: null, outputs: {} }])
  expect(opened()).toBe(null)
})
