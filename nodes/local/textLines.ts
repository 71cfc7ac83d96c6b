import { defineNode } from '#shared/nodes/defineNode.ts'
import { listOf, text, withDefault } from '#shared/ports/port.ts'

export default defineNode({
  type: 'local/text-lines',
  title: 'Split lines',
  category: 'Text',
  keywords: ['text lines', 'split', 'list', 'prompts', 'batch', 'each'],
  help: 'A list with one text for each line that is not empty. What it is connected to runs once per line.',
  inputs: {
    text: withDefault(
      text('Text', { control: { kind: 'text', multiline: true, placeholder: 'One item per line' } }),
      '',
    ),
  },
  outputs: { lines: listOf(text('Lines')) },
  makes: (inputs) => ({
    lines: inputs.text
      .split(/\r\n|[\n\r\u2028\u2029]/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  }),
})
