interface RangeProps {
  readonly label: string
  readonly unit: string
  readonly value: number
  readonly min: number
  readonly max: number
  /** Above 1, small values get more room on the slider. */
  readonly curve?: number
  readonly onChange: (value: number) => void
}

const STEPS = 400

/** A slider with its number, in whole steps. */
export function Range({ label, unit, value, min, max, curve = 1, onChange }: RangeProps) {
  const share = Math.max(0, Math.min(1, (value - min) / Math.max(1, max - min)))
  const valueAt = (position: number): number => Math.round(min + (max - min) * (position / STEPS) ** curve)
  return (
    <label className="flex items-center gap-2 text-dim">
      {label}
      <input
        type="range"
        className="w-[88px] accent-accent"
        min={0}
        max={STEPS}
        step={curve === 1 ? STEPS / (max - min) : 1}
        value={STEPS * share ** (1 / curve)}
        aria-valuetext={`${value} ${unit}`}
        onChange={({ target }) => onChange(valueAt(target.valueAsNumber))}
      />
      <span className="w-[52px] text-ink">
        {value} {unit}
      </span>
    </label>
  )
}
