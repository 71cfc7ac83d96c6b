import type { Command } from '../command/defineCommand.ts'
import type { Completion } from '../command/options.ts'
import type { CompletedCommand } from './shape.ts'
import { firstNames } from './shape.ts'

/** A script for zsh that completes these commands. */
export function zshCompletion(commands: readonly Command[]): string {
  const words = firstNames(commands)
  return `#compdef patchbay
# Completion of patchbay for zsh. To load it: source <(patchbay completion zsh)
_patchbay() {
  local -a words_of_patchbay
  if (( CURRENT == 2 )); then
    words_of_patchbay=(${words.map(({ word, summary }) => described(word, summary)).join(' ')})
    _describe command words_of_patchbay
    return
  fi
  local first=$words[2]
  shift words
  (( CURRENT -= 1 ))
  case "$first" in
${words.map(ofWord).join('\n')}
  esac
}

# As a file in $fpath it is the function itself.
if [[ $funcstack[1] == _patchbay ]]; then _patchbay "$@"; else compdef _patchbay patchbay; fi`
}

function ofWord({ word, command, verbs }: ReturnType<typeof firstNames>[number]): string {
  if (command !== null) return `    ${word}) ${ofCommand(command)} ;;`
  const verbList = verbs.map((verb) => described(verb.word, verb.command.summary)).join(' ')
  return `    ${word})
      if (( CURRENT == 2 )); then
        words_of_patchbay=(${verbList})
        _describe command words_of_patchbay
        return
      fi
      local verb=$words[2]
      shift words
      (( CURRENT -= 1 ))
      case "$verb" in
${verbs.map((verb) => `        ${verb.word}) ${ofCommand(verb.command)} ;;`).join('\n')}
      esac
      ;;`
}

const ofCommand = ({ options, parameters }: CompletedCommand): string =>
  [
    '_arguments',
    ...options.map(({ name, summary, takesValue, completion, repeatable }) => {
      const value = takesValue ? `:${name}:${actionOf(completion)}` : ''
      return quoted(`${repeatable ? '*' : ''}--${name}[${escaped(summary)}]${value}`)
    }),
    ...parameters.map(({ value, completion, rest }, index) =>
      quoted(`${rest ? '*' : index + 1}:${escaped(value)}:${actionOf(completion)}`),
    ),
  ].join(' ')

function actionOf(completion: Completion): string {
  if (completion === null) return ''
  if (completion === 'file') return '_files'
  if (completion === 'folder') return '_files -/'
  return `(${completion.join(' ')})`
}

const described = (word: string, summary: string): string => quoted(`${word}:${escaped(summary)}`)

/** Brackets and colons have a meaning in zsh's specifications. */
const escaped = (text: string): string => text.replaceAll(/[\\[\]:]/g, (sign) => `\\${sign}`)

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
