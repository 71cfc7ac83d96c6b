/** Control characters and direction overrides: foreign text must not control a terminal or hide itself. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const steering = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g

/** Foreign text on one line, at most `most` UTF-16 units. */
export function quote(text: string, max = 300): string {
  const line = text.replace(steering, ' ').replace(/ +/g, ' ').trim()
  return line.length > max ? `${line.slice(0, max).toWellFormed()}…` : line
}
