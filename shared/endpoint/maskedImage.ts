const isMaskWord = (word: string): boolean => /^masks?$/.test(word)
const noise = /^(masks?|images?|imgs?|pictures?|photos?|urls?|uris?)$/
/** What the image that is worked on may be called, beside others that it is compared with or takes its style from. */
const main = /^(input|init|initial|base|source|src|original|main|start|first)$/

const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !noise.test(word))

/**
 * The input whose image a mask lies on, of those beside it, or null where there is none. No schema says it; names do:
 * `mask_image_url` lies on `image_url`, `mask_b` on `image_b`, and a mask with no such partner on the image that is
 * named like the main one, or else on the first.
 */
export function maskedImage(mask: string, images: readonly string[]): string | null {
  const words = wordsOf(mask).join(' ')
  const candidates = images.filter((name) => !name.split(/[^A-Za-z0-9]+/).some(isMaskWord))
  return (
    candidates.find((name) => wordsOf(name).join(' ') === words) ??
    candidates.find((name) => wordsOf(name).every((word) => main.test(word))) ??
    candidates[0] ??
    null
  )
}
