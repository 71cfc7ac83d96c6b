/** Names of inputs that say what to make, the likeliest first. */
const names = ['prompt', 'positive_prompt', 'text', 'caption', 'instruction', 'lyrics']
/** A shorter text is the value of a choice rather than a prompt, in characters. */
const MIN_PROMPT = 12

/** The prompt among the inputs of a node, on one line; null if there is none. */
export function promptOf(inputs: Readonly<Record<string, unknown>>): string | null {
  const named = names.map((name) => inputs[name])
  const long = Object.values(inputs).filter(
    (value) => typeof value === 'string' && value.length >= MIN_PROMPT && !/^(https?|data):/.test(value),
  )
  const found = [...named, ...long].find((value) => typeof value === 'string' && value.trim() !== '')
  return typeof found === 'string' ? found.replaceAll(/\s+/g, ' ').trim() : null
}
