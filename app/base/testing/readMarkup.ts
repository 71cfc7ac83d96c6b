/** One element of a page that was rendered to text. */
export interface MarkupElement {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (MarkupElement | string)[]
}

/** Elements that have no end. */
const voidTags = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'])

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" }

const decode = (text: string): string =>
  text.replaceAll(/&([a-z]{2,4}|#x27);/g, (whole, name: string) => entities[name] ?? whole)

/** Parses React's output: every end tag is there, and attributes contain no `<` or `>`. */
export function readMarkup(markup: string): readonly (MarkupElement | string)[] {
  const top: (MarkupElement | string)[] = []
  const open = [top]
  let at = 0
  while (at < markup.length) {
    const children = open.at(-1) ?? top
    const end = markup.indexOf(markup[at] === '<' ? '>' : '<', at)
    const piece = markup.slice(at, end === -1 ? undefined : end)
    at += piece.length
    if (!piece.startsWith('<')) {
      children.push(decode(piece))
      continue
    }
    at += 1
    if (piece.startsWith('</')) {
      open.pop()
      continue
    }
    const tag = piece.slice(1).split(/[ /]/, 1)[0] ?? ''
    const inside: (MarkupElement | string)[] = []
    children.push({ tag, attributes: attributesOf(piece.slice(tag.length + 1)), children: inside })
    if (!voidTags.has(tag) && !piece.endsWith('/')) open.push(inside)
  }
  return top
}

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decode(value)]),
  )
