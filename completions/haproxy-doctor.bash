# haproxy-doctor completion for bash: the program itself knows how a line may go on.
_haproxy_doctor() {
  local word=${COMP_WORDS[COMP_CWORD]} value rest
  COMPREPLY=()
  # bash takes the sign of --output=json for a word.
  [[ $word == = ]] && word=
  while IFS=$'\t' read -r value rest; do
    if [[ $value == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$word")
    else
      COMPREPLY+=("$value")
      [[ $rest == *more ]] && compopt -o nospace 2>/dev/null
    fi
  done < <("${COMP_WORDS[0]}" __complete -- "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$word" 2>/dev/null)
}
complete -F _haproxy_doctor haproxy-doctor
