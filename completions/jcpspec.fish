# Written by completions/generate; change that, not this.
function __jcpspec_targets
    jcpspec doctor 2>/dev/null | string replace -rf '^[a-z]+ +target ([a-z0-9-]+).*' '$1'
end
function __jcpspec_ids
    jcpspec list 2>/dev/null | string replace -rf '^[a-z]+ +([a-z]+/[^ #]+).*' '$1' | sort -u
end
complete -c jcpspec -f -n '__fish_seen_subcommand_from test list show explain selftest' -a '(__jcpspec_ids)'
complete -c jcpspec -f -n '__fish_use_subcommand' -a test -d 'Judge a target'
complete -c jcpspec -f -n '__fish_use_subcommand' -a fuzz -d 'A campaign against a live target, with what nobody would send'
complete -c jcpspec -f -n '__fish_use_subcommand' -a replay -d 'What was red in a saved run, again on a target'
complete -c jcpspec -f -n '__fish_use_subcommand' -a judge -d 'A saved run judged again, without its target'
complete -c jcpspec -f -n '__fish_use_subcommand' -a report -d 'Work on saved results'
complete -c jcpspec -f -n '__fish_use_subcommand' -a list -d 'The scenarios there are'
complete -c jcpspec -f -n '__fish_use_subcommand' -a show -d 'One scenario: its file and what is done'
complete -c jcpspec -f -n '__fish_use_subcommand' -a explain -d 'The rule behind a scenario or a requirement'
complete -c jcpspec -f -n '__fish_use_subcommand' -a check -d 'Lint scenario files'
complete -c jcpspec -f -n '__fish_use_subcommand' -a coverage -d 'Which rules are proven, excused, open'
complete -c jcpspec -f -n '__fish_use_subcommand' -a doctor -d 'What is missing on this machine'
complete -c jcpspec -f -n '__fish_use_subcommand' -a selftest -d 'Can every proof fail? Plays every quirk of the mock'
complete -c jcpspec -f -n '__fish_use_subcommand' -a init -d 'A starter profile and CI file for your project'
complete -c jcpspec -f -n '__fish_use_subcommand' -a mock-server -d 'A correct server to develop components against'
complete -c jcpspec -f -n '__fish_use_subcommand' -a mock-component -d 'A correct component to develop servers against'
complete -c jcpspec -n '__fish_use_subcommand' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_use_subcommand' -l version -d 'Display program version information and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l only -d 'Only those that match this glob' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l skip -d 'Not those that match this glob' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l family -d 'Only those that prove a rule of this family' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l class -d 'fast, slow, destructive, all; default fast' -x -a 'fast slow destructive all'
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l target -d 'Profile: a name or a file; default: the built-in mock' -r -a '(__jcpspec_targets)'
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l connect -d 'A server that runs already' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l launch -d 'A component: the command that starts it; {host} {port} {domain} {secret} are filled in' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l feature -d 'With --launch: what the component offers, e.g. echo' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l component -d 'With --connect: a domain it knows and its secret' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l host -d 'With --connect: the server'\''s own domain' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l allow-remote -d 'With --connect: HOST may be not this machine' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l strict -d 'Rules graded milder than their level fail again'
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l fail-on -d 'What makes the run fail; default must' -x -a 'must should may'
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l baseline -d 'What is known to be wrong is not red' -r -F
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l write-baseline -d 'Writes one that knows all of this run' -r -F
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l repeat -d 'Run everything N times' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l shard -d 'Only the I-th of N parts; `report merge` joins them' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l shuffle -d 'In another order each time'
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l seed -d 'Of every chance' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l jobs -d 'Scenarios at a time' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l time-scale -d 'Factor on every deadline' -x
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l fail-fast -d 'Stop after the first failure'
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l no-deadlines -d 'For a target that stands in a debugger'
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l no-redact -d 'Secrets and digests stay readable in the reports'
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l report -d 'json, jsonl, junit, tap, markdown, sarif, badge, pcapng, html' -x -a 'json= jsonl= junit= tap= markdown= sarif= badge= pcapng= html='
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l out -d 'All reports, into this folder' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l show-transcript -d 'The whole dialogue of every scenario'
complete -c jcpspec -n '__fish_seen_subcommand_from test' -l scenarios -d 'Scenarios of this folder instead of those in the binary' -x -a '(__fish_complete_directories)'
complete -c jcpspec -f -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -a import -d 'What an in-process target left behind, as a scenario'
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l target -d 'Profile: a name or a file; default: the built-in mock' -r -a '(__jcpspec_targets)'
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l connect -d 'A server that runs already' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l launch -d 'A component: the command that starts it; {host} {port} {domain} {secret} are filled in' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l feature -d 'With --launch: what the component offers, e.g. echo' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l component -d 'With --connect: a domain it knows and its secret' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l host -d 'With --connect: the server'\''s own domain' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l allow-remote -d 'With --connect: HOST may be not this machine' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l time -d 'How long, as in 90s, 10m, 1h; default 10m' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l runs -d 'So many cases instead' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l seed -d 'Of every chance; default 1' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l out -d 'Of the results; default jcpspec-fuzz' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l no-guidance -d 'What is new changes nothing: the seed alone makes the cases'
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l resume -d 'Go on with the campaign of this folder' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l replay -d 'Play the cases of this journal again' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l max-findings -d 'End after so many; default 100' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and not __fish_seen_subcommand_from import' -l budget -d 'Plays to make a finding small; default 300' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and __fish_seen_subcommand_from import' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and __fish_seen_subcommand_from import' -l role -d 'What the target is; default server' -x
complete -c jcpspec -n '__fish_seen_subcommand_from fuzz; and __fish_seen_subcommand_from import' -l out -d 'Of scenarios; default here' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l only -d 'Only those that match this glob' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l skip -d 'Not those that match this glob' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l family -d 'Only those that prove a rule of this family' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l class -d 'fast, slow, destructive, all; default fast' -x -a 'fast slow destructive all'
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l target -d 'Profile: a name or a file; default: the built-in mock' -r -a '(__jcpspec_targets)'
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l connect -d 'A server that runs already' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l launch -d 'A component: the command that starts it; {host} {port} {domain} {secret} are filled in' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l feature -d 'With --launch: what the component offers, e.g. echo' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l component -d 'With --connect: a domain it knows and its secret' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l host -d 'With --connect: the server'\''s own domain' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l allow-remote -d 'With --connect: HOST may be not this machine' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l strict -d 'Rules graded milder than their level fail again'
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l fail-on -d 'What makes the run fail; default must' -x -a 'must should may'
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l baseline -d 'What is known to be wrong is not red' -r -F
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l write-baseline -d 'Writes one that knows all of this run' -r -F
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l repeat -d 'Run everything N times' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l shard -d 'Only the I-th of N parts; `report merge` joins them' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l shuffle -d 'In another order each time'
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l seed -d 'Of every chance' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l jobs -d 'Scenarios at a time' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l time-scale -d 'Factor on every deadline' -x
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l fail-fast -d 'Stop after the first failure'
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l no-deadlines -d 'For a target that stands in a debugger'
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l no-redact -d 'Secrets and digests stay readable in the reports'
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l report -d 'json, jsonl, junit, tap, markdown, sarif, badge, pcapng, html' -x -a 'json= jsonl= junit= tap= markdown= sarif= badge= pcapng= html='
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l out -d 'All reports, into this folder' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l show-transcript -d 'The whole dialogue of every scenario'
complete -c jcpspec -n '__fish_seen_subcommand_from replay' -l scenarios -d 'Scenarios of this folder instead of those in the binary' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from judge' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from judge' -l fail-on -d 'What makes the run fail; default must' -x -a 'must should may'
complete -c jcpspec -n '__fish_seen_subcommand_from judge' -l baseline -d 'What is known to be wrong is not red' -r -F
complete -c jcpspec -n '__fish_seen_subcommand_from judge' -l report -d 'json, jsonl, junit, tap, markdown, sarif, badge, pcapng, html' -x -a 'json= jsonl= junit= tap= markdown= sarif= badge= pcapng= html='
complete -c jcpspec -n '__fish_seen_subcommand_from judge' -l out -d 'All reports, into this folder' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from judge' -l show-transcript -d 'The whole dialogue of every scenario'
complete -c jcpspec -n '__fish_seen_subcommand_from judge' -l scenarios -d 'Scenarios of this folder instead of those in the binary' -x -a '(__fish_complete_directories)'
complete -c jcpspec -f -n '__fish_seen_subcommand_from report; and not __fish_seen_subcommand_from merge convert diff matrix traits' -a merge -d 'Shards of a run as one'
complete -c jcpspec -f -n '__fish_seen_subcommand_from report; and not __fish_seen_subcommand_from merge convert diff matrix traits' -a convert -d 'Another format of a saved result'
complete -c jcpspec -f -n '__fish_seen_subcommand_from report; and not __fish_seen_subcommand_from merge convert diff matrix traits' -a diff -d 'What flipped between two saved results'
complete -c jcpspec -f -n '__fish_seen_subcommand_from report; and not __fish_seen_subcommand_from merge convert diff matrix traits' -a matrix -d 'Many targets side by side, one HTML page'
complete -c jcpspec -f -n '__fish_seen_subcommand_from report; and not __fish_seen_subcommand_from merge convert diff matrix traits' -a traits -d 'What targets do where the texts leave a choice'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and not __fish_seen_subcommand_from merge convert diff matrix traits' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from merge' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from merge' -s o -d 'The result file of all' -r -F
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from merge' -l fail-on -d 'What makes the run fail; default must' -x -a 'must should may'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from merge' -l baseline -d 'What is known to be wrong is not red' -r -F
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from merge' -l write-baseline -d 'Writes one that knows all of this run' -r -F
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from merge' -l report -d 'json, jsonl, junit, tap, markdown, sarif, badge, pcapng, html' -x -a 'json= jsonl= junit= tap= markdown= sarif= badge= pcapng= html='
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from merge' -l out -d 'All reports, into this folder' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from merge' -l show-transcript -d 'The whole dialogue of every scenario'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from merge' -l scenarios -d 'Scenarios of this folder instead of those in the binary' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from convert' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from convert' -l publishable -d 'Without the dialogues of passes, crashes, hangs and taken identities'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from convert' -l report -d 'json, jsonl, junit, tap, markdown, sarif, badge, pcapng, html' -x -a 'json= jsonl= junit= tap= markdown= sarif= badge= pcapng= html='
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from convert' -l out -d 'All reports, into this folder' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from convert' -l show-transcript -d 'The whole dialogue of every scenario'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from convert' -l scenarios -d 'Scenarios of this folder instead of those in the binary' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from diff' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from matrix' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from matrix' -s o -d 'The page' -r -F
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from matrix' -l scenarios -d 'Scenarios of this folder instead of those in the binary' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from traits' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from traits' -s o -d 'The table, Markdown; default: standard output' -r -F
complete -c jcpspec -n '__fish_seen_subcommand_from report; and __fish_seen_subcommand_from traits' -l different -d 'Only questions that they answer differently'
complete -c jcpspec -n '__fish_seen_subcommand_from list' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from list' -l only -d 'Only those that match this glob' -x
complete -c jcpspec -n '__fish_seen_subcommand_from list' -l skip -d 'Not those that match this glob' -x
complete -c jcpspec -n '__fish_seen_subcommand_from list' -l family -d 'Only those that prove a rule of this family' -x
complete -c jcpspec -n '__fish_seen_subcommand_from list' -l class -d 'fast, slow, destructive, all; default fast' -x -a 'fast slow destructive all'
complete -c jcpspec -n '__fish_seen_subcommand_from list' -l scenarios -d 'Scenarios of this folder instead of those in the binary' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from list' -l json -d 'As JSON'
complete -c jcpspec -n '__fish_seen_subcommand_from show' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from show' -l scenarios -d 'Scenarios of this folder instead of those in the binary' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from show' -l json -d 'As JSON'
complete -c jcpspec -n '__fish_seen_subcommand_from explain' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from explain' -l scenarios -d 'Scenarios of this folder instead of those in the binary' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from explain' -l json -d 'As JSON'
complete -c jcpspec -n '__fish_seen_subcommand_from check' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from coverage' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from coverage' -l scenarios -d 'Scenarios of this folder instead of those in the binary' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from coverage' -l family -d 'Only this family' -x
complete -c jcpspec -n '__fish_seen_subcommand_from coverage' -l side -d 'Only rules for this side' -x -a 'server component'
complete -c jcpspec -n '__fish_seen_subcommand_from coverage' -l require -d 'An open MUST row is an error'
complete -c jcpspec -n '__fish_seen_subcommand_from coverage' -l json -d 'As JSON'
complete -c jcpspec -n '__fish_seen_subcommand_from doctor' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from doctor' -l json -d 'As JSON'
complete -c jcpspec -n '__fish_seen_subcommand_from selftest' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from selftest' -l only -d 'Only those that match this glob' -x
complete -c jcpspec -n '__fish_seen_subcommand_from selftest' -l skip -d 'Not those that match this glob' -x
complete -c jcpspec -n '__fish_seen_subcommand_from selftest' -l family -d 'Only those that prove a rule of this family' -x
complete -c jcpspec -n '__fish_seen_subcommand_from selftest' -l class -d 'fast, slow, destructive, all; default fast' -x -a 'fast slow destructive all'
complete -c jcpspec -n '__fish_seen_subcommand_from selftest' -l scenarios -d 'Scenarios of this folder instead of those in the binary' -x -a '(__fish_complete_directories)'
complete -c jcpspec -n '__fish_seen_subcommand_from selftest' -l quirk -d 'Only this quirk' -x
complete -c jcpspec -n '__fish_seen_subcommand_from init' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from init' -l role -d 'What the project is; default server' -x -a 'server component'
complete -c jcpspec -n '__fish_seen_subcommand_from init' -l ci -d 'Where it is built; default github' -x -a 'github gitlab none'
complete -c jcpspec -n '__fish_seen_subcommand_from init' -l command -d 'What starts it, as with `test --launch`' -x
complete -c jcpspec -n '__fish_seen_subcommand_from init' -l feature -d 'What a component offers, e.g. echo' -x
complete -c jcpspec -n '__fish_seen_subcommand_from init' -l like -d 'A copy of this shipped profile, to be changed' -x
complete -c jcpspec -n '__fish_seen_subcommand_from mock-server' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from mock-server' -l listen -d 'Where; default 127.0.0.1:5347' -x
complete -c jcpspec -n '__fish_seen_subcommand_from mock-server' -l host -d 'The server'\''s own domain; default: the parent of the first component'\''s' -x
complete -c jcpspec -n '__fish_seen_subcommand_from mock-server' -l component -d 'A domain it knows and its secret' -x
complete -c jcpspec -n '__fish_seen_subcommand_from mock-server' -l quirk -d 'With this deliberate fault' -x
complete -c jcpspec -n '__fish_seen_subcommand_from mock-server' -l seed -d 'Of the stream ids' -x
complete -c jcpspec -n '__fish_seen_subcommand_from mock-server' -l transcript -d 'Print what is said, as on a terminal'
complete -c jcpspec -n '__fish_seen_subcommand_from mock-server' -l play -d 'Act this scenario out to the component that dials in, instead of serving it' -x
complete -c jcpspec -n '__fish_seen_subcommand_from mock-component' -l help -d 'Print this help message and exit'
complete -c jcpspec -n '__fish_seen_subcommand_from mock-component' -l connect -d 'The server; default: JCP_HOST and JCP_PORT, else 127.0.0.1:5347' -x
complete -c jcpspec -n '__fish_seen_subcommand_from mock-component' -l component -d 'Its domain and secret; default: JCP_DOMAIN and JCP_SECRET' -x
complete -c jcpspec -n '__fish_seen_subcommand_from mock-component' -l host -d 'The server'\''s own domain; default: the parent of its own' -x
complete -c jcpspec -n '__fish_seen_subcommand_from mock-component' -l allow-remote -d 'Dial this host, not loopback' -x
complete -c jcpspec -n '__fish_seen_subcommand_from mock-component' -l quirk -d 'With this deliberate fault' -x
complete -c jcpspec -n '__fish_seen_subcommand_from mock-component' -l lawful -d 'Do differently what may be done differently'
complete -c jcpspec -n '__fish_seen_subcommand_from mock-component' -l no-reconnect -d 'Exit when the connection ends'
complete -c jcpspec -n '__fish_seen_subcommand_from mock-component' -l seed -d 'Of the delays' -x
