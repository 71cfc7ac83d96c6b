import type { Command } from '../command/defineCommand.ts'
import type { Completion } from '../command/options.ts'
import { completedCommands, firstNames } from './shape.ts'

/** A script for bash 3.2 and newer that completes these commands. */
export function bashCompletion(commands: readonly Command[]): string {
  const words = firstNames(commands)
  const all = completedCommands(commands)
  const valued = all.flatMap(({ name, options }) =>
    options.flatMap(({ name: option, takesValue, completion }) =>
      takesValue ? [`    '${name} --${option}') ${offered(completion)}; return ;;`] : [],
    ),
  )
  return `# Completion of patchbay for bash. To load it: source <(patchbay completion bash)
_patchbay_words() {
  COMPREPLY=($(compgen -W "$1" -- "$word"))
}

_patchbay_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "$1" -- "$word"))
}

_patchbay() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= each
  COMPREPLY=()
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$command $each" in
${words.map(({ word }) => `      ' ${word}') command=${word} ;;`).join('\n')}
${words.flatMap(({ word, verbs }) => verbs.map((verb) => `      '${word} ${verb.word}') command='${word} ${verb.word}' ;;`)).join('\n')}
    esac
  done
  case "$command $before" in
${valued.join('\n')}
  esac
  if [[ $word == -* ]]; then
    case "$command" in
${all.map(({ name, options }) => `      '${name}') _patchbay_words '${options.map((option) => `--${option.name}`).join(' ')}' ;;`).join('\n')}
    esac
    return
  fi
  case "$command" in
    '') _patchbay_words '${words.map(({ word }) => word).join(' ')}' ;;
${words.flatMap(({ word, verbs }) => (verbs.length === 0 ? [] : [`    ${word}) _patchbay_words '${verbs.map((verb) => verb.word).join(' ')}' ;;`])).join('\n')}
${all.map(({ name, parameters }) => `    '${name}') ${offered(parameters.find(({ completion }) => completion !== null)?.completion ?? null)} ;;`).join('\n')}
  esac
}

complete -F _patchbay patchbay`
}

/** The call that offers the completions of a value; `:` without any. */
function offered(completion: Completion): string {
  if (completion === null) return ':'
  if (completion === 'file') return '_patchbay_files -f'
  if (completion === 'folder') return '_patchbay_files -d'
  return `_patchbay_words '${completion.join(' ')}'`
}
