import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { cablesFrom } from './cablesFrom.ts'

const draw = 'runcomfy/tongyi-mai/z-image/turbo'
const inpaint = 'runcomfy/tongyi-mai/z-image/turbo/inpainting'
const workflow = workflowOf(
  { draw, mask: 'local/paint-mask', words: 'local/text', load: 'local/load-image', more: 'local/reroute' },
  ['draw.images > more.value'],
)

test.each([
  ['draw', 'local/paint-mask', ['image > image']],
  ['mask', inpaint, ['image > image_url', 'mask > mask_image_url']],
  ['draw', inpaint, ['image > image_url']],
  ['draw', 'local/save-image', ['images > images']],
  ['load', 'local/save-image', ['image > images']],
  ['more', 'local/choose', ['value > images']],
  // A text is not what a prompt was meant to be, and what loads a file needs none of another node.
  ['words', draw, []],
  ['draw', 'local/load-image', []],
  ['draw', 'local/text', []],
  ['gone', 'local/save-image', []],
])('after %s, a new %s gets the cables %o', (source, name, cables) => {
  const type = registry.get(name)
  if (type === undefined) throw new Error(`there is no ${name}`)
  const found = cablesFrom(workflow, source, type, registry)
  expect(found.map(({ output, input }) => `${output} > ${input}`)).toEqual(cables)
})
