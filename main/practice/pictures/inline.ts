import type { HostedInputs } from './hostedInputs.ts'
import type { RequestInput } from '../requests/request.ts'

// Files in data URIs are stored apart from the journal, which would grow by megabytes with each request.
const scheme = 'practice-inline:'

type Change = (text: string) => string

/** An input with each data URI replaced by the name of its stored file; only those that can be restored exactly. */
export const storeInline = (inputs: HostedInputs, input: RequestInput): RequestInput =>
  changeTexts(input, (text) => {
    const [, mime, base64 = ''] =
      /^data:([a-z]+\/[a-z0-9.+-]+);base64,([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? []
    const bytes = Buffer.from(base64, 'base64')
    if (mime === undefined || bytes.toString('base64') !== base64) return text
    return `${scheme}${mime},${inputs.save(bytes, mime)}`
  })

/** The input as it was submitted. */
export const restoreInline = (inputs: HostedInputs, input: RequestInput): RequestInput =>
  changeTexts(input, (text) => {
    const file = openInline(inputs, text)
    return file === null ? text : `data:${file.mime};base64,${file.bytes.toString('base64')}`
  })

/** The stored file that a text names; null for any other text. */
export function openInline(
  inputs: HostedInputs,
  text: string,
): { readonly bytes: Buffer; readonly mime: string } | null {
  if (!text.startsWith(scheme)) return null
  const [mime = '', name = ''] = text.slice(scheme.length).split(',')
  const file = inputs.open(name)
  return file === null ? null : { bytes: file.bytes, mime }
}

function changeTexts(input: RequestInput, change: Change): RequestInput {
  const changed = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value)
    if (Array.isArray(value)) return value.map(changed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, changed(item)]))
  }
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, changed(value)]))
}
