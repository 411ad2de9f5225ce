package dev.seep.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = "Print a script that completes seep's commands, options and process ids.",
    footer = {
      "",
      "Examples:",
      "  source <(seep completion bash)                                  for this shell",
      "  seep completion bash > /etc/bash_completion.d/seep              for every shell",
      "  seep completion zsh > ~/.seep-zsh; echo . ~/.seep-zsh >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {
  /// Completes process ids before all else. Only numbers are offered: a process chooses its own
  /// name, and `compgen -W` would run a command substitution in it.
  private static final String PROCESS_IDS =
      """

      # Process ids for the commands that take one.
      function _seep_with_processes() {
        local current="${COMP_WORDS[COMP_CWORD]}"
        case "${COMP_WORDS[1]}" in
          inspect|limits|hunt)
            if [[ ${COMP_CWORD} -eq 2 && "${current}" != -* ]]; then
              COMPREPLY=( $(compgen -W "$(cd /proc && printf '%s ' [0-9]*)" -- "${current}") )
              return 0
            fi
            ;;
        esac
        _complete_seep
      }
      complete -F _seep_with_processes -o default seep
      """;

  /// The shells that are spoken.
  enum Shell {
    bash,
    zsh
  }

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  Shell shell = Shell.bash;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private final Session session;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("seep", SeepCommand.whole(session));
    String zsh =
        shell == Shell.zsh
            ? "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
            : "";
    session.out().text(zsh + script + PROCESS_IDS);
    return ExitCode.HEALTHY;
  }
}
