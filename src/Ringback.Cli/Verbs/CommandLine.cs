using System.CommandLine;
using Ringback.Cli.Screens.Printing;

namespace Ringback.Cli.Verbs;

/// <summary>The verbs, and the reading of what was typed.</summary>
internal static class CommandLine
{
    /// <summary>
    /// How long a verb may take to end once it is told to: <c>serve</c> writes down what it knows, and on a busy
    /// machine that takes longer than the two seconds that the library would give it.
    /// </summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(30);

    /// <summary>What was typed, read but not done.</summary>
    internal static ParseResult Read(string[] args)
    {
        RootCommand root = new("Ringback brings second-hand Cisco desk phones back to life. Try: ringback rehearse")
        {
            ServeVerb.Create(),
            RescueVerb.Create(),
            RehearseVerb.Create(),
            PlanVerb.Create(),
            InspectVerb.Create(),
            LintVerb.Create(),
            ExplainVerb.Create(),
            LibraryVerb.Create(),
            PhonesVerb.Create(),
            PhoneVerb.Create(),
            ProofVerb.Create(),
            BenchTestVerb.Create(),
            TellVerb.Create(),
            JournalVerb.Create(),
            DoctorVerb.Create(),
            ListenVerb.Create(),
            StormVerb.Create(),
            ProfileVerb.Create(),
            ConfigureVerb.Create(),
        };
        // A file called @x among those that a shell's * gives would be read, and its lines taken for options.
        ParserConfiguration plain = new() { ResponseFileTokenReplacer = null };
        return root.Parse(args.Length == 0 ? ["--help"] : args, plain);
    }

    /// <summary>Does it; the exit code.</summary>
    internal static Task<int> RunAsync(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0) return Task.FromResult(Complain(parsed));
        Terminal terminal = Output.Terminal;
        return parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false, Output = terminal.Output, Error = terminal.Errors,
            ProcessTerminationTimeout = LongestEnd,
        });
    }

    private static int Complain(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command, root = parsed.RootCommandResult.Command;
        if (command == root && parsed.UnmatchedTokens.Count > 0)
        {
            return Output.Complain($"there is no verb '{parsed.UnmatchedTokens[0]}'. The verbs are "
                + string.Join(", ", root.Subcommands.Select(c => c.Name)) + ". See: ringback --help");
        }

        string path = command == root ? "" : command.Name + " ";
        return Output.Complain(parsed.Errors[0].Message.TrimEnd('.') + $". See: ringback {path}--help");
    }
}
