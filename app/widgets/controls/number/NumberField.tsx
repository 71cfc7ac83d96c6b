import type { KeyboardEvent, RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { Json } from '#shared/ports/value.ts'
import { useEditor } from '../../../base/useEditor.ts'
import { redo, undo } from '../../../state/tabs.ts'
import { fieldClass } from '../fieldClass.ts'
import { compute } from './arithmetic.ts'
import type { NumberRule } from './stepping.ts'
import { fraction, stepSizeOf, stepped } from './stepping.ts'
import { useDragged } from './useDragged.ts'
import { isEnter, isEscape } from '../../../base/keys/isEnter.ts'

export interface NumberFieldProps {
  readonly label: string
  readonly value: unknown
  readonly rule: NumberRule
  readonly isDefault: boolean
  readonly disabled: boolean
  readonly isWrong: boolean
  readonly describedBy: string | undefined
  /** Shown in place of the number while the field is not focused. */
  readonly shownText?: string
  /** Shown after the number. */
  readonly unit?: string
  readonly acts: {
    put(value: Json | undefined): void
    end(): void
    revert(): boolean
  }
  /** What would be wrong with a value; null: nothing. */
  readonly check: (value: Json) => string | null
  readonly onProblem: (shownText: string | null) => void
}

/** A field in which nothing is being typed has no undo of its own. */
const isUndo = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && key.toLowerCase() === 'z'

const shown = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)

/**
 * A number that is typed, also as arithmetic, or dragged, or stepped with arrow keys and, while focused, the wheel.
 * Typed text goes into the document when the field is left, even if it is no number: then the field shows the error and
 * nothing runs.
 */
export function NumberField(props: NumberFieldProps) {
  const editor = useEditor()
  const { label, value, rule, isDefault, disabled, isWrong, describedBy, shownText, unit = '', acts } = props
  const field = useRef<HTMLInputElement>(null)
  const [inside, setInside] = useState(false)
  const number = typeof value === 'number' ? value : null
  const start = number ?? Math.max(0, rule.limits.minimum ?? 0)
  const { typed, type, commit, step } = useTyped(props, start)
  const drag = useDragged(rule, start, acts)

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'ArrowUp') step(1, event)
    else if (event.key === 'ArrowDown') step(-1, event)
    else if (event.key === 'PageUp') step(1, COARSE)
    else if (event.key === 'PageDown') step(-1, COARSE)
    else if (isEnter(event)) {
      commit()
      acts.end()
    } else if (typed === null && isUndo(event)) (event.shiftKey ? redo : undo)(editor)
    else if (isEscape(event) && typed !== null) type(null)
    else if (!isEscape(event) || !acts.revert()) return
    event.preventDefault()
    event.stopPropagation()
  }

  // Typing replaces a number that was stepped to.
  useEffect(() => {
    if (inside && typed === null) field.current?.select()
  }, [inside, typed, value])

  useWheel(field, inside, step)

  const filled = rule.slider && number !== null ? `${fraction(rule, number) * 100}%` : '0%'
  const input = (
    <input
      ref={field}
      type="text"
      inputMode="decimal"
      role="spinbutton"
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      aria-invalid={isWrong}
      aria-describedby={describedBy}
      aria-valuenow={number ?? undefined}
      aria-valuetext={shownText}
      aria-valuemin={rule.limits.minimum}
      aria-valuemax={rule.limits.maximum}
      disabled={disabled}
      className={`number-field ${fieldClass(isDefault)} ${inside ? 'nowheel' : 'cursor-ew-resize'} ${rule.slider ? 'has-bar' : ''} ${isDefault ? 'is-default' : ''}`}
      style={{
        ...(rule.slider && { backgroundSize: `${filled} 2px, 100% 2px` }),
        ...(unit !== '' && { paddingRight: `${unit.length + 1.5}ch` }),
      }}
      value={typed ?? (inside ? shown(value) : (shownText ?? shown(value)))}
      onChange={(event) => type(event.target.value)}
      onFocus={() => setInside(true)}
      onBlur={() => {
        setInside(false)
        commit()
        acts.end()
      }}
      onKeyDown={onKeyDown}
      {...(!inside && !disabled && drag)}
    />
  )
  if (unit === '') return input
  return (
    <span className="relative block">
      {input}
      <span
        aria-hidden
        className="pointer-events-none absolute top-0 right-2 flex h-full items-center text-[12px] text-dim"
      >
        {unit}
      </span>
    </span>
  )
}

const COARSE = { shiftKey: false, ctrlKey: true, metaKey: false }

/**
 * Text that is typed over a number, and how it is put into the document. `start`: where steps and arithmetic start
 * from.
 */
function useTyped({ rule, acts, check, onProblem }: NumberFieldProps, start: number) {
  const [typed, setTyped] = useState<string | null>(null)
  const type = (text: string | null): void => {
    setTyped(text)
    const computed = text === null || text.trim() === '' ? null : compute(text, start)
    onProblem(computed === null ? null : computed.ok ? check(computed.value) : computed.text)
  }
  /** Puts the typed text into the document. */
  const commit = (): void => {
    if (typed === null) return
    const computed = compute(typed, start)
    acts.end()
    acts.put(typed.trim() === '' ? undefined : computed.ok ? computed.value : typed)
    acts.end()
    type(null)
  }
  const step = (steps: number, keys: StepKeys): void => {
    const computed = typed === null ? null : compute(typed, start)
    if (computed?.ok === false) return
    acts.put(stepped(rule, computed?.value ?? start, steps, stepSizeOf(keys)))
    type(null)
  }
  return { typed, type, commit, step }
}

type StepKeys = Parameters<typeof stepSizeOf>[0]

/** Steps with the wheel while the field is focused. */
function useWheel(
  field: RefObject<HTMLInputElement | null>,
  inside: boolean,
  step: (steps: number, keys: StepKeys) => void,
): void {
  const latest = useRef(step)
  useEffect(() => {
    latest.current = step
  })
  useEffect(() => {
    const element = field.current
    if (!inside || element === null) return undefined
    // React's own listener is passive: it could not keep the page from scrolling.
    const onWheel = (event: WheelEvent): void => {
      // With Shift the wheel goes sideways.
      const delta = event.deltaY === 0 ? event.deltaX : event.deltaY
      if (delta === 0) return
      event.preventDefault()
      latest.current(delta < 0 ? 1 : -1, event)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [field, inside])
}
