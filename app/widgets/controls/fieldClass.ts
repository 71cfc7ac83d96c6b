const box =
  'nodrag w-full min-w-0 rounded-[5px] border border-line bg-canvas px-2 outline-offset-0 placeholder:text-dim hover:border-dim/60 aria-invalid:border-failed disabled:opacity-60'

/** A default value is dim, a changed one is not. */
const tone = (isDefault: boolean): string => (isDefault ? 'text-dim' : 'text-ink')

export const fieldClass = (isDefault: boolean): string => `${box} h-[24px] ${tone(isDefault)}`

/** As high as its container. */
export const areaClass = (isDefault: boolean): string =>
  `${box} nowheel block h-full resize-none py-[6px] leading-[18px] ${tone(isDefault)}`

/** A small button beside a field. */
export const buttonClass =
  'nodrag grid size-[24px] shrink-0 cursor-pointer place-items-center rounded-[5px] text-dim hover:bg-line/60 hover:text-ink disabled:cursor-default disabled:opacity-40 aria-pressed:text-accent'
