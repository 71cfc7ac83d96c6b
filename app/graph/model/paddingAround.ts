type Pixels = `${number}px`

/** What is left free around what is fitted into a pane, by the side. */
export interface Padding {
  readonly top: Pixels
  readonly right: Pixels
  readonly bottom: Pixels
  readonly left: Pixels
}

/** Of what can be seen, this much stays free at either end. */
const FREE = 0.06

/**
 * The room around what is fitted into a pane of which a panel covers `covered` pixels at the left: it goes where it can be
 * seen. Where next to nothing can, the panel is passed over.
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
