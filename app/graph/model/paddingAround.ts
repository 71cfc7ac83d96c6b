type Pixels = `${number}px`

/** The padding of each side when something is fitted into a pane. */
export interface Padding {
  readonly top: Pixels
  readonly right: Pixels
  readonly bottom: Pixels
  readonly left: Pixels
}

/** This fraction of the visible width stays free at either end. */
const FREE = 0.06

/**
 * The padding for fitting something into a pane of which a panel covers `covered` pixels at the left, so that it is
 * visible. If the panel covers almost everything, it is ignored.
 */
export function paddingAround(
  { width, height }: { readonly width: number; readonly height: number },
  covered: number,
): Padding {
  const left = covered > width * 0.75 ? 0 : covered
  const across = Math.round((width - left) * FREE)
  const down: Pixels = `${Math.round(height * FREE)}px`
  return { top: down, bottom: down, right: `${across}px`, left: `${left + across}px` }
}
