import type { PortType } from '#shared/ports/port.ts'

type Kind = PortType['kind']

/** A shape for each kind beside its colour, as a path in a box of 12 by 12. */
export const glyphs: { readonly [K in Kind]: string } = {
  image: 'M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z',
  mask: 'M6 .8L11.2 6L6 11.2L.8 6z',
  video: 'M2.6 1.4L10.8 6L2.6 10.6z',
  file: 'M2.5 1H7L9.5 3.5V11H2.5z',
  model3d: 'M6 1L10.5 3.5V8.5L6 11L1.5 8.5V3.5zM6 6L10.5 3.5M6 6L1.5 3.5M6 6V11',
  audio: 'M6 1L11 4.7L9.1 10.6H2.9L1 4.7z',
  text: 'M2 2H10V10H2z',
  number: 'M6 1.2L11 10.2H1z',
  integer: 'M6 10.8L1 1.8H11z',
  boolean: 'M6 1.5a4.5 4.5 0 0 1 0 9z',
  lora: 'M6 .9L10.5 3.4V8.6L6 11.1L1.5 8.6V3.4z',
  json: 'M4 1h4v3h3v4h-3v3h-4v-3h-3v-4h3z',
  any: 'M6 3a3 3 0 1 0 0 6a3 3 0 1 0 0-6z',
}

/** Port colours by kind: integers are numbers, `any` is as grey as JSON. */
export const portColour = (kind: string): string => {
  if (kind === 'integer') return 'var(--port-number)'
  return kind === 'any' ? 'var(--port-json)' : `var(--port-${kind})`
}
