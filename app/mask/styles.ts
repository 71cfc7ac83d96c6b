const shape =
  'h-7 shrink-0 cursor-pointer rounded-[6px] border px-3 disabled:cursor-default disabled:opacity-50'

/** Buttons of the mask editor. */
export const plainButton = `${shape} border-line bg-raised hover:border-dim`
export const mainButton = `${shape} border-transparent bg-accent font-medium text-on-accent`
/** An active one. */
export const pressedButton = `${shape} border-accent bg-raised text-accent`
