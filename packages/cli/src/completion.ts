import { Argument, type Command } from 'commander';
import { examples } from './examples.js';
import type { Tools } from './tools.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

/** A command's path ('' is the program's own) and the words that may follow it. */
interface Place {
  path: string;
  words: string[];
}

function placesOf(command: Command, path: string): Place[] {
  const inner = command.commands.flatMap((one) => placesOf(one, `${path} ${one.name()}`));
  const words = [
    ...command.commands.map((one) => one.name()),
    ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    ...command.options.flatMap(({ long, argChoices }) => [...(long ? [long] : []), ...(argChoices ?? [])]),
    '--help',
  ];
  return [{ path, words }, ...inner];
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Walks the words typed so far as deep as they name commands, then offers what may follow. */
function bash(places: Place[]): string {
  const paths = places.slice(1).map(({ path }) => quoted(path));
  const offers = places.map(({ path, words }) => `    ${quoted(path)}) words=${quoted(words.join(' '))} ;;`);
  return `_sightline() {
  local i path='' words=''
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
      ${paths.join(' | ')}) path="$path \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path" in
${offers.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _sightline -o default sightline`;
}

const zsh = (places: Place[]): string => `autoload -U +X bashcompinit && bashcompinit\n${bash(places)}`;

function fish(places: Place[]): string {
  const paths = places.slice(1).map(({ path }) => quoted(path));
  const offers = places.map(({ path, words }) => `    case ${quoted(path)}\n      printf '%s\\n' ${words.map(quoted).join(' ')}`);
  return `function __sightline_words
  set -l path ''
  for word in (commandline -opc)[2..]
    if contains -- "$path $word" ${paths.join(' ')}
      set path "$path $word"
    end
  end
  switch $path
${offers.join('\n')}
  end
end
complete -c sightline -a '(__sightline_words)'`;
}

const WRITERS: Record<Shell, (places: Place[]) => string> = { bash, zsh, fish };

/** `sightline completion`: what a shell needs to complete commands, made from the tree of commands itself. */
export function addCompletion(program: Command, tools: Tools): void {
  const command = program
    .command('completion')
    .description('print what a shell needs to complete commands and options')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .action((shell: Shell) => tools.perform(() => tools.say(WRITERS[shell](placesOf(program, '')))));
  examples(command, 'completion bash > /etc/bash_completion.d/sightline', 'completion zsh >> ~/.zshrc');
}
