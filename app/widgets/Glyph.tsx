import type { PortType } from '#shared/ports/port.ts'
import { glyphs, portColour } from './portGlyph.ts'

/** A port's sign: its colour and its shape, doubled where it is a list, hollow while nothing is connected. */
export function Glyph({ type, filled }: { readonly type: PortType; readonly filled: boolean }) {
  const colour = portColour(type.kind)
  return (
    <svg
      viewBox="-1 -1 14 14"
      width="14"
      height="14"
      className="pointer-events-none block"
      aria-hidden="true"
    >
      {type.list && (
        <path
          d={glyphs[type.kind]}
          transform="translate(2.6 -2.2)"
          fill="var(--card)"
          stroke={colour}
          strokeWidth="1.4"
        />
      )}
      <path
        d={glyphs[type.kind]}
        fill={filled ? colour : 'var(--card)'}
        stroke={colour}
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
    </svg>
  )
}
