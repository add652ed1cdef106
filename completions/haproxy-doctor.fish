# haproxy-doctor completion for fish: the program itself knows how a line may go on.
function __haproxy_doctor
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    $words[1] __complete -- $words[2..-1] "$word" 2>/dev/null | while read -d \t -l value says more
        if test "$value" = :files
            __fish_complete_path "$word"
        else
            printf '%s\t%s\n' $value $says
        end
    end
end
complete -c haproxy-doctor -f -a '(__haproxy_doctor)'
