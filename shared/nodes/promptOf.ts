/** Names of inputs that say what to make, the likeliest first. */
const names = ['prompt', 'positive_prompt', 'text', 'caption', 'instruction', 'lyrics']
/** A shorter text is the value of a choice rather than a prompt, in characters. */
const MIN_PROMPT = 12

type Inputs = Readonly<Record<string, unknown>>

const firstText = (values: readonly unknown[]): string | null => {
  const found = values.find((value) => typeof value === 'string' && value.trim() !== '')
  return typeof found === 'string' ? found.replaceAll(/\s+/g, ' ').trim() : null
}

/** The input of a node that is named as a prompt, on one line; null if there is none. */
export const namedPrompt = (inputs: Inputs): string | null => firstText(names.map((name) => inputs[name]))

/** The same, or else any text that is long enough for one. */
export const promptOf = (inputs: Inputs): string | null =>
  namedPrompt(inputs) ??
  firstText(
    Object.values(inputs).filter(
      (value) => typeof value === 'string' && value.length >= MIN_PROMPT && !/^(https?|data):/.test(value),
    ),
  )
