import { CSPProvider } from '@base-ui/react/csp-provider'
import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { use } from 'react'
import { FieldContext } from './Field.tsx'

/** One of the values of a select. */
export interface Option {
  readonly value: string
  readonly label: string
}

/** Values under a heading. */
export interface OptionGroup {
  readonly label: string
  readonly options: readonly Option[]
}

interface SelectProps {
  readonly 'aria-label'?: string
  readonly value: string
  readonly options: readonly (Option | OptionGroup)[]
  readonly disabled?: boolean
  readonly onPick: (value: string) => void
}

const item =
  'flex min-h-8 cursor-default items-center gap-2 rounded-md pr-3 pl-2 outline-none data-[highlighted]:bg-line/70'

const flat = (options: SelectProps['options']): readonly Option[] =>
  options.flatMap((option) => ('options' in option ? option.options : [option]))

/** A choice among a few, as wide as its container. The page's policy allows no style elements in it. */
export function Select({ value, options, disabled = false, onPick, ...rest }: SelectProps) {
  const field = use(FieldContext)
  const chosen = flat(options).find((option) => option.value === value)
  return (
    <CSPProvider disableStyleElements>
      <Base.Root
        value={value}
        disabled={disabled}
        onValueChange={(picked) => picked !== null && onPick(picked)}
      >
        <Base.Trigger
          {...field}
          {...rest}
          className="flex h-8 w-full min-w-0 items-center gap-2 rounded-md border border-line bg-canvas px-2 text-left hover:border-far data-[disabled]:opacity-40 data-[popup-open]:border-far"
        >
          <span className="min-w-0 flex-1 truncate">{chosen?.label ?? value}</span>
          <ChevronDown size={14} aria-hidden className="shrink-0 text-dim" />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className="z-50" sideOffset={4} alignItemWithTrigger={false}>
            <Base.Popup className="floating max-h-[min(50vh,var(--available-height))] min-w-(--anchor-width) overflow-y-auto p-1 outline-none">
              {options.map((option) =>
                'options' in option ? (
                  <Base.Group key={option.label}>
                    <Base.GroupLabel className="px-2 pt-2 pb-1 text-[12px] text-dim">
                      {option.label}
                    </Base.GroupLabel>
                    {option.options.map((one) => (
                      <Item key={one.value} option={one} />
                    ))}
                  </Base.Group>
                ) : (
                  <Item key={option.value} option={option} />
                ),
              )}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </CSPProvider>
  )
}

const Item = ({ option: { value, label } }: { readonly option: Option }) => (
  <Base.Item value={value} className={item}>
    <span className="grid size-4 shrink-0 place-items-center text-accent">
      <Base.ItemIndicator>
        <Check size={14} aria-hidden />
      </Base.ItemIndicator>
    </span>
    <Base.ItemText className="min-w-0 truncate">{label}</Base.ItemText>
  </Base.Item>
)
