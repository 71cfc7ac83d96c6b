const isMaskWord = (word: string): boolean => /^masks?$/.test(word)
const noise = /^(masks?|images?|imgs?|pictures?|photos?|urls?|uris?)$/
/** Names of the main image among others that it is compared with or takes its style from. */
const main = /^(input|init|initial|base|source|src|original|main|start|first)$/

const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !noise.test(word))

/**
 * The input with the image that a mask belongs to, or null if there is none. No schema declares it, so names decide:
 * `mask_image_url` belongs to `image_url`, `mask_b` to `image_b`, and a mask without such a partner to the image with
 * the name of a main one, or else to the first.
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
