import { defineNode } from '#shared/nodes/defineNode.ts'
import { text, withDefault } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/text',
  title: 'Text',
  category: 'Values',
  keywords: ['prompt', 'string', 'words'],
  help: 'A text to use in several places.',
  inputs: { text: withDefault(text('Text', { control: { kind: 'text', multiline: true } }), '') },
  outputs: { text: text('Text') },
  makes: (inputs) => ({ text: inputs.text }),
})
