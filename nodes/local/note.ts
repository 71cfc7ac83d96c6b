import { defineNode } from '#shared/nodes/defineNode.ts'
import { text, withDefault } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/note',
  title: 'Note',
  category: 'Notes',
  keywords: ['comment', 'remark', 'text', 'memo'],
  help: 'Notes for readers of the workflow. It never runs.',
  inputs: { text: withDefault(text('Text', { control: { kind: 'text', multiline: true } }), '') },
  outputs: {},
  inert: true,
  run: () => ({}),
})
