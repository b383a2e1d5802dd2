# Written by completions/generate; change that, not this.
_jcpspec_below() {
  case $1 in
    '') echo 'test fuzz replay judge report list show explain check coverage doctor selftest init mock-server mock-component' ;;
    'fuzz') echo 'import' ;;
    'report') echo 'merge convert diff matrix traits' ;;
  esac
}
_jcpspec_options() {
  case $1 in
    '') echo '--help --version' ;;
    'test') echo '--help --only --skip --family --class --target --connect --launch --feature --component --host --allow-remote --strict --fail-on --baseline --write-baseline --repeat --shard --shuffle --seed --jobs --time-scale --fail-fast --no-deadlines --no-redact --report --out --show-transcript --scenarios' ;;
    'fuzz') echo '--help --target --connect --launch --feature --component --host --allow-remote --time --runs --seed --out --no-guidance --resume --replay --max-findings --budget' ;;
    'fuzz import') echo '--help --role --out' ;;
    'replay') echo '--help --only --skip --family --class --target --connect --launch --feature --component --host --allow-remote --strict --fail-on --baseline --write-baseline --repeat --shard --shuffle --seed --jobs --time-scale --fail-fast --no-deadlines --no-redact --report --out --show-transcript --scenarios' ;;
    'judge') echo '--help --fail-on --baseline --report --out --show-transcript --scenarios' ;;
    'report') echo '--help' ;;
    'report merge') echo '--help -o --fail-on --baseline --write-baseline --report --out --show-transcript --scenarios' ;;
    'report convert') echo '--help --publishable --report --out --show-transcript --scenarios' ;;
    'report diff') echo '--help' ;;
    'report matrix') echo '--help -o --scenarios' ;;
    'report traits') echo '--help -o --different' ;;
    'list') echo '--help --only --skip --family --class --scenarios --json' ;;
    'show') echo '--help --scenarios --json' ;;
    'explain') echo '--help --scenarios --json' ;;
    'check') echo '--help' ;;
    'coverage') echo '--help --scenarios --family --side --require --json' ;;
    'doctor') echo '--help --json' ;;
    'selftest') echo '--help --only --skip --family --class --scenarios --quirk' ;;
    'init') echo '--help --role --ci --command --feature --like' ;;
    'mock-server') echo '--help --listen --host --component --quirk --seed --transcript --play' ;;
    'mock-component') echo '--help --connect --component --host --allow-remote --quirk --lawful --no-reconnect --seed' ;;
  esac
}
_jcpspec_kind() {
  case $1 in
    'test --only') echo 'text' ;;
    'test --skip') echo 'text' ;;
    'test --family') echo 'text' ;;
    'test --class') echo 'words' ;;
    'test --target') echo 'target' ;;
    'test --connect') echo 'text' ;;
    'test --launch') echo 'text' ;;
    'test --feature') echo 'text' ;;
    'test --component') echo 'text' ;;
    'test --host') echo 'text' ;;
    'test --allow-remote') echo 'text' ;;
    'test --fail-on') echo 'words' ;;
    'test --baseline') echo 'file' ;;
    'test --write-baseline') echo 'file' ;;
    'test --repeat') echo 'text' ;;
    'test --shard') echo 'text' ;;
    'test --seed') echo 'text' ;;
    'test --jobs') echo 'text' ;;
    'test --time-scale') echo 'text' ;;
    'test --report') echo 'words' ;;
    'test --out') echo 'folder' ;;
    'test --scenarios') echo 'folder' ;;
    'fuzz --target') echo 'target' ;;
    'fuzz --connect') echo 'text' ;;
    'fuzz --launch') echo 'text' ;;
    'fuzz --feature') echo 'text' ;;
    'fuzz --component') echo 'text' ;;
    'fuzz --host') echo 'text' ;;
    'fuzz --allow-remote') echo 'text' ;;
    'fuzz --time') echo 'text' ;;
    'fuzz --runs') echo 'text' ;;
    'fuzz --seed') echo 'text' ;;
    'fuzz --out') echo 'folder' ;;
    'fuzz --resume') echo 'folder' ;;
    'fuzz --replay') echo 'text' ;;
    'fuzz --max-findings') echo 'text' ;;
    'fuzz --budget') echo 'text' ;;
    'fuzz import --role') echo 'text' ;;
    'fuzz import --out') echo 'folder' ;;
    'replay --only') echo 'text' ;;
    'replay --skip') echo 'text' ;;
    'replay --family') echo 'text' ;;
    'replay --class') echo 'words' ;;
    'replay --target') echo 'target' ;;
    'replay --connect') echo 'text' ;;
    'replay --launch') echo 'text' ;;
    'replay --feature') echo 'text' ;;
    'replay --component') echo 'text' ;;
    'replay --host') echo 'text' ;;
    'replay --allow-remote') echo 'text' ;;
    'replay --fail-on') echo 'words' ;;
    'replay --baseline') echo 'file' ;;
    'replay --write-baseline') echo 'file' ;;
    'replay --repeat') echo 'text' ;;
    'replay --shard') echo 'text' ;;
    'replay --seed') echo 'text' ;;
    'replay --jobs') echo 'text' ;;
    'replay --time-scale') echo 'text' ;;
    'replay --report') echo 'words' ;;
    'replay --out') echo 'folder' ;;
    'replay --scenarios') echo 'folder' ;;
    'judge --fail-on') echo 'words' ;;
    'judge --baseline') echo 'file' ;;
    'judge --report') echo 'words' ;;
    'judge --out') echo 'folder' ;;
    'judge --scenarios') echo 'folder' ;;
    'report merge -o') echo 'file' ;;
    'report merge --fail-on') echo 'words' ;;
    'report merge --baseline') echo 'file' ;;
    'report merge --write-baseline') echo 'file' ;;
    'report merge --report') echo 'words' ;;
    'report merge --out') echo 'folder' ;;
    'report merge --scenarios') echo 'folder' ;;
    'report convert --report') echo 'words' ;;
    'report convert --out') echo 'folder' ;;
    'report convert --scenarios') echo 'folder' ;;
    'report matrix -o') echo 'file' ;;
    'report matrix --scenarios') echo 'folder' ;;
    'report traits -o') echo 'file' ;;
    'list --only') echo 'text' ;;
    'list --skip') echo 'text' ;;
    'list --family') echo 'text' ;;
    'list --class') echo 'words' ;;
    'list --scenarios') echo 'folder' ;;
    'show --scenarios') echo 'folder' ;;
    'explain --scenarios') echo 'folder' ;;
    'coverage --scenarios') echo 'folder' ;;
    'coverage --family') echo 'text' ;;
    'coverage --side') echo 'words' ;;
    'selftest --only') echo 'text' ;;
    'selftest --skip') echo 'text' ;;
    'selftest --family') echo 'text' ;;
    'selftest --class') echo 'words' ;;
    'selftest --scenarios') echo 'folder' ;;
    'selftest --quirk') echo 'text' ;;
    'init --role') echo 'words' ;;
    'init --ci') echo 'words' ;;
    'init --command') echo 'text' ;;
    'init --feature') echo 'text' ;;
    'init --like') echo 'text' ;;
    'mock-server --listen') echo 'text' ;;
    'mock-server --host') echo 'text' ;;
    'mock-server --component') echo 'text' ;;
    'mock-server --quirk') echo 'text' ;;
    'mock-server --seed') echo 'text' ;;
    'mock-server --play') echo 'text' ;;
    'mock-component --connect') echo 'text' ;;
    'mock-component --component') echo 'text' ;;
    'mock-component --host') echo 'text' ;;
    'mock-component --allow-remote') echo 'text' ;;
    'mock-component --quirk') echo 'text' ;;
    'mock-component --seed') echo 'text' ;;
  esac
}
_jcpspec_words() {
  case $1 in
    'test --class') echo 'fast slow destructive all' ;;
    'test --fail-on') echo 'must should may' ;;
    'test --report') echo 'json= jsonl= junit= tap= markdown= sarif= badge= pcapng= html=' ;;
    'replay --class') echo 'fast slow destructive all' ;;
    'replay --fail-on') echo 'must should may' ;;
    'replay --report') echo 'json= jsonl= junit= tap= markdown= sarif= badge= pcapng= html=' ;;
    'judge --fail-on') echo 'must should may' ;;
    'judge --report') echo 'json= jsonl= junit= tap= markdown= sarif= badge= pcapng= html=' ;;
    'report merge --fail-on') echo 'must should may' ;;
    'report merge --report') echo 'json= jsonl= junit= tap= markdown= sarif= badge= pcapng= html=' ;;
    'report convert --report') echo 'json= jsonl= junit= tap= markdown= sarif= badge= pcapng= html=' ;;
    'list --class') echo 'fast slow destructive all' ;;
    'coverage --side') echo 'server component' ;;
    'selftest --class') echo 'fast slow destructive all' ;;
    'init --role') echo 'server component' ;;
    'init --ci') echo 'github gitlab none' ;;
  esac
}
_jcpspec_targets() {
  jcpspec doctor 2> /dev/null | sed -n 's/^[a-z]* *target \([a-z0-9-]*\).*/\1/p'
}
_jcpspec_ids() {
  jcpspec list 2> /dev/null | sed -n 's/^[a-z]* *\([a-z]*\/[^ #]*\).*/\1/p' | sort -u
}
_jcpspec() {
  local cur prev words cword path='' word kind
  _init_completion -n = || return
  for word in "${words[@]:1:cword-1}"; do
    [[ " $(_jcpspec_below "$path") " != *" $word "* ]] || path=${path:+$path }$word
  done
  kind=$(_jcpspec_kind "$path $prev")
  case $kind in
    words)
      if [[ $cur == *=* ]]; then
        cur=${cur#*=}
        _filedir
        return
      fi
      mapfile -t COMPREPLY < <(compgen -W "$(_jcpspec_words "$path $prev")" -- "$cur")
      [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace
      ;;
    target)
      _filedir json
      mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W "$(_jcpspec_targets)" -- "$cur")
      ;;
    folder) _filedir -d ;;
    file) _filedir ;;
    text) ;;
    *)
      if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_jcpspec_options "$path")" -- "$cur")
      elif [[ -n $(_jcpspec_below "$path") ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_jcpspec_below "$path")" -- "$cur")
      else
        case $path in
          test | list | show | explain | selftest)
            mapfile -t COMPREPLY < <(compgen -W "$(_jcpspec_ids)" -- "$cur")
            ;;
          *) _filedir ;;
        esac
      fi
      ;;
  esac
}
complete -F _jcpspec jcpspec
