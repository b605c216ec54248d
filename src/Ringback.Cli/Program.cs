using System.CommandLine;
using System.Text;
using Ringback.Cli;
using Ringback.Cli.Configuring;
using Ringback.Cli.Input;
using Ringback.Cli.Screens;
using Ringback.Cli.Verbs;
using Ringback.Journal;
using Ringback.Workbench.Bench;
using Ringback.Workbench.Dhcp.Leases;
using Ringback.Workbench.Library;
using Ringback.Workbench.Rights;

// Sentences contain ⏎ and dashes: the terminal's default code page on Windows would spoil them.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

RootCommand root = new("Ringback brings second-hand Cisco desk phones back to life. Try: ringback rehearse")
{
    ServeVerb.Create(),
    RehearseVerb.Create(),
    PlanVerb.Create(),
    InspectVerb.Create(),
    LintVerb.Create(),
    LibraryVerb.Create(),
    PhonesVerb.Create(),
    PhoneVerb.Create(),
    JournalVerb.Create(),
    DoctorVerb.Create(),
    StormVerb.Create(),
    ProfileVerb.Create(),
    ConfigureVerb.Create(),
};

ParseResult parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Errors.Count > 0)
{
    bool noVerb = parsed.CommandResult.Command == root && parsed.UnmatchedTokens.Count > 0;
    if (noVerb)
    {
        return Voice.Complain($"there is no verb '{parsed.UnmatchedTokens[0]}'. The verbs are "
            + string.Join(", ", root.Subcommands.Select(c => c.Name)) + ". See: ringback --help");
    }

    string path = parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ";
    return Voice.Complain(parsed.Errors[0].Message.TrimEnd('.') + $". See: ringback {path}--help");
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false })
        .ConfigureAwait(false);
}
catch (UnusableException e)
{
    return Voice.Complain(e.Message);
}
catch (OutputException e)
{
    return Voice.Complain(e.Message, ExitCode.Failed);
}
catch (DoorException e)
{
    return Voice.Complain(e.Message, ExitCode.Failed);
}
catch (LibraryException e)
{
    return Voice.Complain(e.Message, ExitCode.Failed);
}
catch (RightsException e)
{
    return Voice.Complain(e.Message, ExitCode.Failed);
}
catch (LeaseStoreException e)
{
    return Voice.Complain(e.Message);
}
catch (JournalException e)
{
    // Like a port that is taken: the command line is right, and would work once the other one has ended.
    return Voice.Complain(e.Message, e.Trouble is JournalTrouble.InUse ? ExitCode.Failed : ExitCode.Unusable);
}
catch (OperationCanceledException)
{
    return ExitCode.Done;
}
