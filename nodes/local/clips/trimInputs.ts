import { number, optional, withDefault } from '#shared/ports/port.ts'

const control = { kind: 'number', step: 0.1, slider: false } as const
const limits = { minimum: 0 }

/** Where a clip is cut. */
export const trimInputs = {
  start: withDefault(number('Start', { help: 'In seconds from the beginning.', limits, control }), 0),
  end: optional(
    number('End', { help: 'In seconds from the beginning; empty for all of the rest.', limits, control }),
  ),
}
